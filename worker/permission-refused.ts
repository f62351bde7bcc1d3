import type { Context } from 'hono'
import { routePath } from 'hono/route'
import { actorOf } from './actor.ts'
import type { AppEnv } from './env.ts'
import { plainFailure } from './failure.ts'
import { audit } from './library/audit.ts'

/** Somebody who asks for the same again within this time is on record already. */
const ONCE_MS = 600_000
const KNOWN_MOST = 2_000

const known = new Map<string, number>()

/**
 * Puts on record that somebody signed in asked for what they may not: the pattern of the route, never the address, which
 * can hold a code. At most once for each of them, route and ten minutes of an isolate, so that nobody fills the log; the
 * answer does not wait for it.
 */
export function notePermissionRefused(c: Context<AppEnv>): void {
  const act = { ...actorOf(c), at: c.get('now') }
  const subject = `${c.req.method} ${routePath(c)}`
  const key = `${act.by} ${subject}`
  const noted = known.get(key)
  if (noted !== undefined && act.at < noted + ONCE_MS) return
  if (known.size >= KNOWN_MOST) known.clear()
  known.set(key, act.at)
  c.executionCtx.waitUntil(
    audit(c.env.DB, { ...act, action: 'permission_refused', subject }).catch((failure: unknown) => {
      console.warn(
        JSON.stringify({ event: 'permission_refusal_not_noted', failure: plainFailure(failure).message }),
      )
    }),
  )
}
