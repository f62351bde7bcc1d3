import type { Context } from 'hono'
import type { Guess } from '../src/guess.ts'
import { type Caller, callerName, PASS, stricter, type Verdict } from '../src/limiter.ts'
import type { Instant } from '../src/local-time.ts'
import type { Principal } from '../src/principal.ts'
import type { AppEnv, Env } from './env.ts'
import { networkOf } from './network.ts'
import { limiterStub } from './stubs.ts'

/** So long an isolate goes by what it was told of a caller, and no longer. */
const TRUSTED_MS = 10_000
const SUSPECTS_MOST = 5_000

/**
 * Callers who got too much wrong, as their objects said last. Nobody else is in here: whoever is not costs no call, and
 * so no good redemption waits for a limiter. Whoever is gets asked about again, before the answer, every ten seconds.
 */
const suspects = new Map<string, { readonly verdict: Verdict; readonly asOf: Instant }>()

/** A try in hand, by its number; null where it must not be answered now. */
export interface Taken {
  readonly verdict: Verdict
  readonly ticket: number | null
}

/** As whom somebody who is signed in is counted. */
export function callersOf(
  c: Context<AppEnv>,
  { id, role }: Pick<Principal, 'id' | 'role'>,
  device: string,
): readonly Caller[] {
  if (role === 'api_key') return [{ budget: 'key', who: id }]
  return [
    { budget: 'person', who: id },
    { budget: 'device', who: device },
    { budget: role === 'customer' ? 'customers' : 'network', who: networkOf(c) },
  ]
}

/** Whoever nobody knows: the network they come from. */
export function strangerOf(c: Context<AppEnv>): Caller {
  return { budget: 'stranger', who: networkOf(c) }
}

/** What these may do now, the strictest of all, without a call for anybody who is not suspected. */
export async function standing(c: Context<AppEnv>, callers: readonly Caller[]): Promise<Verdict> {
  let strictest: Verdict = PASS
  for (const caller of callers) strictest = stricter(strictest, await standingOf(c, caller))
  return strictest
}

/** Those of them whose objects last said that they got too much wrong. */
export function suspectedOf(callers: readonly Caller[]): readonly Caller[] {
  return callers.filter((caller) => suspects.has(callerName(caller)))
}

/** Counts a miss against all of them, and remembers what that leads to. */
export async function countMiss(c: Context<AppEnv>, callers: readonly Caller[], guess: Guess): Promise<void> {
  const verdicts = callers.map(async (caller) => {
    const verdict = await limiterStub(c.env, callerName(caller)).miss(caller, guess)
    rememberStricter(caller, verdict)
  })
  await Promise.all(verdicts)
}

/** Takes a try in hand before it is answered; no ticket means no answer. */
export async function takeInHand(c: Context<AppEnv>, caller: Caller): Promise<Taken> {
  const known = recalled(caller, c.get('now'))
  if (known?.kind === 'refuse') return { verdict: known, ticket: null }
  const taken = await limiterStub(c.env, callerName(caller)).take(caller)
  remember(caller, taken.verdict, Date.now())
  return taken
}

/** How that came out: null is a hit. */
export async function settle(
  c: Context<AppEnv>,
  caller: Caller,
  ticket: number,
  guess: Guess | null,
): Promise<void> {
  const verdict = await limiterStub(c.env, callerName(caller)).settle(caller, ticket, guess)
  if (guess !== null) rememberStricter(caller, verdict)
}

/** Counts something that is rationed, and says whether there was any left. */
export function spend(c: Context<AppEnv>, caller: Caller): Promise<Verdict> {
  return limiterStub(c.env, callerName(caller)).spend(caller)
}

/** What a caller may do now, as their object says, whatever this isolate remembers of them. */
export async function verdictNow(env: Env, caller: Caller): Promise<Verdict> {
  return limiterStub(env, callerName(caller)).verdict(caller)
}

/** Lets a caller in again: here at once, in other isolates within ten seconds. */
export async function letIn(env: Env, caller: Caller): Promise<void> {
  await limiterStub(env, callerName(caller)).pardon()
  suspects.delete(callerName(caller))
}

async function standingOf(c: Context<AppEnv>, caller: Caller): Promise<Verdict> {
  const name = callerName(caller)
  if (!suspects.has(name)) return PASS
  const known = recalled(caller, c.get('now'))
  if (known !== null) return known
  const verdict = await limiterStub(c.env, name).verdict(caller)
  remember(caller, verdict, c.get('now'))
  return verdict
}

/** What was said of a caller within the last ten seconds, as it stands now; null when they must be asked about. */
function recalled(caller: Caller, now: Instant): Verdict | null {
  const known = suspects.get(callerName(caller))
  if (known === undefined || now - known.asOf > TRUSTED_MS) return null
  const { verdict, asOf } = known
  if (verdict.kind !== 'refuse') return verdict
  const seconds = verdict.seconds - Math.floor((now - asOf) / 1000)
  return seconds > 0 ? { kind: 'refuse', seconds } : null
}

/** Answers may overtake each other: what is stricter stands. */
function rememberStricter(caller: Caller, verdict: Verdict): void {
  const now = Date.now()
  remember(caller, stricter(recalled(caller, now) ?? PASS, verdict), now)
}

function remember(caller: Caller, verdict: Verdict, now: Instant): void {
  const name = callerName(caller)
  suspects.delete(name)
  if (verdict.kind === 'pass') return
  if (suspects.size >= SUSPECTS_MOST)
    for (const oldest of [...suspects.keys()].slice(0, SUSPECTS_MOST / 10)) suspects.delete(oldest)
  suspects.set(name, { verdict, asOf: now })
}
