import type { Context } from 'hono'
import * as z from 'zod/mini'
import { STATUSES } from '../../src/voucher.ts'
import { fieldErrors } from '../body.ts'
import { readVoucher } from '../code-vault.ts'
import type { AppEnv } from '../env.ts'
import { readCursor } from '../library/cursor.ts'
import type { VoucherQuery } from '../library/voucher-list.ts'
import { fieldProblem } from '../problem.ts'

/** Where the page before ended, as `next_cursor` gave it. */
export const cursorSchema = z.optional(
  z.string().check(
    z.maxLength(200),
    z.refine((text) => readCursor(text) !== null, { error: 'is not a next_cursor of this list' }),
  ),
)

/** Query of GET /vouchers. `q` takes a code, an id, last four symbols or words of the title. */
export const listQuery = z.strictObject({
  status: z.optional(z.enum(STATUSES)),
  offer_id: z.optional(z.string().check(z.maxLength(60))),
  customer_id: z.optional(z.string().check(z.regex(/^cus_[0-9a-z_]{1,40}$/))),
  q: z.optional(z.string().check(z.maxLength(120))),
  cursor: cursorSchema,
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
})

/** The list query, or the answer that names the parameter that is wrong. */
export function readListQuery(c: Context<AppEnv>): VoucherQuery | Response {
  const read = z.safeParse(listQuery, c.req.query())
  if (!read.success) return fieldProblem(c, fieldErrors(read.error.issues))
  const { status, customer_id, q, cursor, limit, offer_id } = read.data
  return {
    status: status ?? null,
    customer: customer_id ?? null,
    offer: offer_id ?? null,
    store: null,
    source: null,
    from: null,
    to: null,
    text: q?.trim() ?? '',
    id: q === undefined ? null : readVoucher(c.env, q),
    cursor: cursor ?? null,
    limit: limit ?? 20,
  }
}
