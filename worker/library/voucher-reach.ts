import { type SQL, sql } from 'drizzle-orm'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { type Reach, reachesVoucher } from '../../src/reach.ts'
import type { Terms } from '../../src/terms.ts'

type Row = Pick<typeof vouchers.$inferSelect, 'terms' | 'issuedStoreId' | 'issuedBy' | 'redeemedStoreId'>

/** Whether a row of the list lies within: applied while reading, so that no index is needed for it. */
export function rowIsWithin(reach: Reach, row: Row): boolean {
  if (reach.kind === 'brand') return true
  return reachesVoucher(reach, {
    storeIds: (JSON.parse(row.terms) as Terms).store_ids,
    issuedIn: row.issuedStoreId,
    issuedBy: row.issuedBy,
    redeemedIn: [row.redeemedStoreId],
  })
}

/** The same as SQL, for what is only counted; undefined where everything lies within. */
export function rowsWithin(reach: Reach): SQL | undefined {
  if (reach.kind === 'brand') return undefined
  if (reach.kind !== 'stores') return sql`0`
  const own = JSON.stringify(reach.stores)
  const within = sql`(SELECT value FROM json_each(${own}))`
  return sql`(json_array_length(${vouchers.terms}, '$.store_ids') = 0 OR ${vouchers.issuedBy} = ${reach.by}
    OR ${vouchers.issuedStoreId} IN ${within} OR ${vouchers.redeemedStoreId} IN ${within}
    OR EXISTS (SELECT 1 FROM json_each(${vouchers.terms}, '$.store_ids') AS named WHERE named.value IN ${within}))`
}
