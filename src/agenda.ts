import type { Instant } from './local-time.ts'

/** What an object still has to do by itself. */
export interface Agenda {
  /** Last ledger line, 0 when there is none. */
  readonly head: number
  /** Last line known to be in the projection. */
  readonly projected: number
  /** Projections that failed in a row. */
  readonly failures: number
  /** When something about it changes by itself: a hold ends, or money it kept is free; null where nothing does. */
  readonly endsAt?: Instant | null
}

/** First retry, doubled each time: an outage of seconds costs seconds. */
const RETRY_FIRST_MS = 1_000
/** Never slower than this, for ever: after an hour's outage the list is whole within five minutes. */
const RETRY_MOST_MS = 300_000

/** Nothing sleeps longer. */
const SLEEP_MOST_MS = 365 * 86_400_000

/** When the object must wake next, or null when nothing is pending. The alarm only writes and tells; it decides nothing. */
export function nextWake(agenda: Agenda, now: Instant): Instant | null {
  if (agenda.head <= agenda.projected) return agenda.endsAt == null ? null : within(agenda.endsAt, now)
  if (agenda.failures === 0) return now
  return now + retryAfter(agenda.failures)
}

/** What an account still has to do beside reaching the lists. */
export interface AccountAgenda extends Agenda {
  /** Sagas begun and not finished. */
  readonly errands: number
  /** How often finishing them failed in a row. */
  readonly errandFailures: number
  /** When the next lot ends. */
  readonly nextEnd: Instant | null
}

/** Whoever began a saga finishes it, normally: so long it is left to them. */
const ERRAND_FIRST_MS = 5_000

/** When an account must wake next: for the lists, for a saga that was cut off, or to write down what ended. */
export function nextAccountWake(agenda: AccountAgenda, now: Instant): Instant | null {
  const { errands, errandFailures, nextEnd } = agenda
  const pause = errandFailures === 0 ? ERRAND_FIRST_MS : retryAfter(errandFailures)
  const wakes = [nextWake(agenda, now), errands === 0 ? null : now + pause, nextEnd]
  const known = wakes.filter((wake) => wake !== null)
  return known.length === 0 ? null : within(Math.max(now, Math.min(...known)), now)
}

/** The runtime takes no alarm after 2189: whoever wakes a year early finds nothing due, and sleeps on. */
function within(wake: Instant, now: Instant): Instant {
  return Math.min(wake, now + SLEEP_MOST_MS)
}

/** How long after the n-th failure in a row. */
function retryAfter(failures: number): number {
  return Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(failures - 1, 20))
}
