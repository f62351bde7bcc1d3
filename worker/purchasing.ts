import type { AccountAnswer } from '../durable-objects/account-answers.ts'
import { gainsOf } from '../src/earning.ts'
import { happeningsIn } from '../src/happening.ts'
import type { CustomerId, StoreId } from '../src/id.ts'
import type { Instant } from '../src/local-time.ts'
import type { Place } from '../src/voucher.ts'
import type { Sending } from './command-id.ts'
import type { Env } from './env.ts'
import { type CustomerRow, survivorById } from './library/customers.ts'
import { earningIn } from './library/earning.ts'
import { bindOrder, releaseOrder } from './library/purchases.ts'
import { answerAtOnce } from './rules/answering.ts'
import { accountStub } from './stubs.ts'

/** A purchase as somebody sends it. */
export interface Purchasing {
  readonly customer: CustomerRow
  readonly store: StoreId
  readonly order: string
  readonly total: number
  readonly currency: string
  readonly at: Instant
}

/** What came of recording it. */
export type Purchased =
  | { readonly kind: 'answered'; readonly answer: AccountAnswer; readonly customer: CustomerId }
  | { readonly kind: 'of_other_customer' }

/**
 * Records a purchase and what it earns by the brand's rules. The order is bound to its customer in D1 first, which alone can
 * know of all customers: a crash behind that leaves an order that is bound and earns when it is sent again. The account then
 * knows the order itself, so that sent any number of times it earns once. Rule R92.
 */
export async function recordPurchase(
  env: Env,
  sending: Sending,
  place: Place,
  purchasing: Purchasing,
  now: Instant,
): Promise<Purchased> {
  const { customer, store, order, total, currency, at } = purchasing
  const id = customerIdOf(customer.id)
  const binding = { storeId: store, orderId: order, customerId: id, at: now, by: place.by, total }
  const [{ customer: owner, bound }, { earning }] = await Promise.all([
    bindOrder(env.DB, binding),
    earningIn(env.DB),
  ])
  // An order of a record that gave way is this person's, and stays known where it was recorded.
  if (owner !== id && (await survivorById(env.DB, owner))?.id !== id) return { kind: 'of_other_customer' }
  const known = customerIdOf(owner)
  const answer = await accountStub(env, known, place.zone).execute({
    kind: 'purchase',
    ...sending,
    customer: known,
    place,
    currency,
    store,
    order,
    total,
    happenedAt: at,
    gains: gainsOf(earning, { total, store, plan: customer.planId, at, zone: place.zone }),
  })
  if (answer.kind === 'refused' && bound) await releaseOrder(env.DB, binding)
  if (answer.kind === 'accepted') {
    const happened = happeningsIn(answer.entry, answer.balances.points.available)
    await answerAtOnce(env, customer, known === id ? happened : [], now)
  }
  return { kind: 'answered', answer, customer: known }
}

function customerIdOf(id: string): CustomerId {
  return `cus_${id.slice('cus_'.length)}`
}
