import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { customerMerges, customers } from '../../migrations/schema/customers.ts'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { type Actor, differenceOf } from '../../src/audit.ts'
import { customerTerms } from '../../src/customer.ts'
import type { MergedRows } from '../merged-customer.ts'
import { type Done, jsonOf } from './audit.ts'
import { cursorOf, readCursor } from './cursor.ts'
import { type CustomerRow, toldOf } from './customers.ts'
import { plansMoved } from './merged-memberships.ts'

/** Two records that became one, and how far their vouchers have moved. */
export type MergeRow = typeof customerMerges.$inferSelect

/** So many earlier merges of one customer are shown and gone on with. */
const MERGES_MOST = 50

/**
 * Writes the merge in one atomic batch: the commit point after which it is only ever continued. Both records must still be
 * what was seen; the row of the merge itself carries that question, and everything behind it asks for that row. False:
 * one of them had changed, and nothing was done.
 */
export async function recordMerge(
  db: D1Database,
  merge: MergeRow,
  before: MergedRows,
  after: MergedRows,
  actor: Actor,
): Promise<boolean> {
  const aliases = await recordsMergedInto(db, before.other.id)
  const [begun] = await db.batch([
    opening(db, merge, before),
    ...repointed(db, merge, [before.other, ...aliases], after),
    ...rows(db, merge, before, after),
    ...wishes(db, merge),
    ...plansMoved(db, merge),
    audit(db, merge, actor, {
      action: 'customer_merged',
      subject: merge.mergedId,
      ...differenceOf({ mergedInto: null }, { mergedInto: merge.survivorId }),
    }),
    audit(db, merge, actor, {
      action: 'customer_merged_in',
      subject: merge.survivorId,
      ...differenceOf(toldOf(before.kept), toldOf(after.kept)),
    }),
  ])
  return begun?.meta.changes === 1
}

/** The merge recorded under that command, or null. */
export async function mergeByCommand(db: D1Database, command: string): Promise<MergeRow | null> {
  const of = eq(customerMerges.command, command)
  return (await drizzle(db).select().from(customerMerges).where(of).get()) ?? null
}

/** The merges a customer came out of, oldest first. */
export async function mergesInto(db: D1Database, survivor: string): Promise<readonly MergeRow[]> {
  return drizzle(db)
    .select()
    .from(customerMerges)
    .where(eq(customerMerges.survivorId, survivor))
    .orderBy(asc(customerMerges.at))
    .limit(MERGES_MOST)
}

/** Every record that gave way to this one: whoever erases a person may miss none. */
export async function recordsMergedInto(db: D1Database, survivor: string): Promise<readonly CustomerRow[]> {
  const of = eq(customers.mergedInto, survivor)
  return drizzle(db).select().from(customers).where(of)
}

/** The vouchers that the list still shows under a record, newest first, behind where the merge has come to. */
export async function vouchersLeft(db: D1Database, { mergedId, cursor }: MergeRow, most: number) {
  const after = cursor === null ? null : readCursor(cursor)
  const before =
    after === null ? undefined : sql`(${vouchers.issuedAt}, ${vouchers.id}) < (${after.at}, ${after.id})`
  const rows = await drizzle(db)
    .select({ id: vouchers.id, state: vouchers.state, issuedAt: vouchers.issuedAt })
    .from(vouchers)
    .where(and(eq(vouchers.customerId, mergedId), before))
    .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(most)
  const last = rows.at(-1)
  return { rows, cursor: last === undefined ? cursor : cursorOf(last.issuedAt, last.id) }
}

/** How many vouchers a merge would move; counted up to `most`. */
export async function vouchersToMove(db: D1Database, id: string, most: number): Promise<number> {
  const library = drizzle(db)
  const held = library
    .select({ state: vouchers.state })
    .from(vouchers)
    .where(eq(vouchers.customerId, id))
    .limit(most)
  return (await held).filter(({ state }) => state !== 'void').length
}

/** Notes how far a merge has come. Two who continue it at once do not count twice: only one moves it on. */
export async function advanceMerge(
  db: D1Database,
  { id, cursor }: MergeRow,
  step: { readonly cursor: string | null; readonly moved: number; readonly finishedAt: number | null },
): Promise<MergeRow | null> {
  const on = drizzle(db)
    .update(customerMerges)
    .set({ cursor: step.cursor, moved: sql`moved + ${step.moved}`, finishedAt: step.finishedAt })
    .where(and(eq(customerMerges.id, id), sql`${customerMerges.cursor} IS ${cursor}`))
  await on
  return (await drizzle(db).select().from(customerMerges).where(eq(customerMerges.id, id)).get()) ?? null
}

function opening(db: D1Database, merge: MergeRow, { kept, other }: MergedRows): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO customer_merges (id, survivor_id, merged_id, at, by, command, digest)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
       WHERE EXISTS (SELECT 1 FROM customers WHERE id = ?2 AND version = ?8 AND merged_into IS NULL)
         AND EXISTS (SELECT 1 FROM customers WHERE id = ?3 AND version = ?9 AND merged_into IS NULL)`,
    )
    .bind(
      merge.id,
      merge.survivorId,
      merge.mergedId,
      merge.at,
      merge.by,
      merge.command,
      merge.digest,
      kept.version,
      other.version,
    )
}

const OPENED = 'EXISTS (SELECT 1 FROM customer_merges WHERE id = ?1)'

/** Whatever the record that gives way was found by leads to the one that stays. */
function repointed(
  db: D1Database,
  { id, survivorId, mergedId }: MergeRow,
  gone: readonly CustomerRow[],
  { kept }: MergedRows,
): D1PreparedStatement[] {
  const words = JSON.stringify([...new Set([...gone.flatMap(customerTerms), ...customerTerms(kept)])])
  const tags = JSON.stringify([...new Set([...gone.flatMap((row) => row.tags), ...kept.tags])])
  return [
    db
      .prepare(
        `DELETE FROM customer_terms WHERE term IN (SELECT value FROM json_each(?2)) AND customer_id = ?3 AND ${OPENED}`,
      )
      .bind(id, words, mergedId),
    db
      .prepare(
        `INSERT INTO customer_terms SELECT value, ?3 FROM json_each(?2) WHERE ${OPENED} ON CONFLICT DO NOTHING`,
      )
      .bind(id, words, survivorId),
    db
      .prepare(
        `DELETE FROM customer_tags WHERE tag IN (SELECT value FROM json_each(?2)) AND customer_id = ?3 AND created_at = ?4 AND ${OPENED}`,
      )
      .bind(id, tags, mergedId, gone[0]?.createdAt ?? 0),
    db
      .prepare(
        `INSERT INTO customer_tags SELECT value, ?4, ?3 FROM json_each(?2) WHERE ${OPENED} ON CONFLICT DO NOTHING`,
      )
      .bind(id, JSON.stringify(kept.tags), survivorId, kept.createdAt),
  ]
}

/** The contacts leave the one record before they reach the other: they are unique at every moment. */
function rows(
  db: D1Database,
  { id, survivorId, mergedId, at }: MergeRow,
  before: MergedRows,
  after: MergedRows,
): D1PreparedStatement[] {
  const written = (row: CustomerRow, version: number) => [
    id,
    row.id,
    row.name,
    row.email,
    row.phone,
    row.birthday,
    row.locale,
    row.zone,
    JSON.stringify(row.tags),
    row.marketing ? 1 : 0,
    row.notes,
    row.planId,
    row.mergedInto,
    version + 1,
    at,
  ]
  const change = `UPDATE customers SET name = ?3, email = ?4, phone = ?5, birthday = ?6, locale = ?7, zone = ?8, tags = ?9,
    marketing = ?10, notes = ?11, plan_id = ?12, merged_into = ?13, version = ?14, updated_at = ?15 WHERE id = ?2 AND ${OPENED}`
  const lettingGo = `UPDATE customers SET name = coalesce(name, email, phone), email = NULL, phone = NULL WHERE id = ?2 AND ${OPENED}`
  return [
    db.prepare(lettingGo).bind(id, mergedId),
    db.prepare(change).bind(...written(after.kept, before.kept.version)),
    db.prepare(change).bind(...written(after.other, before.other.version)),
    db
      .prepare(`UPDATE customers SET merged_into = ?2 WHERE merged_into = ?3 AND ${OPENED}`)
      .bind(id, survivorId, mergedId),
    db
      .prepare(`UPDATE customer_merges SET survivor_id = ?2 WHERE survivor_id = ?3 AND ${OPENED}`)
      .bind(id, survivorId, mergedId),
  ]
}

/** A wish to be erased goes on waiting under the record that stays, from the day it was asked first. */
function wishes(db: D1Database, { id, survivorId, mergedId }: MergeRow): D1PreparedStatement[] {
  const theirs = `customer_id = ?2 AND decided_at IS NULL AND ${OPENED}`
  return [
    db
      .prepare(
        `INSERT INTO erasures (customer_id, asked_at, asked_by, records)
         SELECT ?3, asked_at, asked_by, json_array(?3) FROM erasures WHERE ${theirs}
         ON CONFLICT (customer_id) DO UPDATE SET asked_at = excluded.asked_at, asked_by = excluded.asked_by
         WHERE decided_at IS NULL AND excluded.asked_at < asked_at`,
      )
      .bind(id, mergedId, survivorId),
    db.prepare(`DELETE FROM erasures WHERE ${theirs}`).bind(id, mergedId),
  ]
}

function audit(db: D1Database, merge: MergeRow, actor: Actor, done: Done): D1PreparedStatement {
  const { action, subject, before = null, after = null } = done
  return db
    .prepare(
      `INSERT INTO audits (at, by, action, subject, role, device, came_from, before, after)
       SELECT ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE ${OPENED}`,
    )
    .bind(
      merge.id,
      merge.at,
      actor.by,
      action,
      subject,
      actor.role,
      actor.device,
      actor.from,
      jsonOf(before),
      jsonOf(after),
    )
}
