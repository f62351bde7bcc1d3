import type { Context } from 'hono'
import { membershipStatus, periodStart } from '../../src/membership.ts'
import type { PlanView } from '../../views/customer/plan-slip.tsx'
import type { AppEnv } from '../env.ts'
import type { CustomerRow } from '../library/customers.ts'
import { listRow } from '../library/lists.ts'
import { membershipsOf } from '../library/memberships.ts'

/** The plan a customer has, or else the next one they bought; null where there is none. */
export async function ownPlan(c: Context<AppEnv>, { id, planId }: CustomerRow): Promise<PlanView | null> {
  const now = c.get('now')
  const sold = await membershipsOf(c.env.DB, id)
  const of = (status: 'active' | 'scheduled') =>
    sold.findLast((one) => membershipStatus(one, one.endedAt, now) === status)
  const membership = of('active') ?? (planId === null ? of('scheduled') : undefined)
  const plan = membership?.planId ?? planId
  const row = plan === null ? null : await listRow(c.env.DB, 'plans', plan)
  if (row === null) return null
  const { gives } = row.facts
  return {
    name: row.name,
    gives: Array.isArray(gives) ? gives.map(String) : [],
    beginsAt: membership !== undefined && membership.startsAt > now ? membership.startsAt : null,
    endsAt: membership?.endsAt ?? null,
    nextAt:
      membership === undefined || membership.startsAt > now ? null : nextVouchers(row.facts, membership),
    sold: membership !== undefined,
  }
}

/** When vouchers come next; null where the plan gives none. */
function nextVouchers(
  { vouchers }: Readonly<Record<string, unknown>>,
  membership: Parameters<typeof periodStart>[0] & { readonly nextPeriod: number },
) {
  const some = Array.isArray(vouchers) && vouchers.length > 0
  return some ? periodStart(membership, membership.nextPeriod) : null
}
