import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { refusedSales } from '../../migrations/schema/memberships.ts'
import { ATTEMPTS_KEPT } from '../../src/ledger.ts'
import type { MembershipRow } from './memberships.ts'

/** A sale that was refused, and the membership that ran then. */
export type RefusedSale = typeof refusedSales.$inferSelect

/** The sale that was refused under that command, or null. */
export async function refusedSale(db: D1Database, command: string): Promise<RefusedSale | null> {
  const sent = eq(refusedSales.command, command)
  return (await drizzle(db).select().from(refusedSales).where(sent).get()) ?? null
}

/**
 * Remembers in the batch that would sell it that a sale was refused because another plan runs in that time; of each customer
 * the newest are kept. Behind the statement that sells: where that has sold, nothing is refused.
 */
export function refusing(db: D1Database, row: MembershipRow, never: number): readonly D1PreparedStatement[] {
  const { command, digest, customerId, startsAt, endsAt, soldAt } = row
  return [
    db
      .prepare(
        `INSERT INTO refused_sales (command, digest, customer_id, membership_id, ends_at, at)
         SELECT ?1, ?2, customer_id, id, ends_at, ?6 FROM memberships
         WHERE customer_id = ?3 AND ended_at IS NULL AND starts_at < coalesce(?5, ${never})
           AND ?4 < coalesce(ends_at, ${never}) AND NOT EXISTS (SELECT 1 FROM memberships WHERE command = ?1)
         ORDER BY starts_at DESC LIMIT 1 ON CONFLICT DO NOTHING`,
      )
      .bind(command, digest, customerId, startsAt, endsAt, soldAt),
    db
      .prepare(
        `DELETE FROM refused_sales WHERE command IN (SELECT command FROM refused_sales WHERE customer_id = ?1
           ORDER BY at DESC LIMIT -1 OFFSET ${ATTEMPTS_KEPT})`,
      )
      .bind(customerId),
  ]
}
