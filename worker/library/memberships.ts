import { and, asc, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { memberships } from '../../migrations/schema/memberships.ts'
import { dueAt, type MembershipId } from '../../src/membership.ts'
import { type Act, jsonOf } from './audit.ts'
import { refusedSale, refusing } from './refused-sales.ts'

/** A membership as D1 keeps it. */
export type MembershipRow = typeof memberships.$inferSelect

/** What came of selling a plan. `running`: another one runs in that time, and this is it as it was then. */
export type Sale =
  | { readonly kind: 'sold' | 'replayed'; readonly membership: MembershipRow }
  | { readonly kind: 'running'; readonly membership: MembershipRow; readonly replayed: boolean }
  | { readonly kind: 'key_reused' | 'customer_gone' }

/** So many memberships of one customer are told of, the newest. */
const TOLD_MOST = 50
/** Later than anybody sells anything: what has no end compares as if it ended then. */
const NEVER = 9e15

/** What came of that command before; null where it was never decided. Asked first: whatever has changed since, it is answered as then. */
export async function saleBefore(
  db: D1Database,
  { command, digest }: Pick<MembershipRow, 'command' | 'digest'>,
): Promise<Sale | null> {
  const [sold, refused] = await Promise.all([byCommand(db, command), refusedSale(db, command)])
  const before = sold ?? refused
  if (before === null) return null
  if (before.digest !== digest) return { kind: 'key_reused' }
  if (sold !== null) return { kind: 'replayed', membership: sold }
  const running = refused && (await membershipById(db, refused.membershipId))
  return running && { kind: 'running', membership: { ...running, endsAt: refused.endsAt }, replayed: true }
}

/**
 * Sells a plan, with the line in the log, in one atomic batch: unless another one runs in that time, which is remembered, or
 * the customer gave way or was erased. What it brings follows from the row, by whoever takes it up next.
 */
export async function sellMembership(db: D1Database, row: MembershipRow, act: Act): Promise<Sale> {
  try {
    const [sold] = await db.batch([insertion(db, row), saleLine(db, row, act), ...refusing(db, row, NEVER)])
    if (sold?.meta.changes === 1) return { kind: 'sold', membership: row }
  } catch (failure) {
    const meanwhile = await saleBefore(db, row)
    if (meanwhile === null) throw failure
    return meanwhile
  }
  const decided = await saleBefore(db, row)
  if (decided?.kind === 'running') return { ...decided, replayed: false }
  return decided ?? { kind: 'customer_gone' }
}

/** The memberships of a customer, the latest to begin first, what is over among them. */
export async function membershipsOf(db: D1Database, customer: string): Promise<readonly MembershipRow[]> {
  const { customerId, startsAt } = memberships
  const of = drizzle(db).select().from(memberships).where(eq(customerId, customer))
  return of.orderBy(desc(startsAt)).limit(TOLD_MOST)
}

/** The membership of that id, if it is this customer's. */
export async function membershipOf(
  db: D1Database,
  customer: string,
  id: string,
): Promise<MembershipRow | null> {
  const row = await membershipById(db, id)
  return row?.customerId === customer ? row : null
}

/** The membership of that id, or null. */
export async function membershipById(db: D1Database, id: string): Promise<MembershipRow | null> {
  const named = sql`${memberships.id} = ${id}`
  return (await drizzle(db).select().from(memberships).where(named).get()) ?? null
}

/** The memberships that run at that moment, of these customers. */
export async function runningMemberships(
  db: D1Database,
  customers: readonly string[],
  now: number,
): Promise<readonly MembershipRow[]> {
  if (customers.length === 0) return []
  const { customerId, startsAt, endsAt, endedAt } = memberships
  return drizzle(db)
    .select()
    .from(memberships)
    .where(
      and(
        sql`${customerId} IN (SELECT value FROM json_each(${JSON.stringify(customers)}))`,
        lte(startsAt, now),
        isNull(endedAt),
        sql`coalesce(${endsAt}, ${NEVER}) > ${now}`,
      ),
    )
}

/** Memberships the clock has something to do with, those due longest first; of one moment, what began first. */
export async function dueMemberships(
  db: D1Database,
  now: number,
  most: number,
): Promise<readonly MembershipRow[]> {
  const due = and(isNotNull(memberships.dueAt), lte(memberships.dueAt, now))
  const rows = drizzle(db).select().from(memberships).where(due)
  return rows.orderBy(asc(memberships.dueAt), asc(memberships.startsAt)).limit(most)
}

/** One of the vouchers a period owes: of which offer, and why it cannot be issued, where that is plain already. */
export interface Owed {
  readonly offer: string
  readonly obstacle: string | null
}

/**
 * Begins the next period of a membership in one atomic batch, if it still is the next: what it owes is written down, and
 * from here on the customer has the plan. False: somebody else has begun it.
 */
export async function beginPeriod(
  db: D1Database,
  row: MembershipRow,
  owed: readonly Owed[],
  now: number,
): Promise<boolean> {
  const { id, nextPeriod } = row
  const still = `FROM memberships WHERE id = ?1 AND next_period = ?2 AND ended_at IS NULL`
  const [, , begun] = await db.batch([
    db
      .prepare(
        `INSERT INTO plan_vouchers (membership_id, period, n, customer_id, offer_id, state, reason, at)
         SELECT memberships.id, ?2, owed.key, customer_id, owed.value ->> 'offer',
           iif(owed.value ->> 'obstacle' IS NULL, 'waiting', 'refused'), owed.value ->> 'obstacle', ?3
         FROM memberships, json_each(?4) AS owed WHERE memberships.id = ?1 AND next_period = ?2 AND ended_at IS NULL`,
      )
      .bind(id, nextPeriod, now, JSON.stringify(owed)),
    db
      .prepare(
        `UPDATE customers SET plan_id = ?3, version = version + 1, updated_at = ?4
         WHERE id = (SELECT customer_id ${still}) AND plan_id IS NOT ?3`,
      )
      .bind(id, nextPeriod, row.planId, now),
    db
      .prepare(
        'UPDATE memberships SET next_period = ?2 + 1, due_at = ?3 WHERE id = ?1 AND next_period = ?2 AND ended_at IS NULL',
      )
      .bind(id, nextPeriod, dueAt(row, nextPeriod + 1)),
  ])
  return begun?.meta.changes === 1
}

/** Ends a membership, with a line in the log where somebody does it; whoever has no other then has no plan. Ended before, nothing changes. */
export async function endMembership(
  db: D1Database,
  row: MembershipRow,
  endedAt: number,
  { act, now }: { readonly act: Act | null; readonly now: number },
): Promise<boolean> {
  const [done] = (
    await db.batch([
      ...(act === null ? [] : [endingLine(db, row, endedAt, act)]),
      db
        .prepare(
          `UPDATE customers SET plan_id = NULL, version = version + 1, updated_at = ?2
           WHERE id = (SELECT customer_id FROM memberships WHERE id = ?1 AND ended_at IS NULL) AND plan_id = ?3
             AND NOT EXISTS (SELECT 1 FROM memberships AS other WHERE other.customer_id = customers.id AND other.id <> ?1
               AND other.ended_at IS NULL AND other.starts_at <= ?2 AND coalesce(other.ends_at, ${NEVER}) > ?2)
             AND EXISTS (SELECT 1 FROM memberships WHERE id = ?1 AND starts_at <= ?2)`,
        )
        .bind(row.id, now, row.planId),
      db
        .prepare('UPDATE memberships SET ended_at = ?2, due_at = NULL WHERE id = ?1 AND ended_at IS NULL')
        .bind(row.id, endedAt),
    ])
  ).slice(-1)
  return done?.meta.changes === 1
}

async function byCommand(db: D1Database, command: string): Promise<MembershipRow | null> {
  const sent = eq(memberships.command, command)
  return (await drizzle(db).select().from(memberships).where(sent).get()) ?? null
}

function insertion(db: D1Database, row: MembershipRow): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO memberships (id, customer_id, plan_id, starts_at, ends_at, zone, period, next_period, due_at, place, sold_at, command, digest)
       SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13 FROM customers
       WHERE id = ?2 AND merged_into IS NULL AND erased_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM refused_sales WHERE refused_sales.command = ?12)
         AND NOT EXISTS (SELECT 1 FROM memberships AS other
         WHERE other.customer_id = ?2 AND other.ended_at IS NULL
           AND other.starts_at < coalesce(?5, ${NEVER}) AND ?4 < coalesce(other.ends_at, ${NEVER}))`,
    )
    .bind(
      row.id,
      row.customerId,
      row.planId,
      row.startsAt,
      row.endsAt,
      row.zone,
      row.period,
      row.nextPeriod,
      row.dueAt,
      JSON.stringify(row.place),
      row.soldAt,
      row.command,
      row.digest,
    )
}

function saleLine(db: D1Database, row: MembershipRow, act: Act): D1PreparedStatement {
  const { planId, startsAt, endsAt } = row
  const after = { planId, starts_at: startsAt, ends_at: endsAt }
  return line(db, act, 'plan_sold', row, { before: null, after }, '')
}

function endingLine(db: D1Database, row: MembershipRow, endedAt: number, act: Act): D1PreparedStatement {
  const told = {
    before: { planId: row.planId, ends_at: row.endsAt },
    after: { planId: null, ends_at: endedAt },
  }
  return line(db, act, 'plan_ended', row, told, 'AND ended_at IS NULL')
}

/** A line about the customer, there exactly if that membership is, as it says. */
function line(
  db: D1Database,
  { at, by, role, device, from }: Act,
  action: 'plan_sold' | 'plan_ended',
  { id }: { readonly id: MembershipId },
  { before, after }: { readonly before: object | null; readonly after: object },
  where: string,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO audits (at, by, action, subject, role, device, came_from, before, after)
       SELECT ?2, ?3, ?4, customer_id, ?5, ?6, ?7, ?8, ?9 FROM memberships WHERE id = ?1 ${where}`,
    )
    .bind(id, at, by, action, role, device, from, jsonOf(before), jsonOf(after))
}
