import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { approvals } from '../../migrations/schema/approvals.ts'
import { audits } from '../../migrations/schema/audits.ts'
import type { VoucherId } from '../../src/id.ts'
import { type Act, auditIf, auditLine } from './audit.ts'

/** A request for a voucher above a budget, as D1 keeps it. */
export type ApprovalRow = typeof approvals.$inferSelect

const WAITS = { before: null, after: { state: 'waiting' } }

/** Asks for an approval; the same command again is the same request. Null when other content was sent under its key. */
export async function askApproval(
  db: D1Database,
  asking: Pick<ApprovalRow, 'id' | 'request' | 'place' | 'command' | 'digest'>,
  act: Act,
): Promise<ApprovalRow | null> {
  const library = drizzle(db)
  const undecided = { decidedBy: null, decidedAt: null, reason: null, voucherId: null }
  const row: ApprovalRow = {
    ...asking,
    ...undecided,
    askedBy: act.by,
    askedAt: act.at,
    state: 'waiting',
  }
  const byCommand = eq(approvals.command, asking.command)
  const earlier = await library.select().from(approvals).where(byCommand).get()
  if (earlier === undefined) {
    const audit = auditLine(act, { action: 'approval_asked', subject: asking.id, ...WAITS })
    try {
      await library.batch([library.insert(approvals).values(row), library.insert(audits).values(audit)])
      return row
    } catch (failure) {
      const first = await library.select().from(approvals).where(byCommand).get()
      if (first === undefined) throw failure
      return first.digest === asking.digest ? first : null
    }
  }
  return earlier.digest === asking.digest ? earlier : null
}

/** The request of that id, or null. */
export async function approvalById(db: D1Database, id: string): Promise<ApprovalRow | null> {
  return (await drizzle(db).select().from(approvals).where(eq(approvals.id, id)).get()) ?? null
}

/** Requests in one state, those that wait longest first, else the newest. */
export async function approvalsIn(
  db: D1Database,
  state: ApprovalRow['state'],
  limit: number,
): Promise<readonly ApprovalRow[]> {
  const order =
    state === 'waiting' ? [approvals.askedAt, approvals.id] : [desc(approvals.askedAt), desc(approvals.id)]
  return drizzle(db)
    .select()
    .from(approvals)
    .where(eq(approvals.state, state))
    .orderBy(...order)
    .limit(limit)
}

/** What somebody asked for, newest first. */
export async function approvalsOf(
  db: D1Database,
  asker: string,
  limit: number,
): Promise<readonly ApprovalRow[]> {
  return drizzle(db)
    .select()
    .from(approvals)
    .where(eq(approvals.askedBy, asker))
    .orderBy(desc(approvals.askedAt), desc(approvals.id))
    .limit(limit)
}

/** Decides a request that still waits, with its audit row in the same batch; the first decision stands. */
export async function decideApproval(
  db: D1Database,
  id: string,
  decision: { readonly state: 'approved' | 'declined'; readonly reason: string | null },
  act: Act,
): Promise<ApprovalRow | null> {
  const library = drizzle(db)
  const waiting = and(eq(approvals.id, id), eq(approvals.state, 'waiting'))
  const [, decided] = await library.batch([
    auditIf(
      library,
      act,
      { action: `approval_${decision.state}`, subject: id, before: { state: 'waiting' }, after: decision },
      sql`from ${approvals} where ${waiting}`,
    ),
    library
      .update(approvals)
      .set({ ...decision, decidedBy: act.by, decidedAt: act.at })
      .where(waiting)
      .returning(),
  ])
  return decided[0] ?? approvalById(db, id)
}

/** Notes which voucher an approved request became. */
export async function approvalFulfilled(db: D1Database, id: string, voucher: VoucherId): Promise<void> {
  await drizzle(db).update(approvals).set({ voucherId: voucher }).where(eq(approvals.id, id))
}

/** Turns an approved request that could not become a voucher into a declined one that says why. */
export async function approvalFailed(db: D1Database, id: string, reason: string, act: Act): Promise<void> {
  const library = drizzle(db)
  const unfulfilled = and(eq(approvals.id, id), eq(approvals.state, 'approved'), isNull(approvals.voucherId))
  await library.batch([
    library.update(approvals).set({ state: 'declined', reason }).where(unfulfilled),
    library.insert(audits).values(
      auditLine(act, {
        action: 'approval_failed',
        subject: id,
        before: { state: 'approved' },
        after: { state: 'declined', reason },
      }),
    ),
  ])
}
