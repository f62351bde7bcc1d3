import { waitUntil } from 'cloudflare:workers'
import type { Context, MiddlewareHandler, Next } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { Guess } from '../src/guess.ts'
import { type BudgetName, type Caller, PASS, stricter, type Verdict } from '../src/limiter.ts'
import type { Instant } from '../src/local-time.ts'
import { guessHash } from './code-vault.ts'
import { SESSION_COOKIE } from './credential.ts'
import type { AppEnv } from './env.ts'
import { answeredAt } from './fixed-time.ts'
import { identify } from './identity.ts'
import { callersOf, countMiss, settle, spend, strangerOf, suspectedOf, takeInHand } from './limiter.ts'
import { networkOf } from './network.ts'
import { tooMany } from './too-many.ts'

/** What is rationed, whatever comes of it. */
type Rationed = Extract<BudgetName, 'email' | 'letter' | 'upload' | 'export' | 'claim'>

type Refused = (c: Context<AppEnv>, seconds: number) => Response | Promise<Response>

/** Strangers hear that what they presented leads nowhere this long after they asked, whatever it was. */
const MISS_MS = 400
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
  return guardedBy(presented, true)
}

/** The same before what takes many secrets under one name: that one of them was right says nothing of the next. */
export function guardedEachTime(what: string): MiddlewareHandler<AppEnv> {
  return guardedBy(() => what, false)
}

function guardedBy(
  presented: (c: Context<AppEnv>) => string | null,
  remembers: boolean,
): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>(async (c, next) => {
    const what = presented(c)
    // Nobody is asked who they are for something that leads nowhere anyway.
    if (what === null) {
      await next()
      return lateIfMissed(c)
    }
    const identity = getCookie(c, SESSION_COOKIE) === undefined ? null : await identify(c)
    if (identity !== null && typeof identity !== 'string')
      return asKnown(c, callersOf(c, identity.principal, identity.device), next, tooMany)
    return asStranger(c, what, next, remembers)
  })
}

/** Behind `allow`: counts every request of that kind, whatever comes of it, per principal or else per network. */
export function rationed(budget: Rationed): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>(async (c, next) => {
    const seconds = await rationRefused(c, budget)
    return seconds === null ? next() : tooMany(c, seconds)
  })
}

/** Counts one request of that kind: for how many seconds it is refused, or null once it may go on. */
export async function rationRefused(c: Context<AppEnv>, budget: Rationed): Promise<number | null> {
  const verdict = await spend(c, { budget, who: c.get('principal')?.id ?? networkOf(c) })
  if (verdict.kind === 'slow') await scheduler.wait(verdict.ms)
  return verdict.kind === 'refuse' ? verdict.seconds : null
}

/** Whoever is above suspicion costs no call before the answer; suspects are counted before it, as strangers are. */
async function asKnown(
  c: Context<AppEnv>,
  callers: readonly Caller[],
  next: Next,
  refused: Refused,
): Promise<Response | undefined> {
  const suspected = suspectedOf(callers)
  const stopped = await inHand(c, suspected, next)
  if (stopped !== null) return refused(c, stopped)
  const guess = guessOf(c)
  const others = callers.filter((caller) => !suspected.includes(caller))
  if (guess !== null) waitUntil(countMiss(c, others, guess))
}

async function asStranger(
  c: Context<AppEnv>,
  what: string,
  next: Next,
  remembers: boolean,
): Promise<Response | undefined> {
  const caller = strangerOf(c)
  const name = `${caller.who} ${what}`
  const now = c.get('now')
  if ((acquainted.get(name) ?? 0) > now) {
    await next()
    return lateIfMissed(c)
  }
  const stopped = await inHand(c, [caller], next)
  if (stopped !== null) return tooMany(c, stopped)
  // An outage is no hit: whoever met it has shown nothing yet.
  if (remembers && c.get('miss') === undefined && c.error === undefined) remember(name, now + ACQUAINTED_MS)
  // The try is settled by now: whoever hangs up early is counted all the same.
  await lateIfMissed(c)
}

/**
 * Answers while every one of these callers has the try in hand, each slowed as the strictest of them is. Null once it is
 * answered; else for how many seconds one of them is refused, and nothing was done.
 */
async function inHand(c: Context<AppEnv>, callers: readonly Caller[], next: Next): Promise<number | null> {
  const held: { readonly caller: Caller; readonly ticket: number }[] = []
  const letGo = (guess: Guess | null) => {
    for (const { caller, ticket } of held) waitUntil(settle(c, caller, ticket, guess))
  }
  let strictest: Verdict = PASS
  for (const caller of callers) {
    const { verdict, ticket } = await takeInHand(c, caller)
    strictest = stricter(strictest, verdict)
    if (ticket === null) {
      letGo(null)
      return verdict.kind === 'refuse' ? verdict.seconds : 1
    }
    held.push({ caller, ticket })
  }
  if (strictest.kind === 'slow') {
    await scheduler.wait(strictest.ms)
    // What is answered at a fixed time is answered so long after this: the wait must not use that time up.
    c.set('answerFrom', Date.now())
  }
  await next()
  letGo(guessOf(c))
  return null
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
