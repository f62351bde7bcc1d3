import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { BLANK_OFFER, changedFacts, type OfferFacts } from '../../src/offer.ts'
import type { OfferPhase } from '../../src/offer-state.ts'
import { allow } from '../allow.ts'
import { fieldErrors, jsonBody } from '../body.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { type KnownOffer, listOffers, offerAsked } from '../library/offers.ts'
import { actOnOffer, type Changing, draftOffer, reviseOffer } from '../offer-acts.ts'
import { fieldProblem, requestProblem } from '../problem.ts'
import { etagOf, versionConflict, versionMeant } from '../version.ts'
import { offerJson } from './offer-json.ts'
import { offerRefused } from './offer-problems.ts'
import { endingRequest, offerPatch, offerQuery, offerRequest, publicationRequest } from './offer-shapes.ts'

/** /api/v1/offers: drafting, finding, changing, publishing, pausing and ending what the brand promises. */
export const offers = new Hono<AppEnv>()

offers.post('/', allow('offers:write'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, offerRequest)
  if (request instanceof Response) return request
  const facts = changedFacts(BLANK_OFFER, told(request))
  const drafted = await draftOffer(c, sending(c, key, ['offer', facts]), facts)
  if (drafted.kind !== 'created' && drafted.kind !== 'replayed') return offerRefused(c, drafted)
  if (drafted.kind === 'replayed') c.header('Idempotent-Replayed', 'true')
  return answer(c, drafted.offer, 201)
})

offers.get('/', allow('offers:read'), async (c) => {
  const query = z.safeParse(offerQuery, c.req.query())
  if (!query.success) return fieldProblem(c, fieldErrors(query.error.issues))
  const { status, category = null, campaign = null, q, cursor = null, limit = 20 } = query.data
  const phases = status === undefined ? null : PHASES[status]
  const asked = { phases, category, campaign, text: q?.trim() ?? '', cursor, limit }
  const now = c.get('now')
  const { rows, next } = await listOffers(c.env.DB, asked, now)
  const data = await Promise.all(rows.map((offer) => offerJson(c.env, offer, now)))
  return c.json({ data, has_more: next !== null, next_cursor: next })
})

/** The four words of `status` are five phases: what is scheduled is published. */
const PHASES: Readonly<Record<KnownOffer['state'], readonly OfferPhase[]>> = {
  draft: ['draft'],
  published: ['published', 'scheduled'],
  paused: ['paused'],
  ended: ['ended'],
}

offers.get('/:offer', allow('offers:read'), async (c) => {
  const offer = await offerAsked(c.env.DB, c.req.param('offer'))
  return offer === null ? requestProblem(c, 'not_found') : answer(c, offer, 200)
})

offers.patch('/:offer', allow('offers:write'), async (c) => {
  const meant = versionMeant(c)
  if (meant instanceof Response) return meant
  const patch = await jsonBody(c, offerPatch)
  if (patch instanceof Response) return patch
  const before = await offerAsked(c.env.DB, c.req.param('offer'))
  if (before === null) return requestProblem(c, 'not_found')
  if (before.version !== meant)
    return versionConflict(c, before.version, await offerJson(c.env, before, c.get('now')))
  return outcome(c, await reviseOffer(c, before, changedFacts(before.facts, told(patch))), 200)
})

offers.post('/:offer/publications', allow('offers:write'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, publicationRequest)
  if (request instanceof Response) return request
  const asked = c.req.param('offer')
  const sent = sending(c, key, ['offer published', asked, request])
  return outcome(
    c,
    await untilSeen(c, asked, (before) =>
      actOnOffer(c, before, 'publish', { facts: { ...before.facts, ...told(request) }, sent }),
    ),
    201,
  )
})

offers.delete('/:offer/publications', allow('offers:write'), async (c) => {
  const asked = c.req.param('offer')
  const paused = await untilSeen(c, asked, async (before) =>
    // What is not published needs no pause.
    ['draft', 'paused'].includes(before.state)
      ? { kind: 'changed', offer: before }
      : actOnOffer(c, before, 'pause'),
  )
  return outcome(c, paused, 200)
})

offers.post('/:offer/endings', allow('offers:write'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, endingRequest)
  if (request instanceof Response) return request
  const asked = c.req.param('offer')
  const sent = sending(c, key, ['offer ended', asked])
  return outcome(c, await untilSeen(c, asked, (before) => actOnOffer(c, before, 'end', { sent })), 201)
})

/** What is done to the whole of an offer holds for whatever it says: whoever is overtaken by an author looks again. */
async function untilSeen(
  c: Context<AppEnv>,
  asked: string,
  act: (before: KnownOffer) => Promise<Changing>,
): Promise<Changing> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await offerAsked(c.env.DB, asked)
    if (before === null) return { kind: 'absent' }
    const result = await act(before)
    if (result.kind !== 'stale' || attempt === ATTEMPTS) return result
  }
}

const ATTEMPTS = 3

/** What was said; a field that is there without a value was not. */
function told(request: object): Partial<OfferFacts> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined))
}

async function outcome(c: Context<AppEnv>, result: Changing, status: 200 | 201): Promise<Response> {
  if (result.kind !== 'changed' && result.kind !== 'replayed') return offerRefused(c, result)
  if (result.kind === 'replayed') c.header('Idempotent-Replayed', 'true')
  return answer(c, result.offer, status)
}

async function answer(c: Context<AppEnv>, offer: KnownOffer, status: 200 | 201): Promise<Response> {
  c.header('ETag', etagOf(offer.version))
  return c.json(await offerJson(c.env, offer, c.get('now')), status)
}
