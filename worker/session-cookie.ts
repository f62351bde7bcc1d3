import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Actor } from '../src/audit.ts'
import { browserName } from '../src/browser-name.ts'
import type { PrincipalId } from '../src/id.ts'
import type { Role } from '../src/permission.ts'
import { limitsOf, type Opening, type Proof } from '../src/session.ts'
import { DEVICE_COOKIE, SESSION_COOKIE, sessionCredential } from './credential.ts'
import type { AppEnv } from './env.ts'
import { enrolledDevice, forget, identify } from './identity.ts'
import { whereFrom } from './network.ts'
import { newSecret, secretHash } from './secrets.ts'
import { principalStub } from './stubs.ts'

/** A session that can begin: what the principal's object is to open, and how the browser is given its secret. */
export interface NewSession {
  readonly opening: Opening
  /** Sets the cookie of somebody of that role, and ends the session this browser had: none is ever taken over. */
  grant(role: Role): Promise<void>
}

/**
 * A new secret for whoever has just proved who they are. On an enrolled tablet the session is bound to it, and is worth
 * nothing anywhere else.
 */
export async function newSession(
  c: Context<AppEnv>,
  id: PrincipalId,
  proof: Proof,
  secret = newSecret(),
): Promise<NewSession> {
  const own = proof === 'enrolment' || proof === 'demo'
  const on = own ? null : ((await enrolledDevice(c))?.principal.id ?? null)
  const opening: Opening = {
    hash: secretHash(secret),
    proof,
    on,
    browser: browserName(c.req.header('user-agent') ?? ''),
    from: whereFrom(c),
  }
  const grant = async (role: Role) => {
    const name = role === 'counter' ? DEVICE_COOKIE : SESSION_COOKIE
    // Granted again to a browser that has it, it goes on.
    if (getCookie(c, name) !== `${id}.${secret}`) await endCarried(c, name)
    setCookie(c, name, `${id}.${secret}`, options(limitsOf(role, opening).mostMs / 1000))
  }
  return { opening, grant }
}

/** Ends the request's session, here at once and elsewhere within a minute. */
export async function endSession(c: Context<AppEnv>): Promise<void> {
  const identity = await identify(c)
  if (identity === null || typeof identity === 'string') await endCarried(c, SESSION_COOKIE)
  else {
    const { principal, device } = identity
    await endCarried(c, SESSION_COOKIE, {
      by: principal.id,
      role: principal.role,
      device,
      from: whereFrom(c),
    })
  }
  setCookie(c, SESSION_COOKIE, '', options(0))
}

/** Makes a shared tablet an ordinary browser again. */
export async function endEnrolment(c: Context<AppEnv>): Promise<void> {
  if (getCookie(c, DEVICE_COOKIE) === undefined) return
  await endCarried(c, DEVICE_COOKIE)
  setCookie(c, DEVICE_COOKIE, '', options(0))
}

async function endCarried(c: Context<AppEnv>, name: string, by: Actor | null = null): Promise<void> {
  const presented = getCookie(c, name)
  if (presented === undefined) return
  forget(presented)
  const credential = sessionCredential(presented)
  if (credential === null) return
  const hash = secretHash(credential.secret)
  await principalStub(c.env, credential.id).sessions({ kind: 'end', hash, ...(by !== null && { by }) })
}

function options(maxAge: number) {
  return { path: '/', httpOnly: true, secure: true, sameSite: 'Lax', maxAge } as const
}
