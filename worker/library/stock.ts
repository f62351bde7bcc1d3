import { and, eq, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { accountEntries } from '../../migrations/schema/accounts.ts'
import { offerClaims } from '../../migrations/schema/offers.ts'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { type ClaimId, type CustomerId, claimId, isVoucherId, type VoucherId } from '../../src/id.ts'
import type { Instant } from '../../src/local-time.ts'
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

/** How many of an offer are taken, as far as ledgers are projected. */
export async function takenOf(db: D1Database, offer: Offer['id']): Promise<number> {
  const row = await drizzle(db).select().from(offerClaims).where(eq(offerClaims.offerId, offer)).get()
  return row?.standing ?? 0
}

/**
 * Who has one of an offer, as far as ledgers are projected: claims that stand, and vouchers issued from it to nobody. Reads the
 * offer's own lines and vouchers, and nothing beside: it is asked once, when a first stock begins.
 */
export async function takersOf(
  db: D1Database,
  offer: Offer['id'],
): Promise<readonly (ClaimId | VoucherId)[]> {
  const { offerId, customerId, claim, act, n } = accountEntries
  const claims = await drizzle(db).all<{ customer: CustomerId; claim: number }>(sql`
    select ${customerId} as customer, ${claim} as claim from ${accountEntries}
    where ${offerId} = ${offer} and ${act} in ('claimed', 'claim_cancelled') and ${n} = 0
    group by ${customerId}, ${claim}
    having sum(${act} = 'claimed') = 1 and sum(${act} = 'claim_cancelled') = 0`)
  const issued = await drizzle(db)
    .select({ id: vouchers.id })
    .from(vouchers)
    .where(and(eq(vouchers.offerId, offer), isNull(vouchers.customerId)))
  return [
    ...claims.map(({ customer, claim }) => claimId(customer, claim)),
    ...issued.flatMap(({ id }) => (isVoucherId(id) ? [id] : [])),
  ]
}

/**
 * How many of an offer the customer took who took most of it since then (null: ever), by the claims that stand. Reads the
 * offer's claims of that time, and nothing beside: it is asked when an author lowers what one may take.
 */
export async function mostByOneOf(db: D1Database, offer: Offer['id'], from: Instant | null): Promise<number> {
  const { offerId, at, customerId, claim, act, n } = accountEntries
  // The words of the index, which holds only such lines.
  const row = await drizzle(db).get<{ most: number | null }>(sql`
    select max(taken) as most from (
      select count(*) as taken from (
        select ${customerId} as customer from ${accountEntries}
        where ${offerId} = ${offer} and ${at} >= ${from ?? 0} and ${act} in ('claimed', 'claim_cancelled') and ${n} = 0
        group by ${customerId}, ${claim}
        having sum(${act} = 'claimed') = 1 and sum(${act} = 'claim_cancelled') = 0
      ) group by customer
    )`)
  return row?.most ?? 0
}
