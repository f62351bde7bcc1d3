import type { Prospects } from '../durable-objects/account-answers.ts'
import type { Offer } from '../src/offer.ts'
import { type Claimant, type Eligibility, eligibility } from '../src/offer-eligibility.ts'
import { claimPeriod } from '../src/offer-limits.ts'
import { type State, statusAt } from '../src/voucher.ts'
import { isPresentable } from '../views/ticket-view.ts'
import { usedUp } from './budgets-used.ts'
import type { Surroundings } from './claiming.ts'
import { customerPrincipal } from './customer-principal.ts'
import type { CustomerRow } from './library/customers.ts'
import type { KnownOffer } from './library/offers.ts'
import { claimedBy } from './library/voucher-list.ts'
import { stockLeft } from './offer-view.ts'
import { accountStub } from './stubs.ts'

/** Answers for one customer whether they may take an offer, of whose stock so many are left (null where there is none). `usedUp`: whose budget is. */
export type Asking = (
  offer: Pick<Offer, 'id' | 'state' | 'facts'>,
  left: number | null,
  usedUp: ReadonlySet<string>,
) => Eligibility

/** Whether that customer may take the offer now, or every reason why not yet; the account decides when it is claimed. */
export async function eligibilityOf(
  around: Surroundings,
  offer: KnownOffer,
  customer: CustomerRow,
): Promise<Eligibility> {
  const [asked, left, used] = await Promise.all([
    askingFor(around, customer),
    stockLeft(around.env, offer),
    usedUp(around.env, [offer]),
  ])
  return asked.of(offer, left, used)
}

/** The same for any number of offers, and what the customer has: one call to their account, one reading of their vouchers. */
export async function askingFor(
  { env, directory, now }: Surroundings,
  customer: CustomerRow,
): Promise<{ readonly of: Asking; readonly balances: Prospects['balances'] }> {
  const { zone, currency } = directory.brand
  const { id } = customerPrincipal(customer)
  const [prospects, vouchers] = await Promise.all([accountStub(env, id).prospects(), claimedBy(env.DB, id)])
  const { balances, claims, hasPurchased } = prospects
  const usable = vouchers.filter((row) => isPresentable(statusAt(row.state as State, row, now)))
  const of: Asking = (offer, left, used) => {
    const { from } = claimPeriod(offer.facts.per_customer_period, now, zone)
    const claimant: Claimant = {
      points: balances.points.available,
      cashback: balances.cashback.available,
      balance: balances.balance.available,
      currency,
      plan: customer.planId,
      tags: customer.tags,
      hasPurchased,
      claimed: claims.filter((one) => one.offer === offer.id && (from === null || one.at >= from)).length,
      holding: usable.filter(({ offerId }) => offerId === offer.id).length,
    }
    return eligibility(offer, claimant, { now, zone, left, usedUp: used.has(offer.id) })
  }
  return { of, balances }
}
