import { SPELLINGS, type Spelling } from './layouts.ts'
import type { Keep } from './pending.ts'

/** What has been learned about the hand scanner of this device. */
export interface Habits {
  /** The spelling that made sense of it; null for one that was never set up. */
  readonly spelling: Spelling | null
  /** What it sends around every code, in that spelling; usually ''. */
  readonly before: string
  readonly after: string
  /** The most time from one key of it to the next, in ms, on average. */
  readonly pace: number
}

/** Hand scanners send a key every 5 to 30 ms. */
export const USUAL_PACE_MS = 35
/** The fastest typist needs 60 ms a key: whatever is slower cannot be told from people. */
export const SLOWEST_PACE_MS = 55

/** A scanner nobody has set up. */
export const UNLEARNED: Habits = { spelling: null, before: '', after: '', pace: USUAL_PACE_MS }

const NAME = 'vale.scanner'

/** Keeps what was learned on this device; false where the browser keeps nothing. */
export function keepHabits(habits: Habits, store: Keep): boolean {
  try {
    store.setItem(NAME, JSON.stringify(habits))
    return true
  } catch {
    return false
  }
}

/** What was learned on this device before; anything else than what we wrote counts as nothing. */
export function keptHabits(store: Keep): Habits {
  try {
    const { spelling, before, after, pace } = JSON.parse(store.getItem(NAME) ?? 'null') as Habits
    const known = SPELLINGS.includes(spelling as Spelling) && Number.isFinite(pace)
    if (!known || typeof before !== 'string' || typeof after !== 'string') return UNLEARNED
    return { spelling, before, after, pace: Math.min(Math.max(pace, USUAL_PACE_MS), SLOWEST_PACE_MS) }
  } catch {
    return UNLEARNED
  }
}

/** Any scanner again. */
export function forgetHabits(store: Keep): void {
  store.removeItem(NAME)
}
