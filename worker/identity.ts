import { crc32 } from 'node:zlib'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { isPrincipalId, type PrincipalId } from '../src/id.ts'
import { type Principal, SESSION_MS } from '../src/principal.ts'
import { DEPLOYER, deployerWith } from './deployer.ts'
import type { AppEnv, Env } from './env.ts'
import { newSecret, secretHash } from './secrets.ts'
import { principalStub } from './stubs.ts'

export { secretHash } from './secrets.ts'

/** An isolate trusts what it knows of a secret for so long; ending a session takes effect everywhere within it. */
const TRUSTED_MS = 60_000
/** So many secrets an isolate keeps in mind; the oldest are forgotten first. */
const KNOWN_MOST = 5_000
const COOKIE = '__Host-vale'

interface Credential {
  readonly id: PrincipalId
  readonly secret: string
}

/** Who spoke, and from which session or key, as a device. */
interface Identity {
  readonly principal: Principal
  readonly device: string
}

/** By the whole credential as it was presented: a secret speaks only for whoever it was made for, and warm nothing is hashed. */
const known = new Map<string, { readonly identity: Identity; readonly until: number }>()

/** Who sent the request and from which device; null for nobody. Warm, this costs no call; cold, one to the principal's object. */
export async function identify(c: Context<AppEnv>): Promise<Identity | null> {
  const api = c.req.path.startsWith('/api/')
  // Cookies mean nothing to the API and keys mean nothing to pages: neither can be used to reach the other.
  const presented = api ? c.req.header('authorization') : getCookie(c, COOKIE)
  if (presented === undefined) return null
  const name = rememberedAs(api ? 'key' : 'session', presented)
  const remembered = known.get(name)
  if (remembered !== undefined && remembered.until > c.get('now')) return remembered.identity
  const credential = api ? keyCredential(presented, c.env.WORLD) : sessionCredential(presented)
  if (credential === null) return null
  const hash = secretHash(credential.secret)
  const principal =
    credential.id === DEPLOYER.id
      ? deployerWith(c.env, credential.secret)
      : await principalStub(c.env, credential.id).holder(hash)
  if (principal === null) {
    known.delete(name)
    return null
  }
  const identity = { principal, device: `ses_${hash.slice(0, 16)}` }
  remember(name, identity, c.get('now') + TRUSTED_MS)
  return identity
}

/** A new session secret, its hash for the principal's object, and the cookie that carries it. */
export function newSession(c: Context<AppEnv>, id: PrincipalId): { hash: string; grant: () => void } {
  const secret = newSecret()
  const options = {
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    maxAge: SESSION_MS / 1000,
  } as const
  return { hash: secretHash(secret), grant: () => setCookie(c, COOKIE, `${id}.${secret}`, options) }
}

/** Ends the request's session, here at once and elsewhere within a minute. */
export async function endSession(c: Context<AppEnv>): Promise<void> {
  const presented = getCookie(c, COOKIE)
  setCookie(c, COOKIE, '', { path: '/', httpOnly: true, secure: true, sameSite: 'Lax', maxAge: 0 })
  if (presented === undefined) return
  known.delete(rememberedAs('session', presented))
  const credential = sessionCredential(presented)
  if (credential !== null) await principalStub(c.env, credential.id).signOut(secretHash(credential.secret))
}

/** Asks their object again at the next request of somebody who was changed: here at once, elsewhere within a minute. */
export function askAgain(id: PrincipalId): void {
  for (const [name, { identity }] of known) if (identity.principal.id === id) known.delete(name)
}

/** `<principal>.<secret>`, as cookies and invitation links carry it; null for anything else. */
export function cookieCredential(text: string | undefined): Credential | null {
  const [id, secret, ...rest] = (text ?? '').split('.')
  if (id === undefined || secret === undefined || rest.length > 0 || !isPrincipalId(id)) return null
  return /^[A-Za-z0-9_-]{43}$/.test(secret) ? { id, secret } : null
}

/** An API key as it is shown once: `vk_<world>_<principal>_<secret>_<crc>`. The crc makes a leak or a slip greppable. */
export function apiKey(world: Env['WORLD'], id: PrincipalId, secret: string): string {
  const body = `vk_${world}_${id.slice('key_'.length)}_${secret}`
  return `${body}_${checksum(body)}`
}

/** The session of a request; the secret of a key opens none. */
function sessionCredential(cookie: string): Credential | null {
  const credential = cookieCredential(cookie)
  return credential?.id.startsWith('key_') ? null : credential
}

function keyCredential(header: string, world: Env['WORLD']): Credential | null {
  const found = /^Bearer (vk_(test|live)_([0-9a-z]{1,40})_([A-Za-z0-9_-]{43}))_([0-9a-f]{8})$/.exec(header)
  const [, body, of, id, secret, crc] = found ?? []
  if (body === undefined || id === undefined || secret === undefined) return null
  return of === world && checksum(body) === crc ? { id: `key_${id}`, secret } : null
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0')
}

/** Apart, so that neither can be presented as the other. */
function rememberedAs(kind: 'key' | 'session', presented: string): string {
  return `${kind} ${presented}`
}

function remember(name: string, identity: Identity, until: number): void {
  if (known.size >= KNOWN_MOST)
    for (const oldest of [...known.keys()].slice(0, KNOWN_MOST / 10)) known.delete(oldest)
  known.delete(name)
  known.set(name, { identity, until })
}
