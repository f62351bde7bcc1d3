import * as z from 'zod/mini'
import { addMonths, type Instant, localDateOf, startOfDay } from './local-time.ts'

/** Months that something is kept; null keeps it without an end. */
const months = z.nullable(z.int().check(z.minimum(1), z.maximum(240)))

/** How long a brand keeps the log of who changed what. Ledgers, and what is known of customers, are kept without an end. */
export const retentionSchema = z.strictObject({ audits: months })
export type Retention = z.output<typeof retentionSchema>

/** What holds until a brand decides: two years of the log, long enough to look into last year's accounts. */
export const DEFAULT_RETENTION: Retention = { audits: 24 }

/** Before which instant the log has ended: the start of the day so many calendar months ago, on clocks of `zone`; null while it is kept. */
export function auditsEndedBefore({ audits }: Retention, now: Instant, zone: string): Instant | null {
  return audits === null ? null : startOfDay(addMonths(localDateOf(now, zone), -audits), zone)
}
