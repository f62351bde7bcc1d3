import * as z from 'zod/mini'
import {
  addDays,
  type Instant,
  instantOf,
  type LocalDate,
  localDateOf,
  localDateSchema,
  localTimeSchema,
  startOfDay,
  WEEKDAYS,
  weekdayOf,
} from './local-time.ts'

const MIDNIGHT = '00:00'
const END_OF_DAY = '24:00'
const MOST_WINDOWS = 14
const MOST_BLACKOUT_DATES = 60

const windowSchema = z
  .strictObject({
    days: z
      .array(z.enum(WEEKDAYS))
      .check(z.minLength(1), z.refine(allDifferent, { error: 'must name each weekday once' })),
    from: localTimeSchema,
    to: z.union([localTimeSchema, z.literal(END_OF_DAY)]),
  })
  .check(
    z.refine(({ from, to }) => from !== to, {
      error: 'must not start and end at the same time',
      path: ['to'],
    }),
  )

/** Reads usage windows: at most 14, each with at least one weekday, `from` ≠ `to`, '24:00' only as `to`. */
export const windowsSchema = z.array(windowSchema).check(z.maxLength(MOST_WINDOWS))

/** Reads blackout dates: at most 60 dates that exist, each once. */
export const blackoutDatesSchema = z
  .array(localDateSchema)
  .check(z.maxLength(MOST_BLACKOUT_DATES), z.refine(allDifferent, { error: 'must name each date once' }))

/**
 * Hours in which a voucher may be used. `days` names the weekdays on which the window starts; when `to` is not
 * after `from` it ends on the next day. '24:00' is the end of the day.
 */
export type UsageWindow = z.infer<typeof windowSchema>

/** When a voucher may be used: inside any window (always, when there is none) and never on a blackout date. */
export type UsageTimes = { windows: readonly UsageWindow[]; blackoutDates?: readonly LocalDate[] | undefined }

/** Open, or closed with the next opening; null when there is none within reach. */
export type WindowState = { open: true } | { open: false; opensAt: Instant | null }

/**
 * Whether `now` lies in a usage window on clocks of the zone; the start of a window is inside, its end is not.
 * The next opening is sought 8 days ahead, and a further week for each blackout date, as each can take one.
 */
export function windowAt(times: UsageTimes, now: Instant, zone: string): WindowState {
  if (isOpen(times, now, zone)) return { open: true }
  const today = localDateOf(now, zone)
  const furthest = 8 + 7 * (times.blackoutDates?.length ?? 0)
  for (let ahead = 0; ahead <= furthest; ahead += 1) {
    const later = openings(times, addDays(today, ahead), zone).filter(
      (instant) => instant > now && isOpen(times, instant, zone),
    )
    if (later.length > 0) return { open: false, opensAt: Math.min(...later) }
  }
  return { open: false, opensAt: null }
}

function isOpen({ windows, blackoutDates }: UsageTimes, now: Instant, zone: string): boolean {
  const dates = blackoutDates ?? []
  // Most vouchers are open at all hours: that takes no calendar.
  if (windows.length === 0 && dates.length === 0) return true
  const today = localDateOf(now, zone)
  if (dates.includes(today)) return false
  if (windows.length === 0) return true
  // Yesterday's windows may last into today.
  return [addDays(today, -1), today].some((date) =>
    startingOn(windows, date).some(
      ({ from, to }) => momentOf(date, from, zone) <= now && now < endOf(date, from, to, zone),
    ),
  )
}

// A day can open with a window, or at its start when a blackout date ends.
function openings({ windows, blackoutDates }: UsageTimes, date: LocalDate, zone: string): Instant[] {
  const starts = startingOn(windows, date).map(({ from }) => momentOf(date, from, zone))
  return blackoutDates?.includes(addDays(date, -1)) ? [startOfDay(date, zone), ...starts] : starts
}

function startingOn(windows: readonly UsageWindow[], date: LocalDate): UsageWindow[] {
  const weekday = weekdayOf(date)
  return windows.filter(({ days }) => days.includes(weekday))
}

function endOf(date: LocalDate, from: string, to: string, zone: string): Instant {
  return momentOf(to > from ? date : addDays(date, 1), to, zone)
}

// Midnight is the first moment of its day even where clocks skip it, so that whole days leave no gap between them.
function momentOf(date: LocalDate, time: string, zone: string): Instant {
  if (time === MIDNIGHT) return startOfDay(date, zone)
  if (time === END_OF_DAY) return startOfDay(addDays(date, 1), zone)
  return instantOf(date, time, zone)
}

function allDifferent(items: readonly string[]): boolean {
  return new Set(items).size === items.length
}
