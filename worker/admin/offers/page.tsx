import { type Context, Hono } from 'hono'
import { OFFER_ACTS, type OfferAct, phaseAt, possibleActs, standingOf } from '../../../src/offer-state.ts'
import { may } from '../../../src/permission.ts'
import { OfferActPage } from '../../../views/admin/offers/act-page.tsx'
import { OfferPage } from '../../../views/admin/offers/offer-page.tsx'
import { en } from '../../../views/words/en.ts'
import { allow } from '../../allow.ts'
import { isKey, sending } from '../../command-id.ts'
import type { AppEnv } from '../../env.ts'
import { readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { issuesByBudget } from '../../goodwill-budget.ts'
import { type KnownOffer, offerAsked } from '../../library/offers.ts'
import { takenOf } from '../../library/stock.ts'
import { actOnOffer, type Changing, draftOffer, unreadiness } from '../../offer-acts.ts'
import { offerView, stockLeft } from '../../offer-view.ts'
import { refusePage } from '../../refuse.tsx'
import { versionOf } from '../version-field.ts'
import { valuesIn } from './form.ts'
import { ruleErrors } from './problems.ts'

/** /admin/offers/{offer}: one offer, and publishing, pausing, ending and duplicating it. */
export const offerPages = new Hono<AppEnv>()

const words = en.adminOffers
const DONE: Readonly<Record<string, string>> = { drafted: words.drafted, saved: words.saved, ...words.done }

offerPages.get('/:offer', allow('offers:read'), async (c) => {
  const offer = await offerAsked(c.env.DB, c.req.param('offer'))
  if (offer === null) return refusePage(c, 404)
  const standing = standingOf(offer)
  const [principal, now] = [c.get('principal'), c.get('now')]
  const mayWrite = may(principal, 'offers:write')
  const open = phaseAt(standing, now) === 'published'
  const possible = mayWrite ? possibleActs(standing, now) : []
  const done = c.req.query('done') ?? ''
  return c.html(
    <OfferPage
      frame={frameFor(c, principal)}
      id={offer.id}
      slug={offer.slug}
      offer={await offerView(c, offer.facts, await stockLeft(c.env, offer))}
      phase={phaseAt(standing, now)}
      endedForGood={offer.state === 'ended'}
      possible={possible}
      mayWrite={mayWrite}
      mayGive={open && (may(principal, 'vouchers:issue') || (await issuesByBudget(c.env, principal, now)))}
      claimWord={offer.facts.claim_word}
      taken={await takenOf(c.env.DB, offer.id)}
      missing={possible.includes('publish') ? await missing(c, offer) : []}
      said={Object.hasOwn(DONE, done) ? (DONE[done] ?? null) : null}
      commandKey={crypto.randomUUID()}
    />,
  )
})

offerPages.get('/:offer/:act{publish|pause|end}', allow('offers:write'), async (c) => {
  const offer = await offerAsked(c.env.DB, c.req.param('offer'))
  if (offer === null) return refusePage(c, 404)
  const act = actNamed(c)
  if (!possibleActs(standingOf(offer), c.get('now')).includes(act))
    return c.redirect(`/admin/offers/${offer.id}`, 303)
  return actPage(c, offer, act, null)
})

offerPages.post('/:offer/:act{publish|pause|end}', allow('offers:write'), async (c) => {
  const offer = await offerAsked(c.env.DB, c.req.param('offer'))
  if (offer === null) return refusePage(c, 404)
  const form = await readForm(c)
  const version = form && versionOf(form)
  if (version === null) return refusePage(c, 400)
  const act = actNamed(c)
  const seen = offer.version === version
  const result: Changing = seen ? await actOnOffer(c, offer, act) : { kind: 'stale', offer }
  switch (result.kind) {
    case 'changed':
    case 'replayed':
      return c.redirect(`/admin/offers/${offer.id}?done=${act}`, 303)
    case 'stale':
      return actPage(c, result.offer, act, words.overtaken, 412)
    case 'offers_full':
      return actPage(c, offer, act, words.full, 409)
    case 'wrong':
    case 'unready':
    case 'claim_word_taken':
    case 'key_reused':
      // Its page says what is missing.
      return c.redirect(`/admin/offers/${offer.id}`, 303)
    case 'refused':
      return actPage(c, offer, act, words.notPossible, 409)
    case 'absent':
      return refusePage(c, 404)
  }
})

offerPages.post('/:offer/duplicates', allow('offers:write'), async (c) => {
  const offer = await offerAsked(c.env.DB, c.req.param('offer'))
  if (offer === null) return refusePage(c, 404)
  const key = (await readForm(c))?.text('idempotency_key') ?? ''
  if (!isKey(key)) return refusePage(c, 400)
  // A word is one offer's own, and its time was the other's.
  const facts = {
    ...offer.facts,
    name: words.copyOf(offer.facts.name).slice(0, 80).toWellFormed(),
    claim_word: null,
    publish_from: null,
    publish_until: null,
  }
  const copied = await draftOffer(c, sending(c, key, ['offer copied', offer.id]), facts)
  if (copied.kind === 'created' || copied.kind === 'replayed')
    return c.redirect(`/admin/offers/${copied.offer.id}/edit?copied`, 303)
  // It names what is no longer there: the form says what.
  return c.redirect(`/admin/offers/${offer.id}/edit`, 303)
})

function actNamed(c: Context<AppEnv>): OfferAct {
  return OFFER_ACTS.find((act) => act === c.req.param('act')) ?? 'pause'
}

/** What keeps it from being published, as sentences. */
async function missing(c: Context<AppEnv>, { facts }: KnownOffer): Promise<readonly string[]> {
  const { zone, currency } = c.get('directory').brand
  return Object.values(ruleErrors(valuesIn(facts, { zone, currency }), await unreadiness(c, facts)))
}

async function actPage(
  c: Context<AppEnv>,
  offer: KnownOffer,
  act: OfferAct,
  problem: string | null,
  status: 200 | 409 | 412 = 200,
): Promise<Response> {
  return c.html(
    <OfferActPage
      frame={frameFor(c, c.get('principal'))}
      id={offer.id}
      version={offer.version}
      act={act}
      phase={phaseAt(standingOf(offer), c.get('now'))}
      offer={await offerView(c, offer.facts, await stockLeft(c.env, offer))}
      first={offer.publishedAt === null}
      problem={problem}
    />,
    status,
  )
}
