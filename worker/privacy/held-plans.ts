import { rfc3339 } from '../../src/local-time.ts'
import type { HeldData } from '../../views/customer/privacy/held-data.ts'
import { instantJson } from '../api/account-json.ts'
import { planNames } from '../library/customer-plans.ts'
import { membershipsOf } from '../library/memberships.ts'

/** The plans a customer bought; those of records that became theirs are theirs too. */
export async function plansBought(db: D1Database, customer: string): Promise<HeldData['plans']> {
  const sold = await membershipsOf(db, customer)
  const names = await planNames(
    db,
    sold.map(({ planId }) => planId),
  )
  return sold.map(({ planId, startsAt, endsAt, endedAt }) => ({
    name: names.get(planId) ?? planId,
    starts_at: rfc3339(startsAt),
    ends_at: instantJson(endedAt ?? endsAt),
  }))
}
