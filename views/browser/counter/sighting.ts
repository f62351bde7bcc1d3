import type { CodeReading } from '../../../src/code.ts'

/** What the camera last had in view; instants in ms of one clock. */
export interface Sighting {
  readonly code: string | null
  readonly seenAt: number
  /** A chosen code seen once: it has no check symbol, so a second look must agree. */
  readonly glimpse: string | null
}

/** Nothing has been in view yet. */
export const NOTHING_SEEN: Sighting = { code: null, seenAt: 0, glimpse: null }

/** The same symbol counts again only after it has been out of view for so long. */
const ABSENT_MS = 1500

interface Sighted {
  readonly sighting: Sighting
  /** The code to act on, the first time it comes into view. */
  readonly accepted: string | null
}

/** Takes one reading of one picture. Whatever is held before the camera is acted on once. */
export function sight(before: Sighting, reading: CodeReading, now: number): Sighted {
  if (reading.kind === 'malformed') return { sighting: before, accepted: null }
  const { code, kind } = reading
  if (code === before.code && now - before.seenAt < ABSENT_MS) {
    return { sighting: { ...before, seenAt: now }, accepted: null }
  }
  if (kind === 'chosen' && before.glimpse !== code) {
    return { sighting: { ...before, glimpse: code }, accepted: null }
  }
  return { sighting: { code, seenAt: now, glimpse: null }, accepted: code }
}

/** After a time of not looking, what was in view last counts as in view still. */
export function lookAgain(before: Sighting, now: number): Sighting {
  return { ...before, seenAt: now }
}
