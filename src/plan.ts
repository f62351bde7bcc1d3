import * as z from 'zod/mini'
import { moneySchema } from './money.ts'

/** How often a plan is paid; `once` is paid when it is taken and lasts. */
const PLAN_PERIODS = ['month', 'quarter', 'year', 'once'] as const

/** So many lines say what a plan gives; more nobody reads. */
const PLAN_LINES_MOST = 12

/** So many vouchers it gives in a period at most, of one offer and of all. */
const COUNT_MOST = 50
const VOUCHERS_MOST = 100

/** What a plan issues in each of its periods: of which offer, and how many. Rule R112. */
const planVouchersSchema = z
  .array(
    z.strictObject({
      offer_id: z.string().check(z.regex(/^ofr_[0-9a-z]{1,40}$/)),
      count: z.int().check(z.minimum(1), z.maximum(COUNT_MOST)),
    }),
  )
  .check(
    z.maxLength(PLAN_LINES_MOST),
    z.refine((lines) => new Set(lines.map(({ offer_id }) => offer_id)).size === lines.length, {
      error: 'must name each offer once',
    }),
    z.refine((lines) => lines.reduce((sum, { count }) => sum + count, 0) <= VOUCHERS_MOST, {
      error: `must be at most ${VOUCHERS_MOST} vouchers in all`,
    }),
  )
/** What a plan issues in each of its periods. */
export type PlanVouchers = readonly z.output<typeof planVouchersSchema>[number][]

/** A plan: what it costs, how often, what it gives, line by line in plain words, and which vouchers. A null price is free of charge. */
export const planSchema = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  price: z.nullable(moneySchema),
  period: z.enum(PLAN_PERIODS),
  gives: z
    .array(z.string().check(z.trim(), z.minLength(1), z.maxLength(120)))
    .check(z.maxLength(PLAN_LINES_MOST)),
  vouchers: planVouchersSchema,
})
export type Plan = z.output<typeof planSchema>
