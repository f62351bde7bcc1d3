import { desc, eq, inArray } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { audits } from '../../migrations/schema/audits.ts'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { CONSENT } from './customers.ts'
import type { VoucherRow } from './voucher-list.ts'

/** So many vouchers of one person are read for their page. */
export const HELD_MOST = 200
const AUDITS_MOST = 200

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
