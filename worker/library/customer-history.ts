import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { audits } from '../../migrations/schema/audits.ts'
import { entries, vouchers } from '../../migrations/schema/vouchers.ts'
import { CONSENT } from './customers.ts'
import type { VoucherRow } from './voucher-list.ts'

/** So many vouchers of one person are read for their page. */
export const HELD_MOST = 200
const VISITS_MOST = 500
const AUDITS_MOST = 200

/** A use of a voucher, or its reversal. */
export interface VisitRow {
  readonly voucherId: string
  readonly seq: number
  readonly kind: string
  readonly at: number
  readonly storeId: string | null
}

/** Vouchers held under any of these records of one person, newest first. */
export async function vouchersHeld(
  db: D1Database,
  records: readonly string[],
): Promise<readonly VoucherRow[]> {
  return drizzle(db)
    .select()
    .from(vouchers)
    .where(inArray(vouchers.customerId, [...records]))
    .orderBy(desc(vouchers.issuedAt), desc(vouchers.id))
    .limit(HELD_MOST)
}

/** What was redeemed and rolled back of these vouchers, newest first, found along the key of each voucher. */
export async function visitsBy(db: D1Database, ids: readonly string[]): Promise<readonly VisitRow[]> {
  if (ids.length === 0) return []
  const { voucherId, seq, kind, at, storeId, outcome } = entries
  const rows = await drizzle(db)
    .select({ voucherId, seq, kind, at, storeId })
    .from(entries)
    .where(
      and(
        sql`${voucherId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        inArray(kind, ['redeemed', 'rolled_back']),
        eq(outcome, 'accepted'),
      ),
    )
    .limit(VISITS_MOST)
  return rows.toSorted((a, b) => b.at - a.at || b.seq - a.seq)
}

/** When the consent to marketing was last changed, and by whom; null if never. */
export async function consentChange(
  db: D1Database,
  customer: string,
): Promise<{ readonly at: number; readonly by: string } | null> {
  const rows = await drizzle(db)
    .select({ at: audits.at, by: audits.by, action: audits.action })
    .from(audits)
    .where(eq(audits.subject, customer))
    .orderBy(desc(audits.at))
    .limit(AUDITS_MOST)
  const consents: readonly string[] = Object.values(CONSENT)
  return rows.find(({ action }) => consents.includes(action)) ?? null
}
