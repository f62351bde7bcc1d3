import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { offerClaims } from '../../migrations/schema/offers.ts'
import type { Offer } from '../../src/offer.ts'
import { type StockLevel, stockLevel } from '../../src/offer-stock.ts'

type Counted = Pick<Offer, 'id' | 'facts'>

/** What lists know of stocks: true but for the claims of the last seconds. Null for an offer without one. */
export interface StockKnown {
  left(offer: Counted): number | null
  level(offer: Counted): StockLevel | null
}

/** How much of these offers' stocks is left: one reading by key, and none where nothing is counted. */
export async function stockKnown(db: D1Database, offers: readonly Counted[]): Promise<StockKnown> {
  const counted = offers.filter(({ facts }) => facts.stock !== null).map(({ id }) => id)
  const rows =
    counted.length === 0
      ? []
      : await drizzle(db)
          .select()
          .from(offerClaims)
          .where(sql`${offerClaims.offerId} in (select value from json_each(${JSON.stringify(counted)}))`)
  const given = new Map(rows.map(({ offerId, standing }) => [offerId, standing]))
  const left = ({ id, facts }: Counted) =>
    facts.stock === null ? null : Math.max(0, facts.stock - (given.get(id) ?? 0))
  const level = ({ id, facts }: Counted) =>
    facts.stock === null ? null : stockLevel(facts.stock, given.get(id) ?? 0)
  return { left, level }
}
