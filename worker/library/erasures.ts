import { and, asc, eq, gt, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { customers } from '../../migrations/schema/customers.ts'
import { erasures } from '../../migrations/schema/erasures.ts'
import type { AuditAction } from '../../src/audit-action.ts'
import { ERASURE_STEPS, type ErasureStep } from '../../src/erasure.ts'
import type { Act } from './audit.ts'
import { type CustomerRow, ERASED_NAME } from './customers.ts'

/** A wish to be erased, and what has become of it. */
export type ErasureRow = typeof erasures.$inferSelect

/** What it is called among the audits, when somebody asks, takes it back, and decides. */
const ERASURE = {
  asked: 'erasure_asked',
  takenBack: 'erasure_taken_back',
  decided: 'customer_erased',
} as const

/** The wish of that customer, or null. */
export async function erasureOf(db: D1Database, customer: string): Promise<ErasureRow | null> {
  return (await drizzle(db).select().from(erasures).where(eq(erasures.customerId, customer)).get()) ?? null
}

/** The record that stays, in a row of `customers`: theirs may have given way in this very moment. */
const STANDING = 'coalesce(merged_into, id)'

/** Notes that somebody asks for it; asked before, nothing changes. */
export async function askErasure(db: D1Database, customer: string, act: Act): Promise<void> {
  await db.batch([
    line(
      db,
      `FROM customers WHERE id = ?4 AND NOT EXISTS (SELECT 1 FROM erasures WHERE customer_id = ${STANDING})`,
      act,
      ERASURE.asked,
      customer,
      STANDING,
    ),
    db
      .prepare(
        `INSERT INTO erasures (customer_id, asked_at, asked_by, records)
         SELECT ${STANDING}, ?2, ?3, json_array(${STANDING}) FROM customers WHERE id = ?1 ON CONFLICT DO NOTHING`,
      )
      .bind(customer, act.at, act.by),
  ])
}

/** Takes the wish back; false when there was none, or it is decided and can be stopped no more. */
export async function takeBackErasure(db: D1Database, customer: string, act: Act): Promise<boolean> {
  const [, gone] = await db.batch([
    line(
      db,
      'WHERE EXISTS (SELECT 1 FROM erasures WHERE customer_id = ?4 AND decided_at IS NULL)',
      act,
      ERASURE.takenBack,
      customer,
    ),
    db.prepare('DELETE FROM erasures WHERE customer_id = ? AND decided_at IS NULL').bind(customer),
  ])
  return gone?.meta.changes === 1
}

/** The line of an act, where the condition holds; in it `?4` is the customer, whom it is about unless `subject` says whom. */
function line(
  db: D1Database,
  where: string,
  { at, by, role, device, from }: Act,
  action: AuditAction,
  customer: string,
  subject = '?4',
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO audits (at, by, action, subject, role, device, came_from) SELECT ?1, ?2, ?3, ${subject}, ?5, ?6, ?7 ${where}`,
    )
    .bind(at, by, action, customer, role, device, from)
}

/** Wishes nobody has decided, those that wait longest first, with the name of whose they are. */
export async function waitingErasures(db: D1Database, most: number) {
  return drizzle(db)
    .select({ customer: customers, askedAt: erasures.askedAt })
    .from(erasures)
    .innerJoin(customers, eq(customers.id, erasures.customerId))
    .where(isNull(erasures.decidedAt))
    .orderBy(asc(erasures.askedAt))
    .limit(most)
}

/**
 * The commit point of an erasure, one atomic batch: the wish is decided, every record of the customer is emptied, and the
 * library forgets by what they were found. False when a record had changed since it was read: then nothing was done.
 */
export async function decideErasure(
  db: D1Database,
  {
    customer,
    records,
    ids: named,
    clues,
  }: {
    readonly customer: string
    readonly records: readonly CustomerRow[]
    /** Records known by their id alone. */
    readonly ids: readonly string[]
    readonly clues: string
  },
  act: Act,
): Promise<boolean> {
  const seen = JSON.stringify(records.map(({ id, version }) => ({ id, version })))
  const ids = JSON.stringify([...new Set([customer, ...named, ...records.map(({ id }) => id)])])
  const [decided] = await db.batch([
    db
      .prepare(
        `INSERT INTO erasures (customer_id, asked_at, asked_by, decided_at, decided_by, records, clues, step)
         SELECT ?1, ?2, ?3, ?2, ?3, ?4, ?5, ?6
         WHERE NOT EXISTS (SELECT 1 FROM json_each(?7) AS seen WHERE NOT EXISTS (SELECT 1 FROM customers
           WHERE id = seen.value ->> 'id' AND version = seen.value ->> 'version' AND erased_at IS NULL))
         ON CONFLICT (customer_id) DO UPDATE SET decided_at = ?2, decided_by = ?3, records = ?4, clues = ?5, step = ?6
         WHERE decided_at IS NULL`,
      )
      .bind(customer, act.at, act.by, ids, clues, ERASURE_STEPS[0], seen),
    ...emptied(db, customer, ids, act),
  ])
  return decided?.meta.changes === 1
}

const DECIDED = 'EXISTS (SELECT 1 FROM erasures WHERE customer_id = ?1 AND decided_at IS NOT NULL)'
const RECORD = '(SELECT value FROM json_each(?2))'

/** The words lead to people and not back, so that whole tables are read; it is done once for each person who asks. */
function emptied(db: D1Database, customer: string, ids: string, act: Act): D1PreparedStatement[] {
  const change = (statement: string) => db.prepare(`${statement} AND ${DECIDED}`)
  return [
    // Before the row is emptied: a decision that is repeated writes no second line.
    line(
      db,
      `FROM customers WHERE id = ?4 AND erased_at IS NULL
         AND EXISTS (SELECT 1 FROM erasures WHERE customer_id = ?4 AND decided_at IS NOT NULL)`,
      act,
      ERASURE.decided,
      customer,
    ),
    change(`DELETE FROM customer_terms WHERE customer_id IN ${RECORD}`).bind(customer, ids),
    change(`DELETE FROM customer_tags WHERE customer_id IN ${RECORD}`).bind(customer, ids),
    change(
      `UPDATE memberships SET ended_at = ?3, due_at = NULL WHERE ended_at IS NULL AND customer_id IN ${RECORD}`,
    ).bind(customer, ids, act.at),
    change(
      `UPDATE plan_vouchers SET state = 'refused', reason = 'customer_erased' WHERE state = 'waiting' AND customer_id IN ${RECORD}`,
    ).bind(customer, ids),
    change(
      `UPDATE customers SET name = ?4, email = NULL, phone = NULL, card_token = 'erased ' || id, birthday = NULL,
         locale = NULL, zone = NULL, tags = '[]', marketing = 0, notes = NULL, plan_id = NULL, digest = '',
         version = version + 1, erased_at = ?3, updated_at = ?3
       WHERE id IN ${RECORD}`,
    ).bind(customer, ids, act.at, ERASED_NAME),
  ]
}

/** Erasures that were decided and are not done yet: those never taken up first, then those that had their turn longest ago. */
export async function unfinishedErasures(db: D1Database, most: number): Promise<readonly ErasureRow[]> {
  return drizzle(db)
    .select()
    .from(erasures)
    .where(and(isNotNull(erasures.decidedAt), isNull(erasures.finishedAt)))
    .orderBy(asc(erasures.triedAt), asc(erasures.decidedAt))
    .limit(most)
}

/** Notes that the clock takes an erasure up: before anything is done, since what ends a run may leave no time for a note. */
export async function erasureTried(db: D1Database, customer: string, at: number): Promise<void> {
  await drizzle(db).update(erasures).set({ triedAt: at }).where(eq(erasures.customerId, customer))
}

/** Notes how far an erasure has come; with no step left it is done, and what they were looked for by goes too. */
export async function advanceErasure(
  db: D1Database,
  { customerId, step, cursor }: ErasureRow,
  to: { readonly step: ErasureStep | null; readonly cursor: string | null },
  now: number,
): Promise<ErasureRow | null> {
  const here = and(
    eq(erasures.customerId, customerId),
    sql`${erasures.step} IS ${step} AND ${erasures.cursor} IS ${cursor}`,
  )
  const done = to.step === null ? { finishedAt: now, clues: null } : {}
  await drizzle(db)
    .update(erasures)
    .set({ ...to, ...done })
    .where(here)
  return erasureOf(db, customerId)
}

/** Everybody who was erased, or is about to be, with all their records. */
export async function erasedSince(db: D1Database, since: number): Promise<readonly ErasureRow[]> {
  const { decidedAt, finishedAt } = erasures
  const lately = or(gt(finishedAt, since), and(isNotNull(decidedAt), isNull(finishedAt)))
  return drizzle(db).select().from(erasures).where(lately)
}
