import { Temporal } from 'temporal-polyfill'
import * as z from 'zod/mini'
import { assert } from './assert.ts'

/** A moment, in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** A calendar date without a zone, 'YYYY-MM-DD'. */
export type LocalDate = string

/** A wall-clock time without a zone, 'HH:MM' from 00:00 to 23:59. */
export type LocalTime = string

/** The days of a week, Monday first as in ISO 8601. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** One of WEEKDAYS. */
export type Weekday = (typeof WEEKDAYS)[number]

const DATE_SHAPE = /^\d{4}-\d{2}-\d{2}$/
const TIME_SHAPE = /^([01]\d|2[0-3]):[0-5]\d$/
// Names only: Temporal and Intl also take offsets ('+02:00') and whole timestamps, which know no DST.
const ZONE_SHAPE = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/

/** Whether the text is an IANA zone name this runtime knows, such as 'Europe/Berlin'. Offsets are not. */
export function isZone(text: string): boolean {
  if (!ZONE_SHAPE.test(text)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

/**
 * Whether the text is a date that exists, from 0001-01-01 to 9998-12-31: the instant that ends the last
 * of them still has a four-digit year in every zone, as RFC 3339 demands.
 */
export function isLocalDate(text: string): boolean {
  if (!DATE_SHAPE.test(text) || text < '0001' || text >= '9999') return false
  try {
    Temporal.PlainDate.from(text)
    return true
  } catch {
    return false
  }
}

/** Whether the text is 'HH:MM' between 00:00 and 23:59. */
export function isLocalTime(text: string): boolean {
  return TIME_SHAPE.test(text)
}

/** Reads a LocalDate; refuses dates that do not exist. */
export const localDateSchema = z
  .string()
  .check(z.regex(DATE_SHAPE), z.refine(isLocalDate, { error: 'must be a date that exists, as YYYY-MM-DD' }))

/** Reads a LocalTime. */
export const localTimeSchema = z
  .string()
  .check(z.regex(TIME_SHAPE, { error: 'must be a time of day, as HH:MM from 00:00 to 23:59' }))

/** Reads an IANA zone name. */
export const zoneSchema = z
  .string()
  .check(z.refine(isZone, { error: 'must be an IANA time zone such as Europe/Berlin' }))

/** The date on a calendar in the zone at that moment. */
export function localDateOf(instant: Instant, zone: string): LocalDate {
  return zoned(instant, zone).toPlainDate().toString()
}

/** The time on a clock in the zone at that moment, seconds dropped. */
export function localTimeOf(instant: Instant, zone: string): LocalTime {
  return zoned(instant, zone).toPlainTime().toString({ smallestUnit: 'minute' })
}

/**
 * The moment at which clocks in the zone show that date and time. In a DST gap the time moves forward by the
 * gap; a time that occurs twice means the first (Temporal's 'compatible', RFC 5545 §3.3.5).
 */
export function instantOf(date: LocalDate, time: LocalTime, zone: string): Instant {
  const plainTime = Temporal.PlainTime.from(time)
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds
}

/** The first moment of that local day, also where clocks skip midnight (then 01:00, say). */
export function startOfDay(date: LocalDate, zone: string): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
}

/** The date `days` calendar days later, or earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** The date `months` calendar months later; where that day does not exist, the last of its month. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString()
}

/** How many days lie between two dates; negative where `to` is the earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days
}

/** The weekday of a date. */
export function weekdayOf(date: LocalDate): Weekday {
  const weekday = WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1]
  assert(weekday, 'ISO days of the week run from 1 to 7')
  return weekday
}

/** The moment as RFC 3339 in UTC; whole seconds have no fraction: 2026-11-22T06:00:00Z. */
export function rfc3339(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}

function zoned(instant: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
}
