import { and, count, desc, eq, gt, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { audits, customers, customerTerms as terms, vouchers } from '../../migrations/schema.ts'
import { customerPrefixes, customerTerms } from '../../src/customer.ts'
import type { CustomerId, PrincipalId } from '../../src/id.ts'
import { prefixRange } from '../../src/search-terms.ts'
import { readCursor } from './cursor.ts'

/** A customer as D1 keeps it. */
export type CustomerRow = typeof customers.$inferSelect

/** What came of creating: the customer (perhaps of the first sending), or why not. */
export type Creation =
  | { readonly kind: 'created' | 'replayed'; readonly customer: CustomerRow }
  | { readonly kind: 'exists' }
  | { readonly kind: 'key_reused' }

export async function customerExists(db: D1Database, id: CustomerId): Promise<boolean> {
  return (await customerById(db, id)) !== null
}

export async function customerById(db: D1Database, id: string): Promise<CustomerRow | null> {
  return (await drizzle(db).select().from(customers).where(eq(customers.id, id)).get()) ?? null
}

/** Names by id, for lists; ids nobody knows are absent. */
export async function customerNames(
  db: D1Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(ids)].slice(0, 90)
  if (asked.length === 0) return new Map()
  const rows = await drizzle(db).select().from(customers).where(inArray(customers.id, asked))
  return new Map(rows.map((row) => [row.id, nameOf(row)]))
}

/** The name people read; whoever has none is called by their email or phone. */
export function nameOf({ name, email, phone }: Pick<CustomerRow, 'name' | 'email' | 'phone'>): string {
  return name ?? email ?? phone ?? ''
}

/**
 * Creates a customer with its search terms and the audit row in one atomic batch. The unique columns decide: the same
 * command is answered as then, a known email or phone is refused, and nothing is half done.
 */
export async function createCustomer(
  db: D1Database,
  customer: CustomerRow,
  by: PrincipalId,
): Promise<Creation> {
  const library = drizzle(db)
  const found = customerTerms(customer).map((term) => ({ term, customerId: customer.id }))
  try {
    await library.batch([
      library.insert(customers).values(customer),
      library.insert(terms).values(found),
      library
        .insert(audits)
        .values({ at: customer.createdAt, by, action: 'customer_created', subject: customer.id }),
    ])
    return { kind: 'created', customer }
  } catch (failure) {
    const earlier = await sameIdentity(db, customer)
    if (earlier === undefined) throw failure
    if (earlier.command !== customer.command) return { kind: 'exists' }
    return earlier.digest === customer.digest
      ? { kind: 'replayed', customer: earlier }
      : { kind: 'key_reused' }
  }
}

/** Customers whose terms begin with everything typed, newest first; at most `limit`. */
export async function findCustomers(
  db: D1Database,
  text: string,
  limit: number,
): Promise<readonly CustomerRow[]> {
  const library = drizzle(db)
  const [first, ...others] = customerPrefixes(text).toSorted((a, b) => b.length - a.length)
  if (first === undefined) return []
  const { from, to } = prefixRange(first)
  const also = others.map((word): SQL => {
    const range = prefixRange(word)
    return sql`exists (select 1 from customer_terms other where other.customer_id = ${terms.customerId} and other.term >= ${range.from} and other.term < ${range.to})`
  })
  const found = await library
    .selectDistinct({ id: terms.customerId })
    .from(terms)
    .where(and(gte(terms.term, from), lt(terms.term, to), ...also))
    .limit(limit)
  if (found.length === 0) return []
  const ids = found.map(({ id }) => id)
  return library
    .select()
    .from(customers)
    .where(inArray(customers.id, ids))
    .orderBy(desc(customers.createdAt), desc(customers.id))
}

/** A found customer with how many vouchers they could use now. */
export type FoundRow = CustomerRow & { readonly openVouchers: number }

/** The same customers, each with the number of vouchers still open at `now`. */
export async function withOpenVouchers(
  db: D1Database,
  rows: readonly CustomerRow[],
  now: number,
): Promise<readonly FoundRow[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const open = and(
    inArray(vouchers.customerId, ids),
    inArray(vouchers.state, ['active', 'partially_redeemed']),
    or(isNull(vouchers.closesAt), gt(vouchers.closesAt, now)),
  )
  const counted = await drizzle(db)
    .select({ id: vouchers.customerId, times: count() })
    .from(vouchers)
    .where(open)
    .groupBy(vouchers.customerId)
  const times = new Map(counted.map((row) => [row.id, row.times]))
  return rows.map((row) => ({ ...row, openVouchers: times.get(row.id) ?? 0 }))
}

/** The newest customers, for an empty search; keyset by creation. */
export async function newestCustomers(
  db: D1Database,
  cursor: string | null,
  limit: number,
): Promise<readonly CustomerRow[]> {
  const after = cursor === null ? null : readCursor(cursor)
  const before =
    after === null ? undefined : sql`(${customers.createdAt}, ${customers.id}) < (${after.at}, ${after.id})`
  const newest = [desc(customers.createdAt), desc(customers.id)]
  return drizzle(db)
    .select()
    .from(customers)
    .where(before)
    .orderBy(...newest)
    .limit(limit)
}

async function sameIdentity(
  db: D1Database,
  { command, email, phone }: CustomerRow,
): Promise<CustomerRow | undefined> {
  const library = drizzle(db)
  const sent = await library.select().from(customers).where(eq(customers.command, command)).get()
  if (sent !== undefined) return sent
  const known = [
    ...(email === null ? [] : [eq(customers.email, email)]),
    ...(phone === null ? [] : [eq(customers.phone, phone)]),
  ]
  return known.length === 0
    ? undefined
    : library
        .select()
        .from(customers)
        .where(or(...known))
        .get()
}
