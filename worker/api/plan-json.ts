import { type Instant, rfc3339 } from '../../src/local-time.ts'
import { membershipStatus, periodStart } from '../../src/membership.ts'
import { planNames } from '../library/customer-plans.ts'
import type { MembershipRow } from '../library/memberships.ts'
import { vouchersOfPlan } from '../library/plan-vouchers.ts'
import { instantJson } from './account-json.ts'

/** Memberships as the API shows them. */
export async function membershipsJson(db: D1Database, rows: readonly MembershipRow[], now: Instant) {
  const names = await planNames(
    db,
    rows.map(({ planId }) => planId),
  )
  return Promise.all(rows.map((row) => membershipJson(db, row, names, now)))
}

async function membershipJson(
  db: D1Database,
  row: MembershipRow,
  names: ReadonlyMap<string, string>,
  now: Instant,
) {
  const vouchers = await vouchersOfPlan(db, row.id)
  const status = membershipStatus(row, row.endedAt, now)
  return {
    id: row.id,
    customer_id: row.customerId,
    plan: { id: row.planId, name: names.get(row.planId) ?? null },
    status,
    starts_at: rfc3339(row.startsAt),
    ends_at: instantJson(row.endsAt),
    ended_at: instantJson(row.endedAt),
    period: row.period,
    next_period_at: status === 'ended' ? null : instantJson(periodStart(row, row.nextPeriod)),
    vouchers: vouchers.map(({ period, offerId, state, voucherId, reason }) => ({
      period,
      offer_id: offerId,
      status: state,
      voucher_id: voucherId,
      reason,
    })),
    sold_at: rfc3339(row.soldAt),
    sold_by: row.place.by,
  }
}
