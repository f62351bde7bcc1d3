import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { deviceName } from '../src/access/sessions.ts'
import type { PrincipalId } from '../src/id.ts'
import type { Presence, Principal } from '../src/principal.ts'
import { limited, type Session } from '../src/session.ts'
import {
  type Credential,
  DEVICE_COOKIE,
  keyCredential,
  SESSION_COOKIE,
  sessionCredential,
} from './credential.ts'
import { DEPLOYER, deployerWith } from './deployer.ts'
import type { AppEnv } from './env.ts'
import { secretHash } from './secrets.ts'
import { principalStub } from './stubs.ts'

/** An isolate trusts what it knows of a secret for so long; ending a session takes effect everywhere within it. */
const TRUSTED_MS = 60_000
/** So many secrets an isolate keeps in mind; the oldest are forgotten first. */
const KNOWN_MOST = 5_000

/** Who spoke, in which session (null for a key), and the device by which undo and repeats are recognised. */
export interface Identity {
  readonly principal: Principal
  readonly session: Session | null
  readonly device: string
}

/** By the whole credential as it was presented: a secret speaks only for whoever it was made for, and warm nothing is hashed. */
const known = new Map<string, { readonly identity: Identity; readonly until: number }>()

/** Why a key that is one speaks for nobody: it is of the other world, or has ended by itself. */
export type KeyProblem = 'test_mode_mismatch' | 'key_expired'

/**
 * Who sent the request and from which device; null for nobody, or what is wrong with a key that was real. Warm,
 * this costs no call; cold, one to the principal's object, and one more to the tablet's if the session stands on one.
 * So a session that was ended is refused everywhere within a minute, and no redemption asks D1 or another object for it.
 */
export async function identify(c: Context<AppEnv>): Promise<Identity | KeyProblem | null> {
  // Cookies mean nothing to the API and keys mean nothing to pages: neither can be used to reach the other.
  if (c.req.path.startsWith('/api/')) {
    const presented = c.req.header('authorization')
    if (presented === undefined) return null
    const remembered = recalled(`key ${presented}`, c.get('now'))
    if (remembered !== null) return remembered
    const credential = keyCredential(presented, c.env.WORLD)
    if (credential === null || credential === 'test_mode_mismatch') return credential
    return (await asked(c, `key ${presented}`, credential)) ?? (await whyNot(c, credential))
  }
  const identity = await carried(c, SESSION_COOKIE)
  const on = identity?.session?.on ?? null
  if (identity === null || on === null) return identity
  // What is bound to a tablet counts only on it, and as long as the tablet itself does.
  const tablet = await enrolledDevice(c)
  if (tablet?.principal.id !== on) return null
  const principal = limited(identity.principal, identity.session?.proof ?? 'pin', tablet.principal.stores)
  return principal === null ? null : { ...identity, principal, device: on }
}

/** The shared tablet this browser is enrolled as, or null. */
export async function enrolledDevice(c: Context<AppEnv>): Promise<Identity | null> {
  const identity = await carried(c, DEVICE_COOKIE)
  return identity?.principal.role === 'counter' ? identity : null
}

/** Asks their object again at the next request of somebody who was changed: here at once, elsewhere within a minute. */
export function askAgain(id: PrincipalId): void {
  for (const [name, { identity }] of known) if (identity.principal.id === id) known.delete(name)
}

/** Forgets a cookie that has just been ended. */
export function forget(presented: string): void {
  known.delete(`session ${presented}`)
}

async function carried(c: Context<AppEnv>, cookie: string): Promise<Identity | null> {
  const presented = getCookie(c, cookie)
  if (presented === undefined) return null
  const name = `session ${presented}`
  const remembered = recalled(name, c.get('now'))
  if (remembered !== null) return remembered
  const credential = sessionCredential(presented)
  return credential === null ? null : asked(c, name, credential)
}

async function asked(c: Context<AppEnv>, name: string, { id, secret }: Credential): Promise<Identity | null> {
  const hash = secretHash(secret)
  const presence = await presenceOf(c, id, secret, hash)
  if (presence === null) {
    known.delete(name)
    return null
  }
  const { principal, session } = presence
  const identity = { principal, session, device: deviceName({ hash }) }
  remember(name, identity, c.get('now') + TRUSTED_MS)
  return identity
}

/** Only who has the right secret hears that it has ended; any other is just wrong. */
async function whyNot(c: Context<AppEnv>, { id, secret }: Credential): Promise<'key_expired' | null> {
  if (id === DEPLOYER.id) return null
  const endedAt = await principalStub(c.env, id).keyEnded(secretHash(secret))
  return endedAt === null ? null : 'key_expired'
}

async function presenceOf(
  c: Context<AppEnv>,
  id: PrincipalId,
  secret: string,
  hash: string,
): Promise<Presence | null> {
  if (id !== DEPLOYER.id) return principalStub(c.env, id).presence(hash)
  const principal = deployerWith(c.env, secret)
  return principal && { principal, session: null }
}

function recalled(name: string, now: number): Identity | null {
  const remembered = known.get(name)
  return remembered !== undefined && remembered.until > now ? remembered.identity : null
}

function remember(name: string, identity: Identity, until: number): void {
  if (known.size >= KNOWN_MOST)
    for (const oldest of [...known.keys()].slice(0, KNOWN_MOST / 10)) known.delete(oldest)
  known.delete(name)
  known.set(name, { identity, until })
}
