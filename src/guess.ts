import type { Instant } from './local-time.ts'

/** What led nowhere: a code of no voucher, a link of nobody, a key of nobody, a way of signing in that was refused. */
export const GUESS_REASONS = ['unknown_code', 'unknown_link', 'wrong_key', 'signin_refused'] as const
export type GuessReason = (typeof GUESS_REASONS)[number]

/** A try that led nowhere. `hash` tells the same text again without giving it away: HMAC under `CODE_KEY`. */
export interface Guess {
  readonly reason: GuessReason
  readonly hash: string
}

/** So many of one hour's tries are kept one by one; the others only as a number. */
const TRIES_MOST = 60

/** One caller's tries of one hour (its first instant), not all of them written into the library yet. */
export interface HourOfGuesses {
  readonly hour: Instant
  readonly counts: Readonly<Partial<Record<GuessReason, number>>>
  /** The newest ones. */
  readonly tries: readonly (Guess & { readonly at: Instant })[]
}

const HOUR_MS = 3_600_000

/** The hours with one more try; `listed`: kept one by one too, not only as a number. */
export function withGuess(
  hours: readonly HourOfGuesses[],
  guess: Guess,
  now: Instant,
  listed = true,
): readonly HourOfGuesses[] {
  const hour = hourOf(now)
  const found = hours.find((one) => one.hour === hour) ?? { hour, counts: {}, tries: [] }
  const counts = { ...found.counts, [guess.reason]: (found.counts[guess.reason] ?? 0) + 1 }
  const tries = listed ? [...found.tries, { ...guess, at: now }].slice(-TRIES_MOST) : found.tries
  return [...hours.filter((one) => one.hour !== hour), { hour, counts, tries }]
}

/** What is still to be remembered once everything is written: the numbers of the hour that goes on. */
export function afterWriting(hours: readonly HourOfGuesses[], now: Instant): readonly HourOfGuesses[] {
  return hours.filter(({ hour }) => hour === hourOf(now)).map((one) => ({ ...one, tries: [] }))
}

/** When the hour ends in which `now` lies. */
export function hourEnd(now: Instant): Instant {
  return hourOf(now) + HOUR_MS
}

function hourOf(now: Instant): Instant {
  return now - (now % HOUR_MS)
}
