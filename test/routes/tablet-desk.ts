import { exports } from 'cloudflare:workers'
import type { PrincipalId, StoreId } from '../../src/id.ts'
import type { Principal } from '../../src/principal.ts'
import { newSalt, pinProof } from '../../worker/pin.ts'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { anOpening } from '../unit/an-opening.ts'
import { enrol, ORIGIN, world } from './cast.ts'

export const PIN = '274918'
export const SESSION = '__Host-vale'
export const DEVICE = '__Host-vale-device'

/** A browser that keeps the cookies it is given. */
export function browserWith(cookies: ReadonlyMap<string, string> = new Map()) {
  const jar = new Map(cookies)
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    headers.set('sec-fetch-site', 'same-origin')
    const request = new Request(`${ORIGIN}${path}`, { redirect: 'manual', ...init, method, headers })
    const response = await exports.default.fetch(request)
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
  return {
    jar,
    send,
    get: (path: string) => send('GET', path),
    post: (path: string, form: Record<string, string>, headers: HeadersInit = {}) =>
      send('POST', path, { headers, body: new URLSearchParams(form) }),
  }
}

let made = 0

/** A shared tablet of that shop, enrolled. */
export async function tabletAt(store: StoreId) {
  made += 1
  const id: PrincipalId = `dev_till${made}`
  const tablet = await enrol({ id, role: 'counter', name: `Till ${made}`, stores: [store] })
  const secret = newSecret()
  const opening = anOpening(secretHash(secret), { proof: 'enrolment' })
  await principalStub(world, id).sessions({ kind: 'open', opening })
  return { tablet, ...browserWith(new Map([[DEVICE, `${id}.${secret}`]])) }
}

/** Gives somebody a PIN. */
export async function givePin({ id, role }: Principal, pin = PIN): Promise<void> {
  const salt = newSalt()
  const proof = await pinProof(world, id, pin, salt)
  const by = { by: id, role, device: null, from: null }
  await principalStub(world, id).pin({ kind: 'set', proof, salt, by })
}
