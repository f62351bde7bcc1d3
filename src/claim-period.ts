import {
  addDays,
  addMonths,
  type Instant,
  localDateOf,
  startOfDay,
  WEEKDAYS,
  weekdayOf,
} from './local-time.ts'

/** Within what the claims of one customer are counted. */
export const CLAIM_PERIODS = ['ever', 'day', 'week', 'month', 'year'] as const
export type ClaimPeriod = (typeof CLAIM_PERIODS)[number]

/** When the span of the zone's calendar begins that a moment lies in; null: it has always been. Weeks begin on Monday. */
export function periodStart(period: ClaimPeriod, now: Instant, zone: string): Instant | null {
  return period === 'ever' ? null : startOfDay(firstDayOf(period, localDateOf(now, zone)), zone)
}

/** When the next one begins, and counting starts anew; null: never. */
export function periodEnd(period: ClaimPeriod, now: Instant, zone: string): Instant | null {
  if (period === 'ever') return null
  const first = firstDayOf(period, localDateOf(now, zone))
  return startOfDay(nextFirstDay(period, first), zone)
}

function firstDayOf(period: Exclude<ClaimPeriod, 'ever'>, today: string): string {
  switch (period) {
    case 'day':
      return today
    case 'week':
      return addDays(today, -WEEKDAYS.indexOf(weekdayOf(today)))
    case 'month':
      return `${today.slice(0, 7)}-01`
    case 'year':
      return `${today.slice(0, 4)}-01-01`
  }
}

function nextFirstDay(period: Exclude<ClaimPeriod, 'ever'>, first: string): string {
  switch (period) {
    case 'day':
      return addDays(first, 1)
    case 'week':
      return addDays(first, 7)
    case 'month':
      return addMonths(first, 1)
    case 'year':
      return addMonths(first, 12)
  }
}
