import type { Context } from 'hono'
import type { AppEnv } from '../env.ts'
import { findCustomers, withOpenVouchers } from '../library/customers.ts'
import { reachFor } from '../reach.ts'
import { foundView } from './customers/view.ts'

const FOUND_MOST = 8
const LETTERS_LEAST = 2

/** Customers for whom a voucher could be, as the search of a form shows them. */
export async function peopleFound(c: Context<AppEnv>, q: string) {
  if (q.trim().length < LETTERS_LEAST) return []
  const rows = await findCustomers(c.env.DB, q, FOUND_MOST)
  return (await withOpenVouchers(c.env.DB, rows, c.get('now'), reachFor(c, 'vouchers:read'))).map(foundView)
}
