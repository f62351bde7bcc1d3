import * as z from 'zod/mini'
import { amountSchema, currencySchema } from './money.ts'

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(120))
/** At most two decimals: a hundredth of a percent is the finest a shop can print. */
const percent = z.number().check(
  z.positive(),
  z.maximum(100),
  z.multipleOf(0.01),
  // Exactly: 0.1 + 0.2 passes for a multiple, and no voucher may hold what can never be computed.
  z.refine((share) => Math.round(share * 100) / 100 === share, { error: 'must have at most two decimals' }),
)

/** What a voucher gives. Amounts are minor units of `currency`; `max_amount` caps a percentage in the order's currency. */
export const benefitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), percent, max_amount: z.optional(amountSchema) }),
  z.strictObject({ kind: z.literal('amount'), amount: amountSchema, currency: currencySchema }),
  z.strictObject({ kind: z.literal('item'), item: text }),
  z.strictObject({
    kind: z.literal('fixed_price'),
    amount: amountSchema,
    currency: currencySchema,
    item: text,
  }),
  z.strictObject({ kind: z.literal('value'), amount: amountSchema, currency: currencySchema }),
  z.strictObject({ kind: z.literal('custom'), text }),
])
export type Benefit = z.output<typeof benefitSchema>

/** The currency the benefit is tied to, or null where any will do. */
export function currencyOf(benefit: Benefit): string | null {
  return 'currency' in benefit ? benefit.currency : null
}
