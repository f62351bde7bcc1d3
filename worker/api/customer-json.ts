import { rfc3339 } from '../../src/local-time.ts'
import { planNames } from '../library/customer-plans.ts'
import type { CustomerRow } from '../library/customers.ts'
import { type MembershipRow, runningMemberships } from '../library/memberships.ts'
import { instantJson } from './account-json.ts'

/** Customers as the API shows them at that moment. */
export async function customersJson(db: D1Database, rows: readonly CustomerRow[], now: number) {
  const members = rows.filter(({ planId }) => planId !== null)
  const [plans, sold] = await Promise.all([
    planNames(
      db,
      members.flatMap(({ planId }) => planId ?? []),
    ),
    runningMemberships(
      db,
      members.map(({ id }) => id),
      now,
    ),
  ])
  return rows.map((row) => customerJson(row, plans, sold))
}

/** One customer. `asked`: the id they were asked for by, which may be that of a record merged since. */
export async function oneCustomerJson(db: D1Database, row: CustomerRow, now: number, asked = row.id) {
  const [customer] = await customersJson(db, [row], now)
  return { ...customer, merged_into: asked === row.id ? null : row.id }
}

function customerJson(row: CustomerRow, plans: ReadonlyMap<string, string>, sold: readonly MembershipRow[]) {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    card_token: row.cardToken,
    birthday: row.birthday,
    locale: row.locale,
    zone: row.zone,
    tags: row.tags,
    plan: row.planId === null ? null : planJson(row.id, row.planId, plans, sold),
    consents: { marketing: row.marketing },
    notes: row.notes,
    created_at: rfc3339(row.createdAt),
    updated_at: rfc3339(row.updatedAt ?? row.createdAt),
    version: row.version,
    merged_into: row.mergedInto,
  }
}

/** Their plan, and the membership it follows from where it was sold here. */
function planJson(
  customer: string,
  id: string,
  plans: ReadonlyMap<string, string>,
  sold: readonly MembershipRow[],
) {
  const membership = sold.find(({ customerId, planId }) => customerId === customer && planId === id)
  return {
    id,
    name: plans.get(id) ?? null,
    membership_id: membership?.id ?? null,
    ends_at: instantJson(membership?.endsAt ?? null),
  }
}
