import * as z from 'zod/mini'
import { amountSchema, currencySchema } from './money.ts'

/** A product, category or order as the shop calls it. */
export const shopIdSchema = z.string().check(z.minLength(1), z.maxLength(120))

/** The shop's basket as it knows it: sums in minor units; product and category ids are the shop's own. */
export const orderSchema = z.strictObject({
  order_id: shopIdSchema,
  amount: amountSchema,
  currency: currencySchema,
  items: z.optional(
    z
      .array(
        z.strictObject({
          product_id: shopIdSchema,
          category_id: z.optional(shopIdSchema),
          quantity: z.int().check(z.positive(), z.maximum(100_000)),
          unit_amount: z.int().check(z.nonnegative(), z.maximum(1_000_000_000)),
        }),
      )
      .check(z.maxLength(500)),
  ),
})
export type Order = z.output<typeof orderSchema>
