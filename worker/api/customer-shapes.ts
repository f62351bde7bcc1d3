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

/** What happens to customers who are there already, and to phone numbers without a country. */
const importOptions = {
  existing: z.optional(z.enum(['skip', 'fill'])),
  calling_code: z.optional(z.string().check(z.regex(/^\d{1,3}$/))),
}

/** POST /customers/imports as JSON; a CSV body takes the same options as its query. */
export const importRequest = z.strictObject({
  rows: z.array(z.strictObject(customerFields)).check(z.minLength(1), z.maxLength(500)),
  dry_run: z.optional(z.boolean()),
  ...importOptions,
})
export type ImportRequest = z.output<typeof importRequest>

/** The options of a CSV body. Columns are recognised by their names. */
export const importQuery = z.strictObject({
  dry_run: z.optional(z.enum(['true', 'false'])),
  ...importOptions,
})

/** What came, or would come, of an import. `row` counts rows of data from 1. */
export const importShape = z.strictObject({
  id: z.nullable(z.string()),
  dry_run: z.boolean(),
  rows: z.int().check(z.nonnegative()),
  created: z.int().check(z.nonnegative()),
  updated: z.int().check(z.nonnegative()),
  skipped: z.int().check(z.nonnegative()),
  refused: z.int().check(z.nonnegative()),
  refusals: z.array(z.strictObject({ row: z.int(), explanation: z.string() })),
})
