import { type Claimant, type Eligibility, eligibility } from '../src/offer-eligibility.ts'
import { claimPeriod } from '../src/offer-limits.ts'
import { type State, statusAt } from '../src/voucher.ts'
import { isPresentable } from '../views/ticket-view.ts'
import type { Surroundings } from './claiming.ts'
import { customerPrincipal } from './customer-principal.ts'
import type { CustomerRow } from './library/customers.ts'
import type { KnownOffer } from './library/offers.ts'
import { hasPurchased } from './library/purchases.ts'
import { claimsOf } from './library/voucher-list.ts'
import { stockLeft } from './offer-view.ts'
import { accountStub } from './stubs.ts'

/** Whether that customer may take the offer now, or every reason why not yet; the account decides when it is claimed. */
export async function eligibilityOf(
  { env, directory, now }: Surroundings,
  offer: KnownOffer,
  customer: CustomerRow,
): Promise<Eligibility> {
  const { zone, currency } = directory.brand
  const { id } = customerPrincipal(customer)
  const [balances, vouchers, bought, left] = await Promise.all([
    accountStub(env, id).balances(),
    claimsOf(env.DB, id, offer.id),
    hasPurchased(env.DB, id),
    stockLeft(env, offer),
  ])
  const { from } = claimPeriod(offer.facts.per_customer_period, now, zone)
  const standing = vouchers.filter(({ state }) => state !== 'void')
  const claimant: Claimant = {
    points: balances.points.available,
    cashback: balances.cashback.available,
    balance: balances.balance.available,
    currency,
    plan: customer.planId,
    tags: customer.tags,
    hasPurchased: bought,
    claimed: standing.filter(({ issuedAt }) => from === null || issuedAt >= from).length,
    holding: standing.filter((row) => isPresentable(statusAt(row.state as State, row, now))).length,
  }
  return eligibility(offer, claimant, { now, zone, left })
}
