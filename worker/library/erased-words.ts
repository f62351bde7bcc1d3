import { and, asc, gt, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { customerImportRefusals, customerImports } from '../../migrations/schema/customers.ts'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { anyOf } from './any-of.ts'

/** The vouchers the list shows under these records behind `after`, in the order of their ids. */
export async function vouchersToErase(
  db: D1Database,
  records: readonly string[],
  after: string | null,
  most: number,
) {
  return drizzle(db)
    .select({ id: vouchers.id, image: sql<string | null>`${vouchers.terms} ->> 'image_url'` })
    .from(vouchers)
    .where(and(anyOf(vouchers.customerId, records), gt(vouchers.id, after ?? '')))
    .orderBy(asc(vouchers.id))
    .limit(most)
}

/** Vouchers of these records whose words the list still has: issued while their holder was being erased. */
export async function straysOf(
  db: D1Database,
  records: readonly string[],
  most: number,
): Promise<readonly string[]> {
  const rows = await drizzle(db)
    .select({ id: vouchers.id })
    .from(vouchers)
    .where(and(anyOf(vouchers.customerId, records), sql`${vouchers.words} <> '{}'`))
    .limit(most)
  return rows.map(({ id }) => id)
}

/** Takes the words of these vouchers out of the list. */
export async function eraseListed(db: D1Database, ids: readonly string[]): Promise<void> {
  const listed = anyOf(vouchers.id, ids)
  await drizzle(db).update(vouchers).set({ words: '{}' }).where(listed)
}

/** Whether anything shows that picture but vouchers of customers who are erased: a voucher, a request, an offer, a list of the settings. */
export async function isShownElsewhere(db: D1Database, image: string): Promise<boolean> {
  const found = await db
    .prepare(
      `WITH gone(id) AS (SELECT value FROM erasures, json_each(erasures.records) WHERE decided_at IS NOT NULL)
       SELECT 1 AS shown WHERE EXISTS (SELECT 1 FROM vouchers WHERE terms ->> 'image_url' = ?1
           AND (customer_id IS NULL OR customer_id NOT IN (SELECT id FROM gone)))
         OR EXISTS (SELECT 1 FROM approvals WHERE request ->> 'image_url' = ?1
           AND (request ->> 'customer_id' IS NULL OR request ->> 'customer_id' NOT IN (SELECT id FROM gone)))
         OR EXISTS (SELECT 1 FROM plans WHERE instr(facts, ?1)) OR EXISTS (SELECT 1 FROM campaigns WHERE instr(facts, ?1))
         OR EXISTS (SELECT 1 FROM categories WHERE instr(facts, ?1))
         OR EXISTS (SELECT 1 FROM offers WHERE facts ->> 'image_url' = ?1)`,
    )
    .bind(image)
    .first('shown')
  return found !== null
}

/** Pictures in requests for their vouchers, of which some never became one. */
export async function picturesAskedFor(
  db: D1Database,
  records: readonly string[],
): Promise<readonly string[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT request ->> 'image_url' AS image FROM approvals
       WHERE request ->> 'customer_id' IN (SELECT value FROM json_each(?1)) AND request ->> 'image_url' IS NOT NULL`,
    )
    .bind(JSON.stringify(records))
    .all<{ image: string }>()
  return results.map(({ image }) => image)
}

/** Stands where words were that a request cannot be read without. */
export const EMPTIED = '–'

/**
 * Takes out what was typed in requests for their vouchers, and what the log says of them before and after: who did what
 * and when stays.
 */
export async function eraseRequestsAndLog(db: D1Database, records: readonly string[]): Promise<void> {
  const ids = JSON.stringify(records)
  const theirs = '(SELECT value FROM json_each(?1))'
  await db.batch([
    db
      .prepare(
        `UPDATE approvals SET reason = NULL, request = json_replace(
           json_remove(request, '$.note', '$.reason', '$.metadata', '$.description', '$.code',
             '$.image_url', '$.image_alt', '$.image_focus'),
           '$.title', ?2, '$.benefit.item', ?2, '$.benefit.text', ?2)
         WHERE request ->> 'customer_id' IN ${theirs}`,
      )
      .bind(ids, EMPTIED),
    db
      .prepare(
        `UPDATE audits SET "before" = NULL, "after" = NULL
         WHERE (subject IN ${theirs} OR subject IN (SELECT id FROM approvals WHERE request ->> 'customer_id' IN ${theirs}))
           AND ("before" IS NOT NULL OR "after" IS NOT NULL)`,
      )
      .bind(ids),
  ])
}

/** Lines of files that were not taken, behind the place `after`, in the order of their key. */
export async function refusedLines(
  db: D1Database,
  after: { readonly importId: string; readonly line: number } | null,
  most: number,
) {
  const { importId, line } = customerImportRefusals
  return drizzle(db)
    .select()
    .from(customerImportRefusals)
    .where(after === null ? undefined : sql`(${importId}, ${line}) > (${after.importId}, ${after.line})`)
    .orderBy(asc(importId), asc(line))
    .limit(most)
}

/** Empties the cells of these lines: that a line was not taken, and why, stays. */
export async function emptyLines(
  db: D1Database,
  lines: readonly { readonly importId: string; readonly line: number }[],
): Promise<void> {
  if (lines.length === 0) return
  const keys = JSON.stringify(lines.map(({ importId, line }) => ({ importId, line })))
  await db
    .prepare(
      `UPDATE customer_import_refusals SET cells = '[]' WHERE (import_id, line) IN
         (SELECT value ->> 'importId', value ->> 'line' FROM json_each(?1))`,
    )
    .bind(keys)
    .run()
}

/** Imports whose file may still be waiting: behind the place `after`, in the order they began, and never finished. */
export async function waitingImports(
  db: D1Database,
  after: { readonly at: number; readonly id: string },
  most: number,
) {
  const { at, id, finishedAt } = customerImports
  return drizzle(db)
    .select()
    .from(customerImports)
    .where(and(sql`(${at}, ${id}) > (${after.at}, ${after.id})`, isNull(finishedAt)))
    .orderBy(asc(at), asc(id))
    .limit(most)
}
