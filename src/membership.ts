import { addMonths, daysBetween, type Instant, localDateOf, startOfDay } from './local-time.ts'
import type { Plan, PlanVouchers } from './plan.ts'

/** `mbr_` + 26 symbols. */
export type MembershipId = `mbr_${string}`

/** What was sold and decides what is due: how long it lasts, and how its periods are counted. Both stay as they were sold. */
export interface Lasting {
  readonly startsAt: Instant
  /** Exclusive; null lasts until somebody ends it. */
  readonly endsAt: Instant | null
  /** IANA zone of the calendar in which its months are counted. */
  readonly zone: string
  readonly period: Plan['period']
}

/** Where a membership stands: sold ahead, running, or over. */
export type MembershipStatus = 'scheduled' | 'active' | 'ended'

/** What is to be done with a membership now. */
export type Step = { readonly kind: 'period' | 'end' | 'nothing' }

/** What somebody is told before they sell it. */
export interface Outlook {
  /** What comes first, and when: at once, or when it begins. */
  readonly first: { readonly at: Instant; readonly vouchers: PlanVouchers }
  /** When the next period begins; null where none follows. */
  readonly next: Instant | null
  /** The period its end cuts short, unless that is the first; null where none is. */
  readonly cut: { readonly at: Instant; readonly vouchers: PlanVouchers } | null
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const

/**
 * When the n-th period begins, counted from 0; null where there is none. Later ones begin with the same day of a later month,
 * or its last: always counted from the first, so that the 31st comes back after February. Rule R110.
 */
export function periodStart(lasting: Lasting, n: number): Instant | null {
  const start = nominalStart(lasting, n)
  return start === null || (lasting.endsAt !== null && start >= lasting.endsAt) ? null : start
}

/** The period that runs at that moment; before it all begins, the first. Rule R113. */
export function periodAt(lasting: Lasting, now: Instant): number {
  const { period, startsAt, zone } = lasting
  if (period === 'once' || now <= startsAt) return 0
  const whole = Math.floor(
    monthsBetween(localDateOf(startsAt, zone), localDateOf(now, zone)) / MONTHS[period],
  )
  return (nominalStart(lasting, whole) ?? startsAt) <= now ? whole : whole - 1
}

/** How many of so many vouchers the n-th period gives: one cut short by the end gives its share by days, rounded down. Rule R111. */
export function shareOf(lasting: Lasting, n: number, count: number): number {
  const { startsAt, endsAt, zone } = lasting
  const next = nominalStart(lasting, n + 1)
  if (next === null || endsAt === null || endsAt >= next) return count
  const begins = localDateOf(nominalStart(lasting, n) ?? startsAt, zone)
  const days = daysBetween(begins, localDateOf(next, zone))
  // A day it reaches into counts whole.
  const lasts = daysBetween(begins, localDateOf(endsAt - 1, zone)) + 1
  return Math.floor((count * lasts) / days)
}

/** What the n-th period gives of all a plan promises; what is nothing is left out. */
export function sharesOf(lasting: Lasting, n: number, vouchers: PlanVouchers): PlanVouchers {
  return vouchers
    .map(({ offer_id, count }) => ({ offer_id, count: shareOf(lasting, n, count) }))
    .filter(({ count }) => count > 0)
}

/** What is due. What a period gives that was missed comes before the end. Rule R114. */
export function stepAt(lasting: Lasting, next: number, now: Instant): Step {
  const begins = periodStart(lasting, next)
  if (begins !== null && begins <= now) return { kind: 'period' }
  return { kind: lasting.endsAt !== null && lasting.endsAt <= now ? 'end' : 'nothing' }
}

/** When there is something to do again: the next period begins, or it ends; null: never. */
export function dueAt(lasting: Lasting, next: number): Instant | null {
  return periodStart(lasting, next) ?? lasting.endsAt
}

/** Where it stands. `endedAt`: when somebody, or the clock, ended it. */
export function membershipStatus(
  { startsAt, endsAt }: Pick<Lasting, 'startsAt' | 'endsAt'>,
  endedAt: Instant | null,
  now: Instant,
): MembershipStatus {
  if (endedAt !== null || (endsAt !== null && now >= endsAt)) return 'ended'
  return now < startsAt ? 'scheduled' : 'active'
}

/** What will be issued when it is sold now. */
export function outlookOf(lasting: Lasting, vouchers: PlanVouchers, now: Instant): Outlook {
  const first = periodAt(lasting, now)
  const next = periodStart(lasting, first + 1)
  const last = lasting.endsAt === null || next === null ? null : periodAt(lasting, lasting.endsAt - 1)
  const isCut = last !== null && nominalStart(lasting, last + 1) !== lasting.endsAt
  return {
    first: { at: Math.max(now, lasting.startsAt), vouchers: sharesOf(lasting, first, vouchers) },
    next,
    cut: isCut
      ? { at: nominalStart(lasting, last) ?? lasting.startsAt, vouchers: sharesOf(lasting, last, vouchers) }
      : null,
  }
}

/** As if it had no end. */
function nominalStart({ startsAt, zone, period }: Lasting, n: number): Instant | null {
  if (n === 0) return startsAt
  if (period === 'once') return null
  return startOfDay(addMonths(localDateOf(startsAt, zone), n * MONTHS[period]), zone)
}

function monthsBetween(from: string, to: string): number {
  const [year, month] = [
    Number(to.slice(0, 4)) - Number(from.slice(0, 4)),
    Number(to.slice(5, 7)) - Number(from.slice(5, 7)),
  ]
  return 12 * year + month
}
