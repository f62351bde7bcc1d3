import { type Context, Hono } from 'hono'
import type { Left } from '../../../src/goodwill.ts'
import type { VoucherId } from '../../../src/id.ts'
import { needsCustomer } from '../../../src/offer-eligibility.ts'
import type { Refusal } from '../../../src/refusal.ts'
import { OfferGivePage } from '../../../views/admin/offers/give-page.tsx'
import { en } from '../../../views/words/en.ts'
import { allow } from '../../allow.ts'
import { isKey, sending } from '../../command-id.ts'
import type { AppEnv } from '../../env.ts'
import { explain } from '../../explain.ts'
import { readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { survivorById } from '../../library/customers.ts'
import { type KnownOffer, offerAsked } from '../../library/offers.ts'
import { giveByHand, type Handed } from '../../offer-giving.ts'
import { offerView, stockLeft } from '../../offer-view.ts'
import { placeOf } from '../../place.ts'
import { refusePage } from '../../refuse.tsx'
import { chosenView } from '../customers/view.ts'
import { peopleFound } from '../people-found.ts'

/** /admin/offers/{offer}/give: one voucher of an offer, by hand, to a customer or to whoever shows it. */
export const offerGiving = new Hono<AppEnv>()

offerGiving.get('/:offer/give', allow('vouchers:issue'), async (c) => {
  const offer = await offerToGive(c)
  if (offer === null) return refusePage(c, 404)
  return page(c, offer, { customer: c.req.query('customer_id') ?? '', key: crypto.randomUUID() })
})

offerGiving.post('/:offer/give', allow('vouchers:issue'), async (c) => {
  const offer = await offerToGive(c)
  const form = await readForm(c)
  if (offer === null) return refusePage(c, 404)
  const key = form?.text('idempotency_key') ?? ''
  if (form === null || !isKey(key)) return refusePage(c, 400)
  const said = en.admin.issue.problems
  const [q, search] = [form.text('q'), form.text('search')]
  const asked = search === 'change' ? '' : form.text('customer_id')
  if (search !== '') return page(c, offer, { customer: asked, key, q, searched: true })
  const wrong = (problem: string) =>
    page(c, offer, { customer: asked, key, q, errors: { customer_id: problem } }, 422)
  if (asked === '' && q !== '') return wrong(said.customerNotChosen)
  const customer = asked === '' ? null : await survivorById(c.env.DB, asked)
  if (customer === null && asked !== '') return wrong(said.customerUnknown)
  const place = placeOf(c, null)
  if (place === null) return refusePage(c, 403)
  const sent = sending(c, key, ['issue_from_offer', offer.id, customer !== null])
  const result = await giveByHand(c, { offer, customer, sent, place })
  if (result.kind === 'over') return page(c, offer, { customer: asked, key, q, over: result.left }, 409)
  const given = givenBy(result.answer)
  if (given === null) return refusePage(c, 503)
  if (typeof given === 'string') return c.redirect(`/admin/vouchers/${given}/handover`, 303)
  // The refused key is spent on what it asked for; the next try is another command.
  const errors = { customer_id: explain(c, given) }
  return page(c, offer, { customer: asked, key: crypto.randomUUID(), q, errors }, 409)
})

/** A draft is its author's: nobody can give it, and whoever may only give does not read it. */
async function offerToGive(c: Context<AppEnv>): Promise<KnownOffer | null> {
  const offer = await offerAsked(c.env.DB, c.req.param('offer') ?? '')
  return offer?.publishedAt == null ? null : offer
}

/** The voucher it became, or why there is none; null where asking again will tell. */
function givenBy(handed: Handed): VoucherId | Refusal | null {
  switch (handed.kind) {
    case 'refused':
      return handed.refusals[0]
    case 'claimed':
      return handed.answer.kind === 'refused' ? handed.answer.refusals[0] : handed.answer.claim.voucher
    case 'issued': {
      const outcome = handed.answer?.outcome
      if (outcome === undefined) return null
      return outcome.kind === 'refused' ? outcome.refusals[0] : outcome.voucher.id
    }
  }
}

interface Shown {
  readonly customer: string
  readonly key: string
  readonly q?: string
  /** A search without scripts was asked for. */
  readonly searched?: boolean
  readonly errors?: Readonly<Record<string, string>>
  readonly over?: Left
}

async function page(
  c: Context<AppEnv>,
  offer: KnownOffer,
  { customer: id, key, q = '', searched = false, errors = {}, over }: Shown,
  status: 200 | 409 | 422 = 200,
): Promise<Response> {
  const [customer, found, view] = await Promise.all([
    id === '' ? null : survivorById(c.env.DB, id),
    searched ? peopleFound(c, q) : null,
    stockLeft(c.env, offer).then((left) => offerView(c, offer.facts, left)),
  ])
  return c.html(
    <OfferGivePage
      frame={frameFor(c, c.get('principal'))}
      id={offer.id}
      offer={view}
      needsCustomer={needsCustomer(offer.facts)}
      commandKey={key}
      customer={customer && chosenView(customer)}
      q={q}
      found={found}
      errors={errors}
      over={over ?? null}
    />,
    status,
  )
}
