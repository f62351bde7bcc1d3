import type { Context } from 'hono'
import { membershipStatus, periodStart } from '../../../src/membership.ts'
import type { MembershipView, NotGiven } from '../../../views/admin/customers/plan-section.tsx'
import type { AppEnv } from '../../env.ts'
import { planNames } from '../../library/customer-plans.ts'
import { type MembershipRow, membershipsOf } from '../../library/memberships.ts'
import { offersNamed } from '../../library/offers.ts'
import { type PlanVoucherRow, vouchersOfPlan } from '../../library/plan-vouchers.ts'

/** So many plans of a customer are shown, the latest. */
const SHOWN_MOST = 5

/** The plans a customer has, had or will have, with what each gave. */
export async function membershipViews(
  c: Context<AppEnv>,
  customer: string,
): Promise<readonly MembershipView[]> {
  const db = c.env.DB
  const rows = (await membershipsOf(db, customer)).slice(0, SHOWN_MOST)
  const owed = await Promise.all(rows.map((row) => vouchersOfPlan(db, row.id)))
  const refused = owed.flat().filter(({ state }) => state === 'refused')
  const [plans, offers] = await Promise.all([
    planNames(
      db,
      rows.map(({ planId }) => planId),
    ),
    offersNamed(db, [...new Set(refused.map(({ offerId }) => offerId))]),
  ])
  const names = new Map(offers.map(({ id, facts }) => [String(id), facts.name]))
  return rows.map((row, index) =>
    membershipView(row, owed[index] ?? [], plans.get(row.planId) ?? row.planId, names, c.get('now')),
  )
}

function membershipView(
  row: MembershipRow,
  owed: readonly PlanVoucherRow[],
  plan: string,
  names: ReadonlyMap<string, string>,
  now: number,
): MembershipView {
  const times = (state: PlanVoucherRow['state']) => owed.filter((one) => one.state === state).length
  return {
    id: row.id,
    plan,
    status: membershipStatus(row, row.endedAt, now),
    startsAt: row.startsAt,
    endsAt: row.endedAt ?? row.endsAt,
    nextAt: periodStart(row, row.nextPeriod),
    given: times('issued'),
    waiting: times('waiting'),
    notGiven: refusals(owed, names),
  }
}

/** Those of one offer and one reason together. */
function refusals(owed: readonly PlanVoucherRow[], names: ReadonlyMap<string, string>): readonly NotGiven[] {
  const found = new Map<string, NotGiven>()
  for (const { state, offerId, reason } of owed) {
    if (state !== 'refused') continue
    const key = `${offerId} ${reason}`
    const count = (found.get(key)?.count ?? 0) + 1
    found.set(key, { offer: names.get(offerId) ?? null, count, reason: reason ?? '' })
  }
  return [...found.values()]
}
