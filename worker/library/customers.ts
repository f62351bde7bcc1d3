import { and, count, desc, eq, gt, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { audits } from '../../migrations/schema/audits.ts'
import { customers, customerTags, customerTerms as terms } from '../../migrations/schema/customers.ts'
import { happenings } from '../../migrations/schema/happenings.ts'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { type Actor, differenceOf } from '../../src/audit.ts'
import { customerPrefixes, customerTerms } from '../../src/customer.ts'
import { noteKey, signedUp } from '../../src/happening.ts'
import type { CustomerId } from '../../src/id.ts'
import type { Reach } from '../../src/reach.ts'
import { prefixRange } from '../../src/search-terms.ts'
import { en } from '../../views/words/en.ts'
import { auditLine } from './audit.ts'
import { readCursor } from './cursor.ts'
import { rowsWithin } from './voucher-reach.ts'

/** A customer as D1 keeps it. */
export type CustomerRow = typeof customers.$inferSelect

/** What came of creating: the customer (perhaps of the first sending), or why not. */
export type Creation =
  | { readonly kind: 'created' | 'replayed'; readonly customer: CustomerRow }
  | { readonly kind: 'exists'; readonly taken: 'email' | 'phone'; readonly customer: CustomerRow }
  | { readonly kind: 'key_reused' }

/** The customer of that id, or null; whoever was erased is nobody. */
export async function customerById(db: D1Database, id: string): Promise<CustomerRow | null> {
  const known = and(eq(customers.id, id), isNull(customers.erasedAt))
  return (await drizzle(db).select().from(customers).where(known).get()) ?? null
}

/** The customer that id stands for now: of a record that was merged, the one that stayed. One hop at most. */
export async function survivorById(db: D1Database, id: string): Promise<CustomerRow | null> {
  const row = await customerById(db, id)
  return row?.mergedInto == null ? row : customerById(db, row.mergedInto)
}

/** The customer letters to this address are for: normalised as addresses are kept; of a merged record, the one that stayed. */
export async function customerByEmail(db: D1Database, email: string): Promise<CustomerRow | null> {
  const row = await drizzle(db).select().from(customers).where(eq(customers.email, email)).get()
  return row?.mergedInto == null ? (row ?? null) : customerById(db, row.mergedInto)
}

/** Whose card that is; of a merged record, the one that stayed. */
export async function customerByCard(db: D1Database, token: string): Promise<CustomerRow | null> {
  const row = await drizzle(db).select().from(customers).where(eq(customers.cardToken, token)).get()
  if (row === undefined || row.erasedAt !== null) return null
  return row.mergedInto === null ? row : customerById(db, row.mergedInto)
}

/** Whose cards these are, as rows there are. */
export async function customersByCard(
  db: D1Database,
  tokens: readonly string[],
): Promise<readonly CustomerRow[]> {
  const among = sql`${customers.cardToken} IN (SELECT value FROM json_each(${JSON.stringify(tokens)}))`
  return drizzle(db).select().from(customers).where(among)
}

/** The id vouchers are issued to when that customer is named; null for nobody the brand knows. */
export async function holderFor(db: D1Database, named: string): Promise<CustomerId | null> {
  const row = await survivorById(db, named)
  return row && `cus_${row.id.slice('cus_'.length)}`
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

/** The name people read; whoever has none is called by their email or phone, and whoever was erased says so. */
export function nameOf({ name, email, phone }: Pick<CustomerRow, 'name' | 'email' | 'phone'>): string {
  return name === ERASED_NAME ? en.privacy.erasedName : (name ?? email ?? phone ?? '')
}

/** The name of whoever was erased: nobody else can have an empty one. */
export const ERASED_NAME = ''

/**
 * Creates a customer with its search terms and the audit row in one atomic batch. The unique columns decide: the same
 * command is answered as then, a known email or phone is refused, and nothing is half done.
 */
export async function createCustomer(db: D1Database, customer: CustomerRow, actor: Actor): Promise<Creation> {
  const library = drizzle(db)
  const [act, subject] = [{ ...actor, at: customer.createdAt }, customer.id]
  const found = customerTerms(customer).map((term) => ({ term, customerId: customer.id }))
  try {
    await library.batch([
      library.insert(customers).values(customer),
      library.insert(terms).values(found),
      noteSignUp(library, customer),
      ...(customer.tags.length === 0 ? [] : [library.insert(customerTags).values(tagRows(customer))]),
      library
        .insert(audits)
        .values([
          auditLine(act, { action: 'customer_created', subject, ...differenceOf(null, toldOf(customer)) }),
          ...(customer.marketing ? [auditLine(act, { action: CONSENT.given, subject })] : []),
        ]),
    ])
    return { kind: 'created', customer }
  } catch (failure) {
    const earlier = await sameIdentity(db, customer)
    if (earlier === undefined) throw failure
    if (earlier.command !== customer.command) {
      const byEmail = customer.email !== null && earlier.email === customer.email
      return { kind: 'exists', taken: byEmail ? 'email' : 'phone', customer: earlier }
    }
    return earlier.digest === customer.digest
      ? { kind: 'replayed', customer: earlier }
      : { kind: 'key_reused' }
  }
}

/** For the offers that give themselves, if there are any. Rule R102. */
function noteSignUp(library: DrizzleD1Database, { id, createdAt }: CustomerRow) {
  const noted = signedUp(createdAt)
  const open = sql`exists (select 1 from "offers" where "automatic" is not null and "state" = 'published')`
  return library
    .insert(happenings)
    .select(sql`select ${id}, ${noteKey(noted)}, ${JSON.stringify(noted)}, ${createdAt}, 0 where ${open}`)
}

/** What the log tells of a customer: what people see of them, and nothing that lets anybody in. */
export function toldOf(row: CustomerRow) {
  const { name, email, phone, birthday, locale, zone, tags, marketing, notes, planId } = row
  return { name, email, phone, birthday, locale, zone, tags, marketing, notes, planId }
}

/** What a consent is called among the audits. */
export const CONSENT = { given: 'marketing_consent_given', withdrawn: 'marketing_consent_withdrawn' } as const

function tagRows({ tags, createdAt, id }: CustomerRow) {
  return tags.map((tag) => ({ tag, createdAt, customerId: id }))
}

/** Customers whose terms begin with everything typed, newest first; at most `limit`. */
export async function findCustomers(
  db: D1Database,
  text: string,
  limit: number,
): Promise<readonly CustomerRow[]> {
  const [lead, ...others] = await rarestFirst(db, customerPrefixes(text))
  if (lead === undefined) return []
  const found = await drizzle(db)
    .select({ customer: customers })
    .from(terms)
    .innerJoin(customers, eq(customers.id, terms.customerId))
    .where(begins(lead))
    .orderBy(terms.term, terms.customerId)
    .limit(others.length === 0 ? 2 * limit : CANDIDATES_MOST)
  const distinct = [...new Map(found.map(({ customer }) => [customer.id, customer])).values()]
  return distinct
    .filter((customer) => others.every((word) => hasTerm(customer, word)))
    .slice(0, limit)
    .toSorted((a, b) => b.createdAt - a.createdAt)
}

/** So many people who share the rarest word are looked at for the others. */
const CANDIDATES_MOST = 1000

/** Of several words the one that fewest people have leads: of Ana Magalhães there are few, of Ana many. */
async function rarestFirst(db: D1Database, words: readonly string[]): Promise<readonly string[]> {
  if (words.length < 2) return words
  const library = drizzle(db)
  const counted = words.map(async (word) => {
    const some = library.select({ term: terms.term }).from(terms).where(begins(word)).limit(CANDIDATES_MOST)
    return { word, times: await library.$count(some) }
  })
  const counts = await Promise.all(counted)
  return counts.toSorted((a, b) => a.times - b.times).map(({ word }) => word)
}

function begins(word: string) {
  const { from, to } = prefixRange(word)
  return and(gte(terms.term, from), lt(terms.term, to))
}

/** Whether a word of theirs begins like this: read, since the table of terms leads from words to people, not back. */
function hasTerm(customer: CustomerRow, word: string): boolean {
  return customerTerms(customer).some((term) => term.startsWith(word))
}

/** A found customer with how many vouchers they could use now. */
export type FoundRow = CustomerRow & { readonly openVouchers: number }

/** The same customers, each with the number of vouchers still open at `now`, of those within reach. */
export async function withOpenVouchers(
  db: D1Database,
  rows: readonly CustomerRow[],
  now: number,
  reach: Reach = { kind: 'brand' },
): Promise<readonly FoundRow[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const open = and(
    inArray(vouchers.customerId, ids),
    // The plus keeps the index of states out: it would read every voucher that is open.
    sql`+${vouchers.state} in ('active', 'partially_redeemed')`,
    or(isNull(vouchers.closesAt), gt(vouchers.closesAt, now)),
    rowsWithin(reach),
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
    .where(and(isNull(customers.mergedInto), isNull(customers.erasedAt), before))
    .orderBy(...newest)
    .limit(limit)
}

/** Which of a customer's contacts another record has. */
export async function takenFrom(
  db: D1Database,
  { id, email, phone }: CustomerRow,
): Promise<'email' | 'phone' | null> {
  const library = drizzle(db)
  const taken = async (column: typeof customers.email | typeof customers.phone, value: string | null) => {
    if (value === null) return false
    const owner = await library.select({ id: customers.id }).from(customers).where(eq(column, value)).get()
    return owner !== undefined && owner.id !== id
  }
  if (await taken(customers.email, email)) return 'email'
  return (await taken(customers.phone, phone)) ? 'phone' : null
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

/** Customers among these commands, emails and phones, each list looked up along its own index. */
export async function customersKnown(
  db: D1Database,
  asked: {
    readonly commands: readonly string[]
    readonly emails: readonly string[]
    readonly phones: readonly string[]
  },
) {
  const library = drizzle(db)
  const among = (
    column: typeof customers.command | typeof customers.email | typeof customers.phone,
    values: readonly string[],
  ) =>
    library
      .select()
      .from(customers)
      .where(sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`)
  const [byCommand, byEmail, byPhone] = await library.batch([
    among(customers.command, asked.commands),
    among(customers.email, asked.emails),
    among(customers.phone, asked.phones),
  ])
  return { byCommand, byEmail, byPhone }
}
