import { and, eq, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { customers } from '../../migrations/schema/customers.ts'
import { differenceOf } from '../../src/audit.ts'
import type { Act } from './audit.ts'
import { audited, refinding } from './customer-words.ts'
import { CONSENT, type CustomerRow, customerById, takenFrom, toldOf } from './customers.ts'

/** What came of a change: the customer as it is now, or why not. `stale`: somebody was faster, and this is what stands. */
export type CustomerChange =
  | { readonly kind: 'changed'; readonly customer: CustomerRow }
  | { readonly kind: 'stale'; readonly customer: CustomerRow }
  | { readonly kind: 'exists'; readonly taken: 'email' | 'phone' }

/**
 * Changes a customer from the version that was seen, with words, tags and audits, in one atomic batch. Everything beside
 * the row asks for that version first and the row moves on last, so that a change too late does nothing at all.
 */
export async function changeCustomer(
  db: D1Database,
  before: CustomerRow,
  after: CustomerRow,
  act: Act,
): Promise<CustomerChange> {
  const changed = { ...after, version: before.version + 1, updatedAt: act.at }
  const { id, createdAt: _, command: __, digest: ___, cardToken: ____, ...columns } = changed
  const consent = after.marketing ? CONSENT.given : CONSENT.withdrawn
  const move = drizzle(db)
    .update(customers)
    .set(columns)
    .where(and(eq(customers.id, id), eq(customers.version, before.version), isNull(customers.mergedInto)))
    .toSQL()
  const statements = [
    ...refinding(db, before, after),
    audited(db, before, act, { action: 'customer_changed', ...differenceOf(toldOf(before), toldOf(after)) }),
    ...(before.marketing === after.marketing ? [] : [audited(db, before, act, { action: consent })]),
    db.prepare(move.sql).bind(...move.params),
  ]
  try {
    const results = await db.batch(statements)
    if (results.at(-1)?.meta.changes === 1) return { kind: 'changed', customer: changed }
  } catch (failure) {
    const taken = await takenFrom(db, after)
    if (taken === null) throw failure
    return { kind: 'exists', taken }
  }
  return { kind: 'stale', customer: (await customerById(db, id)) ?? before }
}
