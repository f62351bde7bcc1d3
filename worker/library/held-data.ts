import { desc, inArray, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { approvals } from '../../migrations/schema/approvals.ts'
import { audits } from '../../migrations/schema/audits.ts'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { rfc3339 } from '../../src/local-time.ts'

const CHANGES_MOST = 500

/** Who did what with these records of one person, newest first. */
export async function changesOf(db: D1Database, records: readonly string[]) {
  return drizzle(db)
    .select({ at: audits.at, by: audits.by, action: audits.action })
    .from(audits)
    .where(inArray(audits.subject, [...records]))
    .orderBy(desc(audits.at))
    .limit(CHANGES_MOST)
}

/** Ids of the vouchers held under these records, newest first. */
export async function vouchersHeldBy(
  db: D1Database,
  records: readonly string[],
  most: number,
): Promise<readonly string[]> {
  const rows = await drizzle(db)
    .select({ id: vouchers.id })
    .from(vouchers)
    .where(inArray(vouchers.customerId, [...records]))
    .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(most)
  return rows.map(({ id }) => id)
}

/** Requests for vouchers of theirs that were above a budget, with what was typed. */
export async function requestsFor(db: D1Database, records: readonly string[]) {
  const of = (field: string) => sql<string | null>`${approvals.request} ->> ${field}`
  const rows = await drizzle(db)
    .select({
      askedAt: approvals.askedAt,
      state: approvals.state,
      title: of('title'),
      reason: of('reason'),
      note: of('note'),
    })
    .from(approvals)
    .where(inArray(of('customer_id'), [...records]))
    .orderBy(desc(approvals.askedAt))
    .limit(CHANGES_MOST)
  return rows.map(({ askedAt, title, ...row }) => ({
    ...row,
    asked_at: rfc3339(askedAt),
    title: title ?? '',
  }))
}
