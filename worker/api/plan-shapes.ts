import * as z from 'zod/mini'
import { planSchema } from '../../src/plan.ts'

const instant = z.iso.datetime()
/** An instant as it is sent, with any offset. */
const moment = z.iso.datetime({ offset: true })

/** POST /customers/{id}/plans. Without `starts_at` it begins now; without `ends_at` it lasts until it is ended. */
export const saleRequest = z.strictObject({
  plan_id: z.string().check(z.minLength(1), z.maxLength(60)),
  starts_at: z.optional(z.nullable(moment)),
  ends_at: z.optional(z.nullable(moment)),
})

/** A membership, with what became of every voucher its periods owed, the newest period first. */
export const membershipShape = z.strictObject({
  id: z.string(),
  customer_id: z.string(),
  plan: z.strictObject({ id: z.string(), name: z.nullable(z.string()) }),
  status: z.enum(['scheduled', 'active', 'ended']),
  starts_at: instant,
  ends_at: z.nullable(instant),
  ended_at: z.nullable(instant),
  period: planSchema.shape.period,
  /** When the next period begins and issues its vouchers. */
  next_period_at: z.nullable(instant),
  vouchers: z.array(
    z.strictObject({
      /** Counts periods from 0. */
      period: z.int().check(z.nonnegative()),
      offer_id: z.string(),
      /** `waiting` goes on by itself. */
      status: z.enum(['waiting', 'issued', 'refused']),
      voucher_id: z.nullable(z.string()),
      /** Why it was refused: out_of_stock, budget_exhausted, offer_paused, … */
      reason: z.nullable(z.string()),
    }),
  ),
  sold_at: instant,
  sold_by: z.string(),
})
