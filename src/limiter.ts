import type { Instant } from './local-time.ts'

/** How much one kind of caller may get wrong. One miss is forgotten every `forgetMs`. */
export interface Budget {
  /** So many misses not yet forgotten are slips: nobody is kept waiting for them. */
  readonly free: number
  /** From so many on, the caller is refused for a while. Between the two it is slowed. */
  readonly most: number
  readonly forgetMs: number
}

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/**
 * Who is counted, and how generously. The sustained rate of a guesser is 1 / `forgetMs`, whatever they do; the first day
 * adds `most`. People behind one network share its budget, so it is told apart by who they are: strangers, or staff.
 */
export const BUDGETS = {
  /** A network, for whoever is not signed in: codes and links that lead nowhere. */
  stranger: { free: 10, most: 30, forgetMs: 10 * MINUTE_MS },
  /** A network, for staff and devices that are signed in behind it: a shop full of people who scan. */
  network: { free: 60, most: 120, forgetMs: MINUTE_MS },
  /** A network, for customers who are signed in behind it: what they get wrong keeps no cashier waiting. */
  customers: { free: 20, most: 60, forgetMs: 2 * MINUTE_MS },
  /** A member of staff, a customer or a tablet. */
  person: { free: 15, most: 30, forgetMs: 2 * MINUTE_MS },
  /** The session or tablet they speak through. */
  device: { free: 15, most: 30, forgetMs: 2 * MINUTE_MS },
  /** A key: behind a web shop's stand all its customers and what they mistype. */
  key: { free: 120, most: 240, forgetMs: 10 * SECOND_MS },
  /** A network that presents keys of nobody. */
  wrong_key: { free: 20, most: 60, forgetMs: MINUTE_MS },
  /** A network that asks for letters to sign in by. */
  email: { free: 10, most: 20, forgetMs: 3 * MINUTE_MS },
  /** Letters about vouchers, by whoever sends them. */
  letter: { free: 40, most: 60, forgetMs: 2 * MINUTE_MS },
  /** Letters to an address of nobody known, which may be somebody else's. */
  sign_up_letter: { free: 2, most: 3, forgetMs: 2 * HOUR_MS },
  /** Codes tried for such an address. */
  sign_up_code: { free: 4, most: 5, forgetMs: 10 * MINUTE_MS },
  /** Pictures and files somebody sends. */
  upload: { free: 150, most: 300, forgetMs: 5 * SECOND_MS },
  /** Files of everything somebody takes along. */
  export: { free: 40, most: 60, forgetMs: MINUTE_MS },
  /** Offers a customer takes and gives back: each round is written down for ever. */
  claim: { free: 60, most: 90, forgetMs: MINUTE_MS },
} as const satisfies Readonly<Record<string, Budget>>
export type BudgetName = keyof typeof BUDGETS

/** Whose tries are theirs: a network and a device count along with whoever speaks through them, the same try once more. */
export const SPEAKERS: readonly BudgetName[] = ['stranger', 'person', 'key', 'wrong_key']

/** Somebody who is counted: against which budget, and as whom (a network, or the id of a principal or device). */
export interface Caller {
  readonly budget: BudgetName
  readonly who: string
}

/** The caller as one word, which names its object: `stranger:192.0.2.7`. */
export function callerName({ budget, who }: Caller): string {
  return `${budget}:${who}`
}

/** The caller such a word names, or null for any other text. */
export function readCaller(name: string): Caller | null {
  const at = name.indexOf(':')
  const budget = BUDGET_NAMES.find((one) => one === name.slice(0, Math.max(at, 0)))
  const who = name.slice(at + 1)
  return budget !== undefined && /^[\w.:/-]{1,80}$/.test(who) ? { budget, who } : null
}

const BUDGET_NAMES = Object.keys(BUDGETS) as readonly BudgetName[]

/** What a caller may do now: go on, go on after a while (ms), or nothing for so many seconds. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'refuse'; readonly seconds: number }

export const PASS: Verdict = { kind: 'pass' }

/** What is remembered of a caller's misses: how many weighed at `at`, and until when they are refused. */
export interface Misses {
  readonly level: number
  readonly at: Instant
  readonly refusedUntil: Instant
}

export const NO_MISSES: Misses = { level: 0, at: 0, refusedUntil: 0 }

const SLOW_FIRST_MS = 100
const SLOW_MOST_MS = 4 * SECOND_MS
const REFUSE_FIRST_MS = MINUTE_MS
/** An hour at most: others may stand behind the same network. */
const REFUSE_MOST_MS = HOUR_MS
/** So many may be looked at at once: a hundred customers who open their vouchers behind one network are no guessers. */
const AT_ONCE_MOST = 250
/** Beyond this many over `most` nothing gets worse, so that everything is forgotten in the end; a whole burst weighs. */
const OVER_MOST = AT_ONCE_MOST

/**
 * One more miss, or several. From `most` on each doubles the time the caller is refused: a minute, two, four, up to an
 * hour. Whoever goes on settles at one miss per `forgetMs`; whoever stops is as new after their misses are forgotten.
 */
export function missed(misses: Misses, budget: Budget, now: Instant, count = 1): Misses {
  const level = Math.min(levelAt(misses, budget, now) + count, budget.most + OVER_MOST)
  // Rounded up: what was forgotten of a miss within seconds does not make it none.
  const over = Math.ceil(level) - budget.most
  const refusedUntil = over < 0 ? 0 : now + Math.min(REFUSE_FIRST_MS * 2 ** over, REFUSE_MOST_MS)
  return {
    level,
    // A clock set back forgets nothing sooner.
    at: Math.max(now, misses.at),
    refusedUntil: Math.max(refusedUntil, misses.refusedUntil),
  }
}

/** What the caller may do now. Waiting never makes it worse, and another miss never makes it better. */
export function verdictOn(misses: Misses, budget: Budget, now: Instant): Verdict {
  if (misses.refusedUntil > now) {
    // A clock set back does not keep anybody out for longer than the longest time.
    const ms = Math.min(misses.refusedUntil - now, REFUSE_MOST_MS)
    return { kind: 'refuse', seconds: Math.ceil(ms / SECOND_MS) }
  }
  const over = Math.ceil(levelAt(misses, budget, now)) - budget.free
  if (over <= 0) return PASS
  return { kind: 'slow', ms: Math.min(SLOW_FIRST_MS * 2 ** (over - 1), SLOW_MOST_MS) }
}

/**
 * How many tries of the caller may be on their way at the same time, not yet known to be misses: many of somebody who
 * is trusted, what is left to a suspect, and one by one beyond `most`. So no burst runs past the verdict twice.
 */
export function atOnce(misses: Misses, budget: Budget, now: Instant): number {
  const level = levelAt(misses, budget, now)
  return level <= budget.free ? AT_ONCE_MOST : Math.max(1, Math.floor(budget.most - level))
}

/** The stricter of two verdicts. */
export function stricter(a: Verdict, b: Verdict): Verdict {
  return weight(a) >= weight(b) ? a : b
}

/** When nothing will be left to remember. */
export function forgottenAt({ level, at, refusedUntil }: Misses, { forgetMs }: Budget): Instant {
  return Math.max(at + Math.ceil(level * forgetMs), refusedUntil)
}

function levelAt({ level, at }: Misses, { forgetMs }: Budget, now: Instant): number {
  return Math.max(0, level - Math.max(0, now - at) / forgetMs)
}

function weight(verdict: Verdict): number {
  switch (verdict.kind) {
    case 'pass':
      return 0
    case 'slow':
      return verdict.ms
    case 'refuse':
      return SLOW_MOST_MS + verdict.seconds
  }
}
