import * as z from 'zod/mini'
import { UNITS } from '../../src/account/unit.ts'
import { currencySchema } from '../../src/money.ts'
import { storeIdSchema } from '../../src/terms.ts'

const LARGEST = 1_000_000_000
const count = z.int().check(z.nonnegative())
const instant = z.iso.datetime()
/** An instant as it is sent, with any offset. */
const moment = z.iso.datetime({ offset: true })
const customerId = z.string().check(z.regex(/^cus_[0-9a-z_]{1,40}$/))
const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
/** A total may be nothing: everything was paid by a voucher, and it is still a visit. */
const total = z.strictObject({
  amount: z.int().check(z.nonnegative(), z.maximum(LARGEST)),
  currency: currencySchema,
})

const balance = {
  available: count,
  reserved: count,
  /** What is still to be paid back of a purchase that was reversed: the next that comes pays it first. */
  owed: count,
  /** What of it ends next. */
  ends_next: z.nullable(z.strictObject({ amount: count, ends_at: instant })),
}
const money = z.strictObject({ ...balance, currency: currencySchema })

/** GET /customers/{id}/balances. */
export const balancesShape = z.strictObject({
  points: z.strictObject(balance),
  cashback: money,
  balance: money,
})

/** Query of GET /customers/{id}/statement. */
export const statementQuery = z.strictObject({
  cursor: z.optional(
    z.string().check(z.regex(/^[1-9]\d{0,8}$/, { error: 'is not a next_cursor of this list' })),
  ),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
})

/** One line of a statement. `balance` is what was available of that unit afterwards. */
export const statementLineShape = z.strictObject({
  id: z.string(),
  at: instant,
  /** What moved: earned, credited, debited, reserved, spent, released, refunded, expired, …; else as `act`. */
  kind: z.string(),
  /** What happened: purchased, adjusted, claim_opened, claimed, … */
  act: z.string(),
  unit: z.nullable(z.enum(UNITS)),
  amount: count,
  change: z.int(),
  balance: z.nullable(count),
  ends_at: z.nullable(instant),
  claim_id: z.nullable(z.string()),
  purchase_id: z.nullable(z.string()),
  offer_id: z.nullable(z.string()),
  voucher_id: z.nullable(z.string()),
  store_id: z.nullable(z.string()),
  by: z.nullable(z.string()),
  reason: z.nullable(z.string()),
})

/** POST /customers/{id}/adjustments: a credit, or a debit where the amount is negative. `ends_at` goes with credits only. */
export const adjustmentRequest = z
  .strictObject({
    unit: z.enum(UNITS),
    amount: z.int().check(
      z.minimum(-LARGEST),
      z.maximum(LARGEST),
      z.refine((amount) => amount !== 0, { error: 'moves nothing' }),
    ),
    reason,
    ends_at: z.optional(z.nullable(moment)),
  })
  .check(
    z.refine(({ amount, ends_at }) => amount > 0 || ends_at == null, {
      error: 'does not go with a debit',
      path: ['ends_at'],
    }),
  )

/** A recorded adjustment, with what is available of that unit afterwards. */
export const adjustmentShape = z.strictObject({
  id: z.string(),
  customer_id: z.string(),
  unit: z.enum(UNITS),
  amount: z.int(),
  balance: count,
  reason: z.nullable(z.string()),
  ends_at: z.nullable(instant),
  by: z.string(),
  at: instant,
})

/** POST /purchases: by whom, named by id or card, where, and how much. */
export const purchaseRequest = z
  .strictObject({
    order_id: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
    customer_id: z.optional(z.nullable(customerId)),
    card_token: z.optional(z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(60)))),
    store_id: storeIdSchema,
    total,
    /** When it was paid, if not now. */
    at: z.optional(z.nullable(moment)),
  })
  .check(
    z.refine(({ customer_id, card_token }) => (customer_id == null) !== (card_token == null), {
      error: 'needs a customer_id or a card_token, and not both',
    }),
  )
export type PurchaseRequest = z.output<typeof purchaseRequest>

const gain = z.strictObject({ unit: z.enum(UNITS), amount: count, ends_at: z.nullable(instant) })

/** A recorded purchase. Sent again, it is answered as it was recorded. */
export const purchaseShape = z.strictObject({
  id: z.string(),
  order_id: z.string(),
  store_id: z.string(),
  customer_id: z.string(),
  total,
  earned: z.array(gain),
  at: instant,
  recorded_at: instant,
  reversed_at: z.nullable(instant),
})

/** POST /purchases/{id}/reversals: what the customer reads in their statement, if anything. */
export const reversalRequest = z.strictObject({ reason: z.optional(reason) })

/** A reversal: what was taken back, what was not there any more and is owed, and what became of vouchers it was the occasion for. */
export const reversalShape = z.strictObject({
  purchase_id: z.string(),
  customer_id: z.string(),
  taken_back: z.array(z.strictObject({ unit: z.enum(UNITS), amount: count })),
  owed: z.array(z.strictObject({ unit: z.enum(UNITS), amount: count })),
  vouchers: z.array(
    z.strictObject({ title: z.string(), status: z.enum(['taken_back', 'kept', 'underway']) }),
  ),
  at: instant,
})
