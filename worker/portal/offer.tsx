import { type Context, Hono } from 'hono'
import { assert } from '../../src/assert.ts'
import { normaliseCode, readCode } from '../../src/code.ts'
import { hindrancesForAll, refusalOf } from '../../src/offer-eligibility.ts'
import { phaseAt, standingOf } from '../../src/offer-state.ts'
import type { Refusal } from '../../src/refusal.ts'
import { OfferClosed } from '../../views/customer/offer-closed.tsx'
import { OfferPage, type OfferStanding } from '../../views/customer/offer-page.tsx'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { usedUp as outOfBudget } from '../budgets-used.ts'
import { eligibilityOf } from '../claimant.ts'
import { claimOffer, type Surroundings } from '../claiming.ts'
import { unseal } from '../code-vault.ts'
import { isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { explain } from '../explain.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { rationed } from '../guarded.ts'
import { identify } from '../identity.ts'
import { type CustomerRow, survivorById } from '../library/customers.ts'
import { type KnownOffer, offerAsked, offerByWord } from '../library/offers.ts'
import { offerView, stockLeft } from '../offer-view.ts'
import { placeOf } from '../place.ts'
import { refusePage } from '../refuse.tsx'
import { voucherStub } from '../stubs.ts'

/** /offers/{slug}: an offer for everybody to read, and for customers to get. */
export const offerOfPortal = new Hono<AppEnv>()

// What is typed on the front page: an offer's claim word leads to the offer, everything else is a voucher's code.
offerOfPortal.get('/v', allow('everyone'), async (c) => {
  const read = readCode(c.req.query('code') ?? '')
  const offer = read.kind === 'chosen' ? await offerCalled(c, read.code) : null
  if (offer !== null) return c.redirect(`/offers/${offer.slug}`, 303)
  const code = normaliseCode(c.req.query('code') ?? '')
  return c.redirect(code === '' ? '/' : `/v/${encodeURIComponent(code)}`, 303)
})

offerOfPortal.get('/offers/:offer', allow('everyone'), async (c) => {
  const offer = await openOffer(c)
  return offer === null ? refusePage(c, 404) : page(c, offer, null, 200)
})

offerOfPortal.post('/offers/:offer/claims', allow('wallet:claim'), rationed('claim'), async (c) => {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  if (!isKey(key)) return refusePage(c, 400)
  const [offer, customer] = await Promise.all([
    offerAsked(c.env.DB, c.req.param('offer')),
    survivorById(c.env.DB, c.get('principal').id),
  ])
  if (offer === null || customer === null) return refusePage(c, 404)
  const place = placeOf(c, null, 'online')
  assert(place !== null, 'whoever has a wallet acts from no shop')
  const sent = sending(c, key, ['claim', offer.id])
  const answer = await claimOffer(surroundings(c), offer, customer, { sent, place })
  if (answer.kind === 'refused') {
    const [first] = answer.refusals
    // Whatever else stands against it: what is not open is not there, but for whoever saw it open.
    if (answer.refusals.some(({ reason }) => reason === 'offer_not_open')) return closed(c, offer)
    return page(c, offer, first, 409)
  }
  const { voucher } = answer.claim
  const reading = voucher && (await voucherStub(c.env, voucher).read())
  // Something it needs cannot be reached: the account goes on by itself.
  if (reading === null) return page(c, offer, en.portal.offer.onItsWay, 200)
  return c.redirect(`/v/${unseal(c.env, reading.voucher.id, reading.voucher.sealedCode)}`, 303)
})

/** The open offer with that claim word; none while the library cannot be read: codes lead to their vouchers all the same. */
export async function offerCalled(c: Context<AppEnv>, word: string): Promise<KnownOffer | null> {
  const offer = await offerByWord(c.env.DB, word).catch(() => null)
  return offer !== null && phaseAt(standingOf(offer), c.get('now')) === 'published' ? offer : null
}

/** The offer at that address, where customers may see it. */
async function openOffer(c: Context<AppEnv>): Promise<KnownOffer | null> {
  const offer = await offerAsked(c.env.DB, c.req.param('offer') ?? '')
  // What gives itself is nothing to get.
  if (offer === null || offer.facts.automatic !== null) return null
  return phaseAt(standingOf(offer), c.get('now')) === 'published' ? offer : null
}

/** That it closed, where everybody could see it before; of all others nobody hears. */
function closed(c: Context<AppEnv>, offer: KnownOffer): Response | Promise<Response> {
  const phase = phaseAt(standingOf(offer), c.get('now'))
  const seen = offer.publishedAt !== null && offer.facts.automatic === null
  if (!seen || (phase !== 'ended' && phase !== 'paused')) return refusePage(c, 404)
  return c.html(<OfferClosed frame={frameFor(c, c.get('principal'))} name={offer.facts.name} />, 409)
}

/** `said`: what came of pressing; a reason against it the page says by itself wherever it still stands, and better. */
async function page(c: Context<AppEnv>, offer: KnownOffer, said: string | Refusal | null, status: 200 | 409) {
  const identity = await identify(c)
  const principal = identity === null || typeof identity === 'string' ? null : identity.principal
  const customer = principal?.role === 'customer' ? await survivorById(c.env.DB, principal.id) : null
  const left = await stockLeft(c.env, offer)
  const view = await offerView(c, offer.facts, left)
  const standing = await standingFor(c, offer, { customer, known: principal !== null, left })
  const frame = frameFor(c, principal)
  const told = typeof said === 'string' || said === null ? said : refusalSaid(c, offer, standing, said)
  return c.html(
    <OfferPage frame={frame} slug={offer.slug} offer={view} standing={standing} said={told} />,
    status,
  )
}

function refusalSaid(
  c: Context<AppEnv>,
  offer: KnownOffer,
  standing: OfferStanding,
  refusal: Refusal,
): string | null {
  const reasons = standing.kind === 'not_yet' ? standing.reasons : []
  const stands = reasons.some(
    (hindrance) => refusalOf(hindrance, offer, c.get('now')).reason === refusal.reason,
  )
  return stands ? null : explain(c, refusal)
}

async function standingFor(
  c: Context<AppEnv>,
  offer: KnownOffer,
  asker: { readonly customer: CustomerRow | null; readonly known: boolean; readonly left: number | null },
): Promise<OfferStanding> {
  const { customer, known, left } = asker
  if (customer === null) {
    if (known) return { kind: 'staff' }
    // Nobody signs in for what nobody gets.
    const usedUp = (await outOfBudget(c.env, [offer])).has(offer.id)
    const [first, ...rest] = hindrancesForAll(offer, { now: c.get('now'), left, usedUp })
    return first === undefined ? { kind: 'stranger' } : { kind: 'not_yet', reasons: [first, ...rest] }
  }
  const asked = await eligibilityOf(surroundings(c), offer, customer)
  return asked.kind === 'may' ? { kind: 'may', commandKey: crypto.randomUUID() } : asked
}

function surroundings(c: Context<AppEnv>): Surroundings {
  return { env: c.env, directory: c.get('directory'), now: c.get('now') }
}
