import { env, exports } from 'cloudflare:workers'
import type { DirectoryDocument, StoreDocument } from '../../src/directory.ts'
import type { PrincipalId } from '../../src/id.ts'
import { type Action, SCOPES } from '../../src/permission.ts'
import type { Principal } from '../../src/principal.ts'
import { apiKey } from '../../worker/credential.ts'
import type { Env } from '../../worker/env.ts'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { directoryStub, principalStub } from '../../worker/stubs.ts'
import { anOpening } from '../unit/an-opening.ts'
import { expectContract } from './contract.ts'

/** The bindings of the test world. */
export const world = env as unknown as Env
export const ORIGIN = 'https://lume.example'

const store = (id: string, name: string, zone: string): StoreDocument => ({
  id: `sto_${id}`,
  name,
  city: name,
  zone,
  partner: null,
  state: 'open',
})

/** Café Lume: one shop in Lisbon, one in the Azores (an hour behind), one of a partner in Porto. */
export const LUME: DirectoryDocument = {
  version: 0,
  brand: {
    name: 'Café Lume',
    line: 'Lisbon',
    colour: '#7a2e1d',
    logoUrl: null,
    zone: 'Europe/Lisbon',
    currency: 'EUR',
    locale: 'en',
    email: null,
  },
  stores: [
    store('chiado', 'Chiado', 'Europe/Lisbon'),
    store('ponta', 'Ponta Delgada', 'Atlantic/Azores'),
    { ...store('porto', 'Porto', 'Europe/Lisbon'), partner: 'ptn_mar' },
  ],
  partners: [{ id: 'ptn_mar', name: 'Mar', state: 'approved' }],
}

/** Opens Café Lume. Call once per test file, before the first request. */
export async function openLume(): Promise<void> {
  const directory = directoryStub(world)
  const { version } = await directory.read()
  await directory.replace(version, LUME)
}

let made = 0

/** Somebody who can act. The cast: Rui (admin), Olive (operator at Chiado), Mina (customer), Otto (elsewhere, sees nothing). */
export async function enrol(
  someone: Partial<Principal> & Pick<Principal, 'role'>,
  keyHash: string | null = null,
): Promise<Principal> {
  made += 1
  const kind = { customer: 'cus', api_key: 'key' }[someone.role as 'customer' | 'api_key'] ?? 'usr'
  const id = `${kind}_${someone.role.replace('_', '')}${made}` as PrincipalId
  const principal: Principal = {
    id,
    name: 'Rui',
    stores: [],
    partner: null,
    scopes: [],
    self: null,
    ...someone,
  }
  await principalStub(world, principal.id).enrol(principal, keyHash)
  return principal
}

/** A browser in which this principal is signed in. */
export async function browserOf(principal: Principal) {
  const secret = newSecret()
  await principalStub(world, principal.id).sessions({ kind: 'open', opening: anOpening(secretHash(secret)) })
  const cookie = `__Host-vale=${principal.id}.${secret}`
  const send = (method: string, path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('cookie', cookie)
    if (!headers.has('sec-fetch-site')) headers.set('sec-fetch-site', 'same-origin')
    return exports.default.fetch(
      new Request(`${ORIGIN}${path}`, { redirect: 'manual', ...init, method, headers }),
    )
  }
  return {
    principal,
    cookie,
    get: (path: string, headers: HeadersInit = {}) => send('GET', path, { headers }),
    post: (path: string, form: Record<string, string>, headers: HeadersInit = {}) =>
      send('POST', path, { headers, body: new URLSearchParams(form) }),
    send,
  }
}

/** A shop system with a key: all scopes and the whole brand unless said otherwise. */
export async function shopSystem(options: { scopes?: readonly Action[]; stores?: Principal['stores'] } = {}) {
  const secret = newSecret()
  const scopes = options.scopes ?? [...SCOPES]
  const principal = await enrol({ role: 'api_key', scopes, stores: options.stores ?? [] }, secretHash(secret))
  const key = apiKey('test', principal.id, secret)
  return { principal, key, ...callsWith(key) }
}

/** Calls of the API with this key; every answer is held against the published contract. */
export function callsWith(key: string | null) {
  const send = async (method: string, path: string, body?: BodyInit, headers: HeadersInit = {}) => {
    const all = new Headers(headers)
    if (key !== null) all.set('authorization', `Bearer ${key}`)
    const init = { method, headers: all, ...(body !== undefined && { body }) }
    const response = await exports.default.fetch(new Request(`${ORIGIN}/api/v1${path}`, init))
    await expectContract(method, path, response.clone())
    return response
  }
  const json = (key: string) => ({ 'content-type': 'application/json', 'idempotency-key': key })
  return {
    send,
    get: (path: string) => send('GET', path),
    /** Posts JSON under an idempotency key of its own unless one is given. */
    post: (path: string, body: unknown, idempotencyKey: string = crypto.randomUUID()) =>
      send('POST', path, JSON.stringify(body), json(idempotencyKey)),
  }
}

/** The least anybody issues. */
export const COFFEE = {
  title: 'Sorry your order arrived cold',
  benefit: { kind: 'item', item: 'Coffee' },
  validity: { kind: 'days', count: 30 },
} as const

/** A voucher as the API answers it. */
export interface IssuedVoucher {
  readonly id: string
  readonly code: string
  readonly code_last4: string
  readonly status: string
  readonly balance: number | null
  readonly uses_left: number | null
  readonly valid_until: string | null
  readonly url: string
}

/** Issues a voucher, by default the least anybody issues. */
export async function issued(
  shop: { post(path: string, body: unknown): Promise<Response> },
  more: object = {},
): Promise<IssuedVoucher> {
  const response = await shop.post('/vouchers', { ...COFFEE, ...more })
  if (response.status !== 201) throw new Error(await response.text())
  return response.json<IssuedVoucher>()
}
