import type { Context, MiddlewareHandler, Next } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { Guess } from '../src/guess.ts'
import type { BudgetName, Caller } from '../src/limiter.ts'
import type { Instant } from '../src/local-time.ts'
import { guessHash } from './code-vault.ts'
import { SESSION_COOKIE } from './credential.ts'
import type { AppEnv } from './env.ts'
import { answeredAt } from './fixed-time.ts'
import { identify } from './identity.ts'
import { callersOf, countMiss, settle, spend, standing, strangerOf, takeInHand } from './limiter.ts'
import { networkOf } from './network.ts'
import { tooMany } from './too-many.ts'

type Refused = (c: Context<AppEnv>, seconds: number) => Response | Promise<Response>

/** Strangers hear that what they presented leads nowhere this long after they asked, whatever it was. */
export const MISS_MS = 400
/** Whoever has shown that they know something is not counted for it again for so long: a page that asks how it stands. */
const ACQUAINTED_MS = 10 * 60_000
const ACQUAINTED_MOST = 5_000

/** By network and what was presented: until when that is known to lead somewhere. */
const acquainted = new Map<string, Instant>()

/**
 * Stands behind `allow` before what takes a code and answers people or programs that are signed in: only what they get
 * wrong is counted, after the answer. The handler says so by setting `miss`.
 */
export function countsMisses(refused: Refused = tooMany): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>((c, next) =>
    asKnown(c, callersOf(c, c.get('principal'), c.get('device')), next, refused),
  )
}

/**
 * Stands behind `allow('everyone')` before what takes a secret. Strangers are counted before they are answered and given
 * it back after a hit; whoever is signed in is no stranger. `presented` reads what is tried, under a name that need not
 * be secret, or null for what cannot lead anywhere: that wakes nobody. The handler sets `miss` where it led nowhere.
 */
export function guarded(presented: (c: Context<AppEnv>) => string | null): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>(async (c, next) => {
    const what = presented(c)
    // Nobody is asked who they are for something that leads nowhere anyway.
    if (what === null) {
      await next()
      return lateIfMissed(c)
    }
    const identity = getCookie(c, SESSION_COOKIE) === undefined ? null : await identify(c)
    if (identity !== null && identity !== 'test_mode_mismatch')
      return asKnown(c, callersOf(c, identity.principal, identity.device), next, tooMany)
    return asStranger(c, what, next)
  })
}

/** Behind `allow`: counts every request of that kind, whatever comes of it, per principal or else per network. */
export function rationed(
  budget: Extract<BudgetName, 'email' | 'upload' | 'export'>,
): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>(async (c, next) => {
    const verdict = await spend(c, { budget, who: c.get('principal')?.id ?? networkOf(c) })
    if (verdict.kind === 'refuse') return tooMany(c, verdict.seconds)
    if (verdict.kind === 'slow') await scheduler.wait(verdict.ms)
    return next()
  })
}

async function asKnown(
  c: Context<AppEnv>,
  callers: readonly Caller[],
  next: Next,
  refused: Refused,
): Promise<Response | undefined> {
  const verdict = await standing(c, callers)
  if (verdict.kind === 'refuse') return refused(c, verdict.seconds)
  if (verdict.kind === 'slow') await scheduler.wait(verdict.ms)
  await next()
  const guess = guessOf(c)
  if (guess !== null) c.executionCtx.waitUntil(countMiss(c, callers, guess))
}

async function asStranger(c: Context<AppEnv>, what: string, next: Next): Promise<Response | undefined> {
  const caller = strangerOf(c)
  const name = `${caller.who} ${what}`
  const now = c.get('now')
  if ((acquainted.get(name) ?? 0) > now) {
    await next()
    return
  }
  const { verdict, ticket } = await takeInHand(c, caller)
  if (ticket === null) return tooMany(c, verdict.kind === 'refuse' ? verdict.seconds : 1)
  if (verdict.kind === 'slow') await scheduler.wait(verdict.ms)
  await next()
  const guess = guessOf(c)
  // An outage is no hit: whoever met it has shown nothing yet.
  if (guess === null && c.error === undefined) remember(name, now + ACQUAINTED_MS)
  // Before the wait: whoever hangs up early is counted all the same.
  c.executionCtx.waitUntil(settle(c, caller, ticket, guess))
  await lateIfMissed(c)
}

async function lateIfMissed(c: Context<AppEnv>): Promise<undefined> {
  if (c.get('miss') !== undefined) await answeredAt(c, MISS_MS, async () => c.res)
}

function guessOf(c: Context<AppEnv>): Guess | null {
  const miss = c.get('miss')
  return miss === undefined ? null : { reason: miss.reason, hash: guessHash(c.env, miss.text) }
}

function remember(name: string, until: Instant): void {
  if (acquainted.size >= ACQUAINTED_MOST)
    for (const oldest of [...acquainted.keys()].slice(0, ACQUAINTED_MOST / 10)) acquainted.delete(oldest)
  acquainted.set(name, until)
}
