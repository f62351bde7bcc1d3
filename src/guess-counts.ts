import { GUESS_REASONS, type GuessReason } from './guess.ts'
import { readCaller, SPEAKERS } from './limiter.ts'
import type { Instant } from './local-time.ts'

/** How often one caller tried in one hour for one reason, as the library keeps it. */
export interface GuessCount {
  readonly hour: Instant
  readonly caller: string
  readonly reason: string
  readonly tries: number
}

/** Something and how many tries are its. */
export interface Tried<T> {
  readonly of: T
  readonly tries: number
}

/** Tries of some hours, summed up; each list has the most first. */
export interface GuessSums {
  readonly total: number
  /** All reasons, in their order. */
  readonly reasons: readonly Tried<GuessReason>[]
  readonly hours: readonly Tried<Instant>[]
  readonly callers: readonly Tried<string>[]
}

/** Sums tries up, each once: a network or device that counted along with whoever spoke through it adds nothing. */
export function sumOfGuesses(rows: readonly GuessCount[]): GuessSums {
  const own = rows.filter(({ caller }) => isSpeaker(caller))
  const reasons = new Map(summed(own, ({ reason }) => reason).map(({ of, tries }) => [of, tries]))
  return {
    total: own.reduce((sum, { tries }) => sum + tries, 0),
    reasons: GUESS_REASONS.map((of) => ({ of, tries: reasons.get(of) ?? 0 })),
    hours: summed(own, ({ hour }) => hour),
    callers: summed(own, ({ caller }) => caller),
  }
}

/** Everybody of these rows with their tries, networks and devices too, the most first. */
export function callersOfGuesses(rows: readonly GuessCount[]): readonly Tried<string>[] {
  return summed(rows, ({ caller }) => caller)
}

function summed<T>(rows: readonly GuessCount[], by: (row: GuessCount) => T): readonly Tried<T>[] {
  const sums = new Map<T, number>()
  for (const row of rows) sums.set(by(row), (sums.get(by(row)) ?? 0) + row.tries)
  return [...sums].map(([of, tries]) => ({ of, tries })).toSorted((a, b) => b.tries - a.tries)
}

function isSpeaker(name: string): boolean {
  const caller = readCaller(name)
  return caller !== null && SPEAKERS.includes(caller.budget)
}
