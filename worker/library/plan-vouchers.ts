import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { memberships, planVouchers } from '../../migrations/schema/memberships.ts'
import type { MembershipId } from '../../src/membership.ts'
import type { MembershipRow } from './memberships.ts'

/** One voucher a period owes, and what became of it. */
export type PlanVoucherRow = typeof planVouchers.$inferSelect

/** A voucher that is still to be issued, and the membership that owes it. */
export interface Waiting {
  readonly owed: PlanVoucherRow
  readonly membership: MembershipRow
}

/** What became of it. */
export type Outcome =
  | { readonly state: 'issued'; readonly voucherId: string }
  | { readonly state: 'refused'; readonly reason: string }

/** So many vouchers of a membership are told of, the newest. */
const TOLD_MOST = 200

const isWaiting = sql`${planVouchers.state} = 'waiting'`

/** Vouchers that still wait, those never tried first, then those whose turn is longest ago. */
export async function waitingVouchers(db: D1Database, most: number): Promise<readonly Waiting[]> {
  return drizzle(db)
    .select({ owed: planVouchers, membership: memberships })
    .from(planVouchers)
    .innerJoin(memberships, eq(memberships.id, planVouchers.membershipId))
    .where(isWaiting)
    .orderBy(asc(planVouchers.triedAt), asc(planVouchers.at))
    .limit(most)
}

/** What a membership's periods brought, the newest period first. */
export async function vouchersOfPlan(db: D1Database, id: MembershipId): Promise<readonly PlanVoucherRow[]> {
  const { membershipId, period, n } = planVouchers
  const of = drizzle(db).select().from(planVouchers).where(eq(membershipId, id))
  const rows = await of.orderBy(desc(period), desc(n)).limit(TOLD_MOST)
  return rows.toSorted((a, b) => b.period - a.period || a.n - b.n)
}

/** Notes that it is taken up now: before anything is done, since what ends a run may leave no time for a note. */
export async function voucherTried(db: D1Database, row: PlanVoucherRow, now: number): Promise<void> {
  await drizzle(db).update(planVouchers).set({ triedAt: now }).where(isRow(row))
}

/** Notes what became of it. That it was issued is never unsaid, and says more than a refusal. */
export async function voucherSettled(db: D1Database, row: PlanVoucherRow, outcome: Outcome): Promise<void> {
  await drizzle(db)
    .update(planVouchers)
    .set({ voucherId: null, reason: null, ...outcome })
    .where(and(isRow(row), outcome.state === 'issued' ? undefined : isWaiting))
}

function isRow({ membershipId, period, n }: PlanVoucherRow) {
  return and(
    eq(planVouchers.membershipId, membershipId),
    eq(planVouchers.period, period),
    eq(planVouchers.n, n),
  )
}
