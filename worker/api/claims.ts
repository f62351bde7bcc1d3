import { type Context, Hono } from 'hono'
import type * as z from 'zod/mini'
import type { AccountClaim } from '../../src/account/claim.ts'
import { type AccountLine, type CustomerId, claimId, readClaimId, type VoucherId } from '../../src/id.ts'
import { type Instant, rfc3339 } from '../../src/local-time.ts'
import { allow } from '../allow.ts'
import { jsonBody } from '../body.ts'
import { claimOffer } from '../claiming.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { survivorById } from '../library/customers.ts'
import { offerAsked } from '../library/offers.ts'
import { placeOf } from '../place.ts'
import { fieldProblem, problem, requestProblem } from '../problem.ts'
import { mayReach } from '../reach.ts'
import { accountStub, voucherStub } from '../stubs.ts'
import { claimRequest, type claimShape } from './claim-shapes.ts'
import { reasonRequest } from './shapes.ts'
import { voucherAsIssued, voucherJson } from './voucher-json.ts'

/** Claiming offers for customers, and taking claims back. Mounted at /api/v1. */
export const claims = new Hono<AppEnv>()

claims.post('/offers/:offer/claims', allow('claims:create'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, claimRequest)
  if (request instanceof Response) return request
  const place = placeOf(c, null)
  if (place === null) return problem(c, { reason: 'operator_not_permitted' })
  const [offer, customer] = await Promise.all([
    offerAsked(c.env.DB, c.req.param('offer')),
    survivorById(c.env.DB, request.customer_id),
  ])
  if (offer === null) return requestProblem(c, 'not_found')
  if (customer === null)
    return fieldProblem(c, [{ pointer: '/customer_id', detail: 'is not a customer we know' }])
  const around = { env: c.env, directory: c.get('directory'), now: c.get('now') }
  // The offer by its id: it may be named by its slug the next time, as the customer by the record that stayed.
  const sent = sending(c, key, ['claim', offer.id])
  const answer = await claimOffer(around, offer, customer, { sent, place })
  if (answer.replayed) c.header('Idempotent-Replayed', 'true')
  if (answer.kind === 'refused') return problem(c, answer.refusals)
  const { claim, customer: id } = answer
  if (claim.voucher === null) return c.json(claimJson(id, claim, null), 202)
  // Answered as it was then; what became of it since, a header says.
  if (claim.state !== 'claimed') c.header('Claim-State', claim.state)
  const voucher = await voucherAsIssued(c, claim.voucher)
  return c.json({ ...claimJson(id, claim, voucher), status: 'claimed' as const }, 201)
})

claims.get('/claims/:claim', allow('claims:create'), async (c) => {
  const named = readClaimId(c.req.param('claim'))
  const claim = named && (await claimWithin(c, named))
  if (named === null || claim === null) return problem(c, { reason: 'claim_not_found' })
  return c.json(claimJson(named.customer, claim, await voucherNow(c, claim.voucher)))
})

claims.post('/claims/:claim/cancellations', allow('claims:create'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, reasonRequest)
  if (request instanceof Response) return request
  const named = readClaimId(c.req.param('claim'))
  const place = placeOf(c, null)
  if (named === null) return problem(c, { reason: 'claim_not_found' })
  if (place === null) return problem(c, { reason: 'operator_not_permitted' })
  if ((await claimWithin(c, named)) === null) return problem(c, { reason: 'claim_not_found' })
  const { customer, seq } = named
  const answer = await accountStub(c.env, customer).cancelClaim({
    kind: 'cancel_claim',
    ...sending(c, key, ['cancel_claim', named, request]),
    ...{ customer, place, claim: seq },
    currency: c.get('directory').brand.currency,
    words: request,
  })
  if (answer.replayed) c.header('Idempotent-Replayed', 'true')
  if (answer.kind === 'refused') return problem(c, answer.refusals)
  const { claim } = answer
  const body = claimJson(customer, claim, await voucherNow(c, claim.voucher))
  return c.json(body, claim.state === 'cancelling' ? 202 : 201)
})

/** The claim of that line, if whoever asks may hear of its voucher: what was claimed elsewhere is not there for them. Rule R38. */
async function claimWithin(c: Context<AppEnv>, { customer, seq }: AccountLine): Promise<AccountClaim | null> {
  const claim = await accountStub(c.env, customer).readClaim(seq)
  if (claim === null) return null
  if (claim.voucher !== null) return (await mayReach(c, 'claims:create', claim.voucher)) ? claim : null
  const { stores } = c.get('principal')
  const { store = null } = claim.place ?? {}
  return stores.length === 0 || (store !== null && stores.includes(store)) ? claim : null
}

type ClaimJson = z.output<typeof claimShape>

function claimJson(customer: CustomerId, claim: AccountClaim, voucher: ClaimJson['voucher']): ClaimJson {
  const { seq, offer, state, refusal, source, price, at } = claim
  return {
    id: claimId(customer, seq),
    offer_id: offer,
    customer_id: customer,
    status: state,
    reason: refusal?.reason ?? null,
    source,
    paid: price,
    claimed_at: rfc3339(at),
    voucher,
  }
}

async function voucherNow(c: Context<AppEnv>, id: VoucherId | null): Promise<ClaimJson['voucher']> {
  const reading = id === null ? null : await voucherStub(c.env, id).read()
  const now: Instant = c.get('now')
  return reading === null ? null : voucherJson(c, reading.voucher, reading.words, now)
}
