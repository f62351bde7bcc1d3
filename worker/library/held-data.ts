import { and, desc, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { approvals } from '../../migrations/schema/approvals.ts'
import { audits } from '../../migrations/schema/audits.ts'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { rfc3339 } from '../../src/local-time.ts'
import { anyOf } from './any-of.ts'

/** Who did what with these records of one person, newest first. */
export async function changesOf(db: D1Database, records: readonly string[]) {
  return drizzle(db)
    .select({ at: audits.at, by: audits.by, action: audits.action })
    .from(audits)
    .where(anyOf(audits.subject, records))
    .orderBy(desc(audits.at))
}

/** A voucher, and where it stands among those of its holder. */
export type HeldPlace = Pick<typeof vouchers.$inferSelect, 'id' | 'issuedAt'>

/** The vouchers held under these records, newest first, behind `after`. */
export async function vouchersHeldBy(
  db: D1Database,
  records: readonly string[],
  after: HeldPlace | null,
  most: number,
): Promise<readonly HeldPlace[]> {
  const { id, issuedAt } = vouchers
  const behind = after === null ? undefined : sql`(${issuedAt}, ${id}) < (${after.issuedAt}, ${after.id})`
  return drizzle(db)
    .select({ id, issuedAt })
    .from(vouchers)
    .where(and(anyOf(vouchers.customerId, records), behind))
    .orderBy(desc(issuedAt), desc(id))
    .limit(most)
}

/** How many vouchers are held under these records. */
export async function countHeldBy(db: D1Database, records: readonly string[]): Promise<number> {
  return drizzle(db).$count(vouchers, anyOf(vouchers.customerId, records))
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
    .where(anyOf(of('customer_id'), records))
    .orderBy(desc(approvals.askedAt))
  return rows.map(({ askedAt, title, ...row }) => ({
    ...row,
    asked_at: rfc3339(askedAt),
    title: title ?? '',
  }))
}
