import type { Instant } from './local-time.ts'

/** What an object still has to do by itself. */
export interface Agenda {
  /** Last ledger line, 0 when there is none. */
  readonly head: number
  /** Last line known to be in the projection. */
  readonly projected: number
  /** Projections that failed in a row. */
  readonly failures: number
  /** When what its list says of it ends by itself: a hold; null where nothing does. */
  readonly heldUntil?: Instant | null
}

/** First retry, doubled each time: an outage of seconds costs seconds. */
const RETRY_FIRST_MS = 1_000
/** Never slower than this, for ever: after an hour's outage the list is whole within five minutes. */
const RETRY_MOST_MS = 300_000

/** When the object must wake next, or null when nothing is pending. The alarm only writes and tells; it decides nothing. */
export function nextWake(agenda: Agenda, now: Instant): Instant | null {
  if (agenda.head <= agenda.projected) return agenda.heldUntil ?? null
  if (agenda.failures === 0) return now
  return now + Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(agenda.failures - 1, 20))
}
