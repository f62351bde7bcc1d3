import type { Context } from 'hono'
import type { VoucherReading } from '../../durable-objects/voucher-object.ts'
import { readCardToken } from '../../src/card.ts'
import type { Validation } from '../../src/decide.ts'
import { storeOf } from '../../src/directory.ts'
import { type Place, type State, statusAt, type Voucher } from '../../src/voucher.ts'
import { giftBeside } from '../../views/benefit.ts'
import type { CardView } from '../../views/counter/card-view.ts'
import { isPresentable } from '../../views/ticket-view.ts'
import { untilLine } from '../../views/voucher-facts.ts'
import type { AppEnv } from '../env.ts'
import { explain, isOutsider } from '../explain.ts'
import { frameFor } from '../frame.ts'
import { customerByCard } from '../library/customers.ts'
import { vouchersOf } from '../library/voucher-list.ts'
import { voucherStub } from '../stubs.ts'
import { canBeAsked } from './redeem-view.ts'

/** So many open vouchers of one card are asked, those that end first; each is one call. */
const ASKED_MOST = 20

/** The card somebody showed, where it is one and this counter takes cards: a kiosk redeems what is shown to it and knows nobody. */
export function cardShown(c: Context<AppEnv>, text: string): string | null {
  return c.get('principal').role === 'kiosk' ? null : readCardToken(text)
}

/**
 * What the owner of the card can use here and now, asked of each voucher itself; null for a card of nobody. Partners and bound
 * keys learn neither a name nor what cannot be used with them.
 */
export async function cardView(c: Context<AppEnv>, place: Place, token: string): Promise<CardView | null> {
  const customer = await customerByCard(c.env.DB, token)
  if (customer === null) return null
  const { now, directory } = c.var
  const open = (await vouchersOf(c.env.DB, customer.id))
    .filter((row) => isPresentable(statusAt(row.state as State, row, now)))
    .toSorted((a, b) => (a.closesAt ?? Number.MAX_VALUE) - (b.closesAt ?? Number.MAX_VALUE))
  const asked = open.slice(0, ASKED_MOST)
  const use = { place, order: null, customer: null, amount: null, acceptPartial: false }
  const scans = await Promise.all(
    asked.map(({ id }) => voucherStub(c.env, `vch_${id.slice('vch_'.length)}`).validate(use)),
  )
  const outside = isOutsider(c)
  return {
    firstName: outside ? null : (customer.name?.split(' ')[0] ?? null),
    usable: scans.flatMap((scan) => usable(c, scan)),
    others: outside ? [] : scans.flatMap((scan) => refused(c, place, scan)),
    more: outside ? 0 : open.length - asked.length,
    placeName: storeOf(directory, place.store)?.name ?? null,
    storeId: place.store,
    now,
    zone: place.zone,
  }
}

interface Scan {
  readonly validation: Validation
  readonly reading: VoucherReading | null
}

/** One that only has to be asked for the order can be used too: the counter asks. */
function usable(c: Context<AppEnv>, { validation, reading }: Scan) {
  if (reading === null || !(validation.valid || canBeAsked(c, validation.refusals))) return []
  const { voucher } = reading
  return [{ id: voucher.id, title: voucher.terms.title, gist: gistOf(c, voucher) }]
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
