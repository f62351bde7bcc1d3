import * as z from 'zod/mini'
import { unreachable } from './assert.ts'
import {
  addDays,
  addMonths,
  type Instant,
  instantOf,
  type LocalDate,
  localDateOf,
  localDateSchema,
  localTimeSchema,
  startOfDay,
} from './local-time.ts'

/** Reads a Validity: 1–3,650 days, 1–120 months, dates that exist, an optional local time of day. */
export const validitySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unlimited') }),
  z.strictObject({
    kind: z.literal('days'),
    count: z.int().check(z.gte(1), z.lte(3650)),
    time: z.optional(localTimeSchema),
  }),
  z.strictObject({
    kind: z.literal('months'),
    count: z.int().check(z.gte(1), z.lte(120)),
    time: z.optional(localTimeSchema),
  }),
  z.strictObject({
    kind: z.literal('fixed_date'),
    date: localDateSchema,
    time: z.optional(localTimeSchema),
  }),
])

/**
 * How long a voucher lasts, as its issuer said it: without end; through the n-th local day, today being the
 * first; through the same day of a later month; through a date. With `time` it ends at that local time on
 * that last day instead of with the day.
 */
export type Validity = z.infer<typeof validitySchema>

/** When something may be used: from `validFrom` on and before `closesAt`; null leaves that side open. */
export type Opening = { validFrom: Instant | null; closesAt: Instant | null }

/**
 * The first moment at which a voucher issued at `issuedAt` is no longer valid, or null without end. A `time`
 * may give a moment already past; whoever issues refuses that.
 */
export function closesAt(validity: Validity, zone: string, issuedAt: Instant): Instant | null {
  if (validity.kind === 'unlimited') return null
  const lastDay = lastDayOf(validity, localDateOf(issuedAt, zone))
  return validity.time === undefined
    ? startOfDay(addDays(lastDay, 1), zone)
    : instantOf(lastDay, validity.time, zone)
}

/** Where `now` lies: the start is inside, the end is not. */
export function openingAt(
  { validFrom, closesAt }: Opening,
  now: Instant,
): 'open' | 'not_yet_valid' | 'expired' {
  if (validFrom !== null && now < validFrom) return 'not_yet_valid'
  if (closesAt !== null && now >= closesAt) return 'expired'
  return 'open'
}

/** The last full second of validity, which the API gives as `valid_until` and people read as "23:59". */
export function validUntil(closesAt: Instant | null): Instant | null {
  return closesAt === null ? null : closesAt - 1000
}

function lastDayOf(validity: Exclude<Validity, { kind: 'unlimited' }>, today: LocalDate): LocalDate {
  switch (validity.kind) {
    case 'days':
      return addDays(today, validity.count - 1)
    case 'months':
      return addMonths(today, validity.count)
    case 'fixed_date':
      return validity.date
    default:
      return unreachable(validity)
  }
}
