import { customerTerms } from '../../src/customer.ts'
import { type Act, type Done, jsonOf } from './audit.ts'
import type { CustomerRow } from './customers.ts'

/** Which version of a customer a statement is meant for; it does nothing once that has changed. */
interface Meant {
  readonly id: string
  readonly version: number
}

const STILL = 'EXISTS (SELECT 1 FROM customers WHERE id = ?1 AND version = ?2 AND merged_into IS NULL)'

/** Brings the words and tags a customer is found by from one state to the next. For the batch that then changes the row. */
export function refinding(db: D1Database, before: CustomerRow, after: CustomerRow): D1PreparedStatement[] {
  const [had, has] = [customerTerms(before), customerTerms(after)]
  return [
    ...forgetting(db, before, 'customer_terms', 'term', without(had, has)),
    ...learning(db, before, 'INSERT INTO customer_terms SELECT value, ?1', without(has, had)),
    ...forgetting(db, before, 'customer_tags', 'tag', without(before.tags, after.tags), before.createdAt),
    ...learning(
      db,
      before,
      `INSERT INTO customer_tags SELECT value, ${before.createdAt}, ?1`,
      without(after.tags, before.tags),
    ),
  ]
}

/** A line of the audits, if the customer is still the one that was meant. */
export function audited(
  db: D1Database,
  { id, version }: Meant,
  { at, by, role, device, from }: Act,
  { action, before = null, after = null }: Omit<Done, 'subject'>,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO audits (at, by, action, subject, role, device, came_from, before, after)
       SELECT ?3, ?4, ?5, ?1, ?6, ?7, ?8, ?9, ?10 WHERE ${STILL}`,
    )
    .bind(id, version, at, by, action, role, device, from, jsonOf(before), jsonOf(after))
}

function forgetting(
  db: D1Database,
  { id, version }: Meant,
  table: 'customer_terms' | 'customer_tags',
  column: 'term' | 'tag',
  words: readonly string[],
  createdAt?: number,
): D1PreparedStatement[] {
  if (words.length === 0) return []
  const when = createdAt === undefined ? '' : `AND created_at = ${createdAt}`
  const statement = `DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?3)) ${when} AND customer_id = ?1 AND ${STILL}`
  return [db.prepare(statement).bind(id, version, JSON.stringify(words))]
}

function learning(
  db: D1Database,
  { id, version }: Meant,
  insert: string,
  words: readonly string[],
): D1PreparedStatement[] {
  if (words.length === 0) return []
  const statement = `${insert} FROM json_each(?3) WHERE ${STILL} ON CONFLICT DO NOTHING`
  return [db.prepare(statement).bind(id, version, JSON.stringify(words))]
}

function without(words: readonly string[], others: readonly string[]): string[] {
  return words.filter((word) => !others.includes(word))
}
