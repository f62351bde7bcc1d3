import {
  addDays,
  type Instant,
  instantOf,
  isLocalDate,
  isLocalTime,
  localDateOf,
  localTimeOf,
  startOfDay,
} from '../../../src/local-time.ts'

/** A moment as a form has it: a day, and a time where it is not the day's own edge. */
export interface TypedMoment {
  readonly date: string
  readonly time: string
}

/** Which edge of a day stands for the whole: a start opens with its day, an end closes after it. */
type Edge = 'from' | 'until'

/** A moment in the form's two fields. */
export function typedMoment(at: Instant | null, edge: Edge, zone: string): TypedMoment {
  if (at === null) return { date: '', time: '' }
  const date = localDateOf(at, zone)
  if (at !== startOfDay(date, zone)) return { date, time: localTimeOf(at, zone) }
  return { date: edge === 'from' ? date : addDays(date, -1), time: '' }
}

/** The moment that was typed; null for none, undefined for what is no moment. What was not touched stays to the millisecond. */
export function readMoment(
  { date, time }: TypedMoment,
  edge: Edge,
  zone: string,
  stood: Instant | null,
): Instant | null | undefined {
  const before = typedMoment(stood, edge, zone)
  if (before.date === date && before.time === time) return stood
  if (date === '' && time === '') return null
  if (!isLocalDate(date) || (time !== '' && !isLocalTime(time))) return undefined
  if (time !== '') return instantOf(date, time, zone)
  return startOfDay(edge === 'from' ? date : addDays(date, 1), zone)
}
