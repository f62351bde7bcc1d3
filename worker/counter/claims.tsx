import { type Context, Hono } from 'hono'
import { readCardToken } from '../../src/card.ts'
import { readCode } from '../../src/code.ts'
import { storeOf } from '../../src/directory.ts'
import type { VoucherId } from '../../src/id.ts'
import type { Eligibility } from '../../src/offer-eligibility.ts'
import { may } from '../../src/permission.ts'
import type { Place } from '../../src/voucher.ts'
import { ClaimAnswer, WordAnswer } from '../../views/counter/claim-answer.tsx'
import type { ClaimView, WordView } from '../../views/counter/claim-view.ts'
import { allow } from '../allow.ts'
import { eligibilityOf } from '../claimant.ts'
import { claimOffer } from '../claiming.ts'
import { isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { type CustomerRow, customerByCard } from '../library/customers.ts'
import type { KnownOffer } from '../library/offers.ts'
import { offerView, stockLeft } from '../offer-view.ts'
import { counterPlace } from '../place.ts'
import { offerCalled } from '../portal/offer.tsx'
import { statusOfRefusal } from '../refusal-status.ts'
import { refusePage } from '../refuse.tsx'
import { answer, counted, nothingFound, type Status, storeIn, told, unknownCard } from './answering.tsx'
import { rulingOnNow, rulingOnRefusal } from './ruling.ts'

/** /scan/claims: a claim word said at the counter gives the customer whose card follows a voucher of their own. */
export const counterClaims = new Hono<AppEnv>()

counterClaims.post('/', allow('purchases:create'), counted, async (c) => {
  const form = await readForm(c)
  const place = form && counterPlace(c, storeIn(form.text('store_id')))
  if (!place) return refusePage(c, form === null ? 400 : 403)
  const key = form.text('idempotency_key')
  const token = readCardToken(form.text('card'))
  if (!isKey(key) || token === null) return refusePage(c, 400)
  const customer = await customerByCard(c.env.DB, token)
  if (customer === null) return answer(c, place, await unknownCard(c, place, token), 404)
  const offer = await offerFor(c, form.text('word'))
  if (offer === null) return over(c, place)
  const around = { env: c.env, directory: c.get('directory'), now: c.get('now') }
  const sent = sending(c, key, ['claim', offer.id, token])
  const claimed = await claimOffer(around, offer, customer, { sent, place })
  if (claimed.kind === 'refused') {
    const status: Status = statusOfRefusal(claimed.refusals[0].reason)
    return answer(c, place, await rulingOnRefusal(c, place, claimed.refusals, null), status)
  }
  const { voucher } = claimed.claim
  return voucher === null ? onItsWay(c, place) : given(c, place, voucher, customer)
})

/** The answer to a code that no voucher has: the offer whose claim word it is; null where it is none for this counter. */
export async function wordShown(c: Context<AppEnv>, place: Place, text: string): Promise<Response | null> {
  const offer = await offerFor(c, text)
  if (offer === null) return byPinAlone(c, place, text)
  const view = await wordView(c, place, offer)
  return told(c, place, <WordAnswer frame={frameFor(c, c.get('principal'))} view={view} />)
}

/** The answer to a card behind a claim word; null where the word leads nowhere, or the card is nobody's. */
export async function claimAsked(
  c: Context<AppEnv>,
  place: Place,
  token: string,
  word: string,
): Promise<Response | null> {
  const [offer, customer] = await Promise.all([offerFor(c, word), customerByCard(c.env.DB, token)])
  if (offer === null || customer === null) return null
  const around = { env: c.env, directory: c.get('directory'), now: c.get('now') }
  return claimPage(c, place, offer, customer, await eligibilityOf(around, offer, customer))
}

/** A claim word as the page carries it on to the card; '' for anything that can be none. */
export function wordOf(c: Context<AppEnv>, text: string): string {
  const word = text.trim().toUpperCase()
  return /^[0-9A-Z]{4,20}$/.test(word) && servesCustomers(c) ? word : ''
}

/** The open offer of that word, for whoever may give it. */
async function offerFor(c: Context<AppEnv>, text: string): Promise<KnownOffer | null> {
  const read = readCode(text)
  return read.kind === 'chosen' && servesCustomers(c) ? offerCalled(c, read.code) : null
}

/** Customers are known to those who record what they buy, not to partners and kiosks. */
function servesCustomers(c: Context<AppEnv>): boolean {
  return may(c.get('principal'), 'purchases:create')
}

/** Who customers are, a PIN does not tell: whoever came in by one hears that the word is good, and who can give it. */
async function byPinAlone(c: Context<AppEnv>, place: Place, text: string): Promise<Response | null> {
  const { role, scopes, only } = c.get('principal')
  const read = readCode(text)
  const serves = only !== undefined && may({ role, scopes }, 'purchases:create')
  if (!serves || read.kind !== 'chosen' || (await offerCalled(c, read.code)) === null) return null
  const say = frameFor(c, null).words.till.claim.notByPin
  return answer(c, place, { ...(await nothingFound(c, place)), word: 'not_here', say, reasons: [] })
}

async function claimPage(
  c: Context<AppEnv>,
  place: Place,
  offer: KnownOffer,
  customer: CustomerRow,
  asked: Eligibility,
): Promise<Response> {
  const view: ClaimView = {
    ...(await wordView(c, place, offer)),
    card: customer.cardToken,
    firstName: customer.name?.split(' ')[0] ?? null,
    standing: asked.kind === 'may' ? { kind: 'may', commandKey: crypto.randomUUID() } : asked,
  }
  return told(c, place, <ClaimAnswer frame={frameFor(c, c.get('principal'))} view={view} />)
}

async function wordView(c: Context<AppEnv>, place: Place, offer: KnownOffer): Promise<WordView> {
  return {
    word: offer.facts.claim_word ?? '',
    offer: await offerView(c, offer.facts, await stockLeft(c.env, offer)),
    placeName: storeOf(c.get('directory'), place.store)?.name ?? null,
    storeId: place.store,
    now: c.get('now'),
    zone: place.zone,
  }
}

/** The voucher as if it had been scanned: ready to redeem, or when and where it can be. */
async function given(
  c: Context<AppEnv>,
  place: Place,
  voucher: VoucherId,
  { name }: CustomerRow,
): Promise<Response> {
  const view = await rulingOnNow(c, place, voucher, '')
  const said = frameFor(c, null).words.till.claim.given(name?.split(' ')[0] ?? null)
  return answer(c, place, { ...view, checks: [said, ...view.checks] })
}

/** Something it needs cannot be reached: the account goes on by itself. */
async function onItsWay(c: Context<AppEnv>, place: Place): Promise<Response> {
  const say = frameFor(c, null).words.till.claim.onItsWay
  return answer(c, place, { ...(await nothingFound(c, place)), word: 'not_confirmed', say, reasons: [] })
}

async function over(c: Context<AppEnv>, place: Place): Promise<Response> {
  const say = frameFor(c, null).words.till.claim.over
  return answer(c, place, { ...(await nothingFound(c, place)), say, reasons: [] }, 404)
}
