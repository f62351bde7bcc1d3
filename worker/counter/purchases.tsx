import { type Context, Hono } from 'hono'
import type { AccountAnswer } from '../../durable-objects/account-answers.ts'
import { readCardToken } from '../../src/card.ts'
import { purchaseId, readPurchaseId } from '../../src/id.ts'
import { may } from '../../src/permission.ts'
import type { Place } from '../../src/voucher.ts'
import { CardAnswer } from '../../views/counter/card-answer.tsx'
import { PurchaseAnswer } from '../../views/counter/purchase-answer.tsx'
import { PURCHASE_REASONS, type PurchaseForm } from '../../views/counter/purchase-view.ts'
import { allow } from '../allow.ts'
import { isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { type Form, readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { customerByCard } from '../library/customers.ts'
import { readAmount } from '../money-text.ts'
import { counterPlace, placeOf } from '../place.ts'
import { recordPurchase } from '../purchasing.ts'
import { statusOfRefusal } from '../refusal-status.ts'
import { refusePage, wantsFragment } from '../refuse.tsx'
import { accountStub } from '../stubs.ts'
import { answer, counted, type Status, storeIn, told, unknownCard } from './answering.tsx'
import { cardView } from './card.ts'
import { purchaseView, reversedView } from './purchase-telling.ts'
import { rulingOnRefusal } from './ruling.ts'

/** /scan/purchases: what somebody whose card was shown has bought here, and taking it back. */
export const counterPurchases = new Hono<AppEnv>()

counterPurchases.post('/', allow('purchases:create'), counted, async (c) => {
  const form = await readForm(c)
  const place = form && counterPlace(c, storeIn(form.text('store_id')))
  if (!place) return refusePage(c, form === null ? 400 : 403)
  const key = form.text('idempotency_key')
  const token = readCardToken(form.text('card'))
  if (!isKey(key) || token === null || place.store === null) return refusePage(c, 400)
  const customer = await customerByCard(c.env.DB, token)
  if (customer === null) return answer(c, place, await unknownCard(c, place, token), 404)
  const { brand } = c.get('directory')
  const { words, display } = frameFor(c, null)
  const said = words.till.purchase
  const { total, typed } = readPurchase(c, form)
  if (total === null || typed.errors !== undefined) return cardAgain(c, place, token, typed, 422)
  const sent = sending(c, key, ['purchase', place.store, token, typed.input])
  const now = c.get('now')
  const purchasing = {
    customer,
    store: place.store,
    order: typed.input.order_id || orderWithout(sent.id),
    total,
    currency: brand.currency,
    at: now,
  }
  const purchased = await recordPurchase(c.env, sent, place, purchasing, now)
  const otherNumber = (why: string) =>
    cardAgain(c, place, token, { ...typed, errors: { order_id: why } }, 409)
  if (purchased.kind === 'of_other_customer') return otherNumber(said.ofOther)
  const recorded = purchased.answer
  if (recorded.kind === 'refused') return refused(c, place, recorded)
  const { entry, replayed, reversedAt } = recorded
  // Somebody else's sending of the same receipt is told apart; one's own, sent again, is answered as then.
  const known = replayed && entry.command !== sent.id
  if (known && reversedAt !== null)
    return otherNumber(said.wasTakenBack(display.momentWithin(reversedAt, now, place.zone)))
  if (!known && !wantsFragment(c))
    return c.redirect(
      `/scan/purchases/${purchaseId(purchased.customer, entry.seq)}?store=${place.store}`,
      303,
    )
  return shown(c, place, recorded, known)
})

counterPurchases.get('/:purchase', allow('purchases:create'), async (c) => {
  const named = readPurchaseId(c.req.param('purchase'))
  const place = placeOf(c, storeIn(c.req.query('store')))
  if (place === null) return refusePage(c, 403)
  const recorded = named && (await accountStub(c.env, named.customer).readPurchase(named.seq))
  if (recorded === null || !isOfTheirs(c, recorded)) return refusePage(c, 404)
  return shown(c, place, recorded, false)
})

counterPurchases.post('/reversals', allow('purchases:create'), async (c) => {
  const form = await readForm(c)
  const place = form && placeOf(c, storeIn(form.text('store_id')))
  if (!place) return refusePage(c, form === null ? 400 : 403)
  const named = readPurchaseId(form.text('purchase'))
  const key = form.text('idempotency_key')
  if (named === null || !isKey(key)) return refusePage(c, 400)
  const chosen = PURCHASE_REASONS.find((reason) => reason === form.text('reason'))
  if (chosen === undefined) return refusePage(c, 422)
  const typed = form.text('reason_text').slice(0, 200).toWellFormed()
  const { reasons } = frameFor(c, null).words.till.purchase
  const reason = chosen === 'other' && typed !== '' ? typed : reasons[chosen]
  const { customer, seq } = named
  const { principal, directory } = c.var
  const account = accountStub(c.env, customer)
  const reversed = await account.reversePurchase({
    kind: 'reverse_purchase',
    ...sending(c, key, ['reverse_purchase', named, reason]),
    ...{ customer, place, currency: directory.brand.currency },
    purchase: seq,
    authority: may(principal, 'redemptions:reverse') ? 'reversal' : 'undo',
    within: principal.stores,
    words: { reason },
  })
  if (reversed.kind === 'refused') return refused(c, place, reversed)
  const recorded = await account.readPurchase(seq)
  if (recorded === null || recorded.kind === 'refused') return refusePage(c, 404)
  const view = await reversedView(c, place, recorded, reversed)
  return told(c, place, <PurchaseAnswer frame={frameFor(c, principal)} view={view} />)
})

type Accepted = Extract<AccountAnswer, { kind: 'accepted' }>
type Typed = Pick<PurchaseForm, 'errors'> & { readonly input: NonNullable<PurchaseForm['input']> }

/** What was typed, and the total in minor units; null where that cannot be read. */
function readPurchase(c: Context<AppEnv>, form: Form): { total: number | null; typed: Typed } {
  const { words } = frameFor(c, null)
  const input = { total: form.text('total'), order_id: form.text('order_id') }
  const total = readAmount(input.total, c.get('directory').brand.currency)
  const errors = {
    ...(total === null && { total: words.till.purchase.unclear }),
    ...(input.order_id.length > ORDER_MOST && { order_id: words.admin.issue.problems.long(ORDER_MOST) }),
  }
  return { total, typed: { input, ...(Object.keys(errors).length > 0 && { errors }) } }
}

/** The same as the API takes. */
const ORDER_MOST = 120

/** A purchase without a receipt goes by what was sent: pressed twice it is one. */
function orderWithout(command: string): string {
  return `counter-${command.slice(0, 20)}`
}

/** The card once more, with what was typed and how to mend it, under a new key. */
async function cardAgain(c: Context<AppEnv>, place: Place, token: string, typed: Typed, status: 409 | 422) {
  const view = await cardView(c, place, token, typed)
  if (view === null) return answer(c, place, await unknownCard(c, place, token), 404)
  return told(c, place, <CardAnswer frame={frameFor(c, c.get('principal'))} view={view} />, status)
}

async function shown(c: Context<AppEnv>, place: Place, recorded: AccountAnswer, known: boolean) {
  if (recorded.kind === 'refused' || recorded.entry.kind !== 'purchased') return refusePage(c, 404)
  const view = await purchaseView(c, place, recorded, known)
  return told(c, place, <PurchaseAnswer frame={frameFor(c, c.get('principal'))} view={view} />)
}

async function refused(
  c: Context<AppEnv>,
  place: Place,
  { refusals }: Extract<AccountAnswer, { kind: 'refused' }>,
) {
  const view = await rulingOnRefusal(c, place, refusals, null)
  const status: Status = statusOfRefusal(refusals[0].reason)
  return answer(c, place, view, status)
}

/** Whether it was made in a shop of theirs; all others look like absence. */
function isOfTheirs(c: Context<AppEnv>, recorded: AccountAnswer): recorded is Accepted {
  const { stores } = c.get('principal')
  if (recorded.kind === 'refused' || recorded.entry.kind !== 'purchased') return false
  return stores.length === 0 || stores.includes(recorded.entry.store)
}
