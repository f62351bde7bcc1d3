import * as z from 'zod/mini'
import { moneySchema } from './money.ts'

/** How often a plan is paid; `once` is paid when it is taken and lasts. */
const PLAN_PERIODS = ['month', 'quarter', 'year', 'once'] as const

/** So many lines say what a plan gives; more nobody reads. */
const PLAN_LINES_MOST = 12

/** A membership: what it costs, how often, and what it gives, line by line in plain words. A null price is free of charge. */
export const planSchema = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  price: z.nullable(moneySchema),
  period: z.enum(PLAN_PERIODS),
  gives: z
    .array(z.string().check(z.trim(), z.minLength(1), z.maxLength(120)))
    .check(z.maxLength(PLAN_LINES_MOST)),
})
export type Plan = z.output<typeof planSchema>
