import type { Context } from 'hono'
import type { VoucherReading } from '../../durable-objects/voucher-object.ts'
import type { Purchase } from '../../src/account/account.ts'
import type { Balances } from '../../src/account/balance.ts'
import { readCardToken } from '../../src/card.ts'
import { maskedName } from '../../src/customer.ts'
import type { Validation } from '../../src/decide.ts'
import { storeOf } from '../../src/directory.ts'
import { type CustomerId, purchaseId } from '../../src/id.ts'
import { may } from '../../src/permission.ts'
import { type Place, type State, statusAt, type Voucher } from '../../src/voucher.ts'
import { giftBeside } from '../../views/benefit.ts'
import type { CardView } from '../../views/counter/card-view.ts'
import type { CardBalances, LatestPurchase, PurchaseForm } from '../../views/counter/purchase-view.ts'
import { isPresentable } from '../../views/ticket-view.ts'
import { untilLine } from '../../views/voucher-facts.ts'
import { customerPrincipal } from '../customer-principal.ts'
import type { AppEnv } from '../env.ts'
import { explain, isOutsider } from '../explain.ts'
import { frameFor } from '../frame.ts'
import { planNames } from '../library/customer-plans.ts'
import { customerByCard } from '../library/customers.ts'
import { vouchersOf } from '../library/voucher-list.ts'
import { accountStub, voucherStub } from '../stubs.ts'
import { canBeAsked, isRedeemedByTap } from './redeem-view.ts'

/** So many open vouchers of one card are asked, those that end first; each is one call. */
const ASKED_MOST = 20
const LATEST_MOST = 5

/** The card somebody showed, where it is one and this counter takes cards: a kiosk redeems what is shown to it and knows nobody. */
export function cardShown(c: Context<AppEnv>, text: string): string | null {
  return c.get('principal').role === 'kiosk' ? null : readCardToken(text)
}

/**
 * What the owner of the card can use here and now, asked of each voucher itself; null for a card of nobody. Partners and bound
 * keys learn neither a name nor what cannot be used with them.
 */
export async function cardView(
  c: Context<AppEnv>,
  place: Place,
  token: string,
  typed: Pick<PurchaseForm, 'input' | 'errors'> = {},
): Promise<CardView | null> {
  const customer = await customerByCard(c.env.DB, token)
  if (customer === null) return null
  const { now, directory } = c.var
  const open = (await vouchersOf(c.env.DB, customer.id, c.get('now')))
    .filter((row) => isPresentable(statusAt(row.state as State, row, now)))
    .toSorted((a, b) => (a.closesAt ?? Number.MAX_VALUE) - (b.closesAt ?? Number.MAX_VALUE))
  const asked = open.slice(0, ASKED_MOST)
  const use = { place, order: null, customer: null, amount: null, acceptPartial: false }
  const scans = await Promise.all(
    asked.map(({ id }) => voucherStub(c.env, `vch_${id.slice('vch_'.length)}`).validate(use)),
  )
  const outside = isOutsider(c)
  const records = recordsPurchases(c, place)
  const { id } = customerPrincipal(customer)
  const account = accountStub(c.env, id)
  const [balances, plans, latest] = await Promise.all([
    outside ? null : account.balances(),
    outside || customer.planId === null ? null : planNames(c.env.DB, [customer.planId]),
    records ? account.latestPurchases(LATEST_MOST) : [],
  ])
  return {
    name: outside || customer.name === null ? null : maskedName(customer.name),
    plan: plans?.get(customer.planId ?? '') ?? null,
    usable: scans.flatMap((scan) => usable(c, scan)),
    others: outside ? [] : scans.flatMap((scan) => refused(c, place, scan)),
    more: outside ? 0 : open.length - asked.length,
    balances: balances && balancesView(balances),
    purchase: records ? { card: customer.cardToken, commandKey: crypto.randomUUID(), ...typed } : null,
    latest: latest.flatMap((purchase) => latestHere(c, id, purchase)),
    placeName: storeOf(directory, place.store)?.name ?? null,
    storeId: place.store,
    now,
    zone: place.zone,
  }
}

/** Purchases are recorded where the reader stands; which shop that is must be plain. */
function recordsPurchases(c: Context<AppEnv>, { store }: Place): boolean {
  return store !== null && may(c.get('principal'), 'purchases:create')
}

/** What a customer has, as the counter says it. */
export function balancesView({ points, cashback, balance }: Balances): CardBalances {
  return {
    points: points.available,
    cashback: cashback.available,
    balance: balance.available,
    owed: { points: points.owed, cashback: cashback.owed, balance: balance.owed },
  }
}

/** A purchase as a list names it, if it was in a shop of theirs. */
function latestHere(c: Context<AppEnv>, customer: CustomerId, purchase: Purchase): readonly LatestPurchase[] {
  const { seq, store, total, currency, at } = purchase
  const { stores } = c.get('principal')
  if (stores.length > 0 && !stores.includes(store)) return []
  const placeName = storeOf(c.get('directory'), store)?.name ?? ''
  return [{ id: purchaseId(customer, seq), total, currency, at, placeName }]
}

interface Scan {
  readonly validation: Validation
  readonly reading: VoucherReading | null
}

/** One that only has to be asked for the order can be used too: the counter asks. */
function usable(c: Context<AppEnv>, { validation, reading }: Scan) {
  if (reading === null || !(validation.valid || canBeAsked(c, validation.refusals))) return []
  const { voucher } = reading
  const commandKey = validation.valid && isRedeemedByTap(voucher) ? crypto.randomUUID() : null
  return [{ id: voucher.id, title: voucher.terms.title, gist: gistOf(c, voucher), commandKey }]
}

function refused(c: Context<AppEnv>, place: Place, { validation, reading }: Scan) {
  if (reading === null || validation.valid || canBeAsked(c, validation.refusals)) return []
  return [{ title: reading.voucher.terms.title, why: explain(c, validation.refusals[0], place.zone) }]
}

function gistOf(c: Context<AppEnv>, { terms, closesAt, balance }: Voucher): string {
  const frame = frameFor(c, null)
  const gift =
    balance !== null && terms.benefit.kind === 'value'
      ? frame.words.ticket.balanceLeft(frame.display.money(balance, terms.benefit.currency))
      : giftBeside(frame, { title: terms.title, benefit: terms.benefit, currency: null })
  return [gift ?? '', untilLine(frame, { closesAt, zone: terms.zone })]
    .filter((said) => said !== '')
    .join(' · ')
}
