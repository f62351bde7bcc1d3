import * as z from 'zod/mini'
import { customerFields, customerShape } from './shapes.ts'

/** PATCH /customers/{id}: what is left out stays as it is, null empties. */
export const customerPatch = z.strictObject(customerFields)
export type CustomerPatch = z.output<typeof customerPatch>

/** POST /customers/{id}/merges: the other record gives way to the one in the path. */
export const mergeRequest = z.strictObject({
  other_customer_id: z.string().check(z.regex(/^cus_[0-9a-z_]{1,40}$/)),
})

/** A merge: the customer that stays, and how far the vouchers of the other record have moved. */
export const mergeShape = z.strictObject({
  id: z.string(),
  merged_customer_id: z.string(),
  status: z.enum(['moving', 'finished']),
  vouchers_moved: z.int().check(z.nonnegative()),
  merged_at: z.iso.datetime(),
  customer: customerShape,
})
