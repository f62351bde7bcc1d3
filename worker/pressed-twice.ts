import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import type { PrincipalId } from '../src/id.ts'
import { isCustomerId } from '../src/id.ts'
import type { Principal } from '../src/principal.ts'
import type { Credential } from './credential.ts'
import type { AppEnv } from './env.ts'
import { identify } from './identity.ts'
import { newSecret } from './secrets.ts'
import { principalStub } from './stubs.ts'

/** A second press is one of the same hand: browsers drop the first answer, and with it the only key to what was opened. */
const TWICE_MS = 60_000

/** What the page of a link that is good once says of itself: no two renderings are the same. */
export function newPress(): string {
  return newSecret()
}

/**
 * The secret of the session that a press of that page's button opens. Pressed twice it is the same one, so that the second
 * answer can be the first again; nobody finds it without the link, the page and a key of ours. A press of no page has its own.
 */
export function secretOfPress(c: Context<AppEnv>, link: Credential, press: string): string {
  if (!/^[A-Za-z0-9_-]{43}$/.test(press)) return newSecret()
  return createHmac('sha256', Buffer.from(c.env.CODE_KEY, 'base64url'))
    .update(`press:${link.id}:${link.secret}:${press}`)
    .digest('base64url')
}

/** Whom the same press let in a moment ago; null where it did not. */
export async function letInBefore(
  c: Context<AppEnv>,
  id: PrincipalId,
  hash: string,
): Promise<Principal | null> {
  const presence = await principalStub(c.env, id).presence(hash)
  const startedAt = presence?.session?.startedAt ?? null
  return presence !== null && startedAt !== null && c.get('now') < startedAt + TWICE_MS
    ? presence.principal
    : null
}

/** Whether this browser is in the wallet already that a link opens. */
export async function isInside(c: Context<AppEnv>, link: Credential | null): Promise<boolean> {
  if (link === null || !isCustomerId(link.id)) return false
  const identity = await identify(c)
  return identity !== null && typeof identity !== 'string' && identity.principal.id === link.id
}
