import { rfc3339 } from '../../src/local-time.ts'
import { planNames } from '../library/customer-plans.ts'
import type { CustomerRow } from '../library/customers.ts'

/** Customers as the API shows them. */
export async function customersJson(db: D1Database, rows: readonly CustomerRow[]) {
  const plans = await planNames(
    db,
    rows.flatMap(({ planId }) => planId ?? []),
  )
  return rows.map((row) => customerJson(row, plans))
}

/** One customer. `asked`: the id they were asked for by, which may be that of a record merged since. */
export async function oneCustomerJson(db: D1Database, row: CustomerRow, asked = row.id) {
  const plans = await planNames(db, row.planId === null ? [] : [row.planId])
  return { ...customerJson(row, plans), merged_into: asked === row.id ? null : row.id }
}

function customerJson(row: CustomerRow, plans: ReadonlyMap<string, string>) {
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
    plan: row.planId === null ? null : { id: row.planId, name: plans.get(row.planId) ?? null },
    consents: { marketing: row.marketing },
    notes: row.notes,
    created_at: rfc3339(row.createdAt),
    updated_at: rfc3339(row.updatedAt ?? row.createdAt),
    version: row.version,
    merged_into: row.mergedInto,
  }
}
