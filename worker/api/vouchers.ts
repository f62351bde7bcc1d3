import { type Context, Hono } from 'hono'
import type { Answer } from '../../durable-objects/voucher-object.ts'
import type { CancelClaim } from '../../src/account/command.ts'
import { readCode } from '../../src/code.ts'
import type { Extend, Void } from '../../src/command.ts'
import { readClaimId, type VoucherId } from '../../src/id.ts'
import { allow } from '../allow.ts'
import { jsonBody, jsonBodyAs } from '../body.ts'
import { readVoucher } from '../code-vault.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { issueWithinBudget } from '../goodwill.ts'
import { countsMisses } from '../guarded.ts'
import { imageExists } from '../images.ts'
import { readIssuing } from '../issuing.ts'
import { holderFor, survivorById } from '../library/customers.ts'
import { offerAsked } from '../library/offers.ts'
import { listVouchers } from '../library/voucher-list.ts'
import { noteMiss } from '../miss.ts'
import { giveByHand } from '../offer-giving.ts'
import { placeOf } from '../place.ts'
import { fieldProblem, problem, requestProblem } from '../problem.ts'
import { isWithin, mayReach, reachFor } from '../reach.ts'
import { accountStub, voucherStub } from '../stubs.ts'
import { ledgerJson } from './ledger-json.ts'
import { readListQuery } from './list-query.ts'
import {
  extensionRequest,
  type IssueFromOfferRequest,
  issueFromOfferRequest,
  issueRequest,
  reasonRequest,
  voidRequest,
} from './shapes.ts'
import { listRowJson, voucherAsIssued, voucherJson } from './voucher-json.ts'

/** /api/v1/vouchers: issuing, reading, and every change of state but redemption. */
export const vouchers = new Hono<AppEnv>()

vouchers.post('/', allow('vouchers:issue'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBodyAs<typeof issueRequest | typeof issueFromOfferRequest>(c, (json) =>
    typeof json === 'object' && json !== null && 'offer_id' in json ? issueFromOfferRequest : issueRequest,
  )
  if (request instanceof Response) return request
  if ('offer_id' in request) return fromOffer(c, key, request)
  const issuing = readIssuing(request, c.get('directory'))
  if (!('terms' in issuing)) return fieldProblem(c, issuing)
  const place = placeOf(c, null)
  if (place === null) return problem(c, { reason: 'operator_not_permitted' })
  const { image_url } = issuing.terms
  if (image_url !== null && !(await imageExists(c.env, image_url))) {
    return fieldProblem(c, [{ pointer: '/image_url', detail: 'is not a picture that was uploaded here' }])
  }
  const customer = issuing.customer && (await holderFor(c.env.DB, issuing.customer))
  if (customer === null && issuing.customer !== null) {
    return fieldProblem(c, [{ pointer: '/customer_id', detail: 'is not a customer we know' }])
  }
  const result = await issueWithinBudget(c, sending(c, key, ['issue', request]), place, {
    ...issuing,
    customer,
  })
  if (result.kind === 'over') return requestProblem(c, 'approval_required', { left: result.left })
  const { answer } = result
  return answer === null ? requestProblem(c, 'code_underivable') : voucherAnswer(c, answer)
})

vouchers.get('/', allow('vouchers:read'), countsMisses(), async (c) => {
  const query = readListQuery(c)
  if (query instanceof Response) return query
  // A record that was merged names the person it became.
  const customer = query.customer && ((await holderFor(c.env.DB, query.customer)) ?? query.customer)
  const page = await listVouchers(
    c.env.DB,
    { ...query, customer, reach: reachFor(c, 'vouchers:read') },
    c.get('now'),
  )
  // Codes could be tried here too.
  const q = c.req.query('q') ?? ''
  if (page.rows.length === 0 && ['generated', 'chosen'].includes(readCode(q).kind))
    noteMiss(c, { reason: 'voucher_not_found' }, q)
  const data = page.rows.map((row) => listRowJson(row, c.get('now')))
  return c.json({ data, has_more: page.next !== null, next_cursor: page.next })
})

vouchers.get('/:voucher', allow('vouchers:read'), countsMisses(), async (c) => {
  const id = readVoucher(c.env, c.req.param('voucher'))
  const reading = id && (await voucherStub(c.env, id).read())
  if (!reading || !isWithin(c, 'vouchers:read', reading.voucher)) return noVoucher(c)
  return c.json(voucherJson(c, reading.voucher, reading.words, c.get('now')))
})

vouchers.get('/:voucher/ledger', allow('vouchers:read'), countsMisses(), async (c) => {
  const id = readVoucher(c.env, c.req.param('voucher'))
  const history = id && (await voucherStub(c.env, id).history())
  if (!history || !isWithin(c, 'vouchers:read', history.voucher)) return noVoucher(c)
  return c.json({ data: ledgerJson(c, history), has_more: false, next_cursor: null })
})

vouchers.post('/:voucher/voids', allow('vouchers:change'), countsMisses(), async (c) => {
  const body = await jsonBody(c, voidRequest)
  if (body instanceof Response) return body
  return change(c, { kind: 'void', refund: body.refund ?? false, words: { reason: body.reason } })
})

vouchers.post('/:voucher/blocks', allow('vouchers:change'), countsMisses(), async (c) => {
  const body = await jsonBody(c, reasonRequest)
  return body instanceof Response ? body : change(c, { kind: 'block', words: { reason: body.reason } })
})

vouchers.post('/:voucher/unblocks', allow('vouchers:change'), countsMisses(), async (c) => {
  const body = await jsonBody(c, reasonRequest)
  return body instanceof Response ? body : change(c, { kind: 'unblock', words: { reason: body.reason } })
})

vouchers.post('/:voucher/extensions', allow('vouchers:change'), countsMisses(), async (c) => {
  const body = await jsonBody(c, extensionRequest)
  if (body instanceof Response) return body
  return change(c, { kind: 'extend', validity: body.validity, words: { reason: body.reason } })
})

/** A voucher of an offer, for a customer or for whoever shows it. */
async function fromOffer(c: Context<AppEnv>, key: string, request: IssueFromOfferRequest): Promise<Response> {
  const place = placeOf(c, null)
  if (place === null) return problem(c, { reason: 'operator_not_permitted' })
  const asked = request.customer_id ?? null
  const [offer, customer] = await Promise.all([
    offerAsked(c.env.DB, request.offer_id),
    asked === null ? null : survivorById(c.env.DB, asked),
  ])
  if (offer === null) return fieldProblem(c, [{ pointer: '/offer_id', detail: 'is none of your offers' }])
  if (customer === null && asked !== null)
    return fieldProblem(c, [{ pointer: '/customer_id', detail: 'is not a customer we know' }])
  // The offer by its id: it may be named by its slug the next time, as the customer by the record that stayed.
  const sent = sending(c, key, ['issue_from_offer', offer.id, customer !== null])
  const result = await giveByHand(c, { offer, customer, sent, place })
  if (result.kind === 'over') return requestProblem(c, 'approval_required', { left: result.left })
  const handed = result.answer
  if (handed.kind === 'refused') return problem(c, handed.refusals)
  if (handed.kind === 'issued')
    return handed.answer === null ? requestProblem(c, 'code_underivable') : voucherAnswer(c, handed.answer)
  if (handed.answer.replayed) c.header('Idempotent-Replayed', 'true')
  if (handed.answer.kind === 'refused') return problem(c, handed.answer.refusals)
  const { voucher } = handed.answer.claim
  const issued = voucher && (await voucherAsIssued(c, voucher))
  // It goes on by itself; the same request sent again tells how it ended.
  return issued === null ? requestProblem(c, 'unavailable') : c.json(issued, 201)
}

type Change =
  | Pick<Void, 'kind' | 'refund' | 'words'>
  | { readonly kind: 'block' | 'unblock'; readonly words: { readonly reason: string } }
  | Pick<Extend, 'kind' | 'validity' | 'words'>

async function change(c: Context<AppEnv>, asked: Change): Promise<Response> {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const id = readVoucher(c.env, c.req.param('voucher') ?? '')
  if (id === null) return problem(c, { reason: 'code_malformed' })
  const place = placeOf(c, null)
  if (place === null) return problem(c, { reason: 'operator_not_permitted' })
  if (!(await mayReach(c, 'vouchers:change', id))) return noVoucher(c)
  const sent = sending(c, key, [id, asked])
  if (asked.kind === 'void' && asked.refund) {
    // What a claim took lies in its account, which alone gives back once.
    const reading = await voucherStub(c.env, id).read()
    const claim = readClaimId(reading?.voucher.claim ?? '')
    if (claim !== null) return refund(c, id, { ...claim, ...sent, place, words: asked.words })
  }
  const answer = await voucherStub(c.env, id).execute({ ...asked, ...sent, place })
  if (answer.outcome.kind === 'refused') noteMiss(c, answer.outcome.refusals[0], c.req.param('voucher') ?? '')
  return voucherAnswer(c, answer)
}

/** Cancels the claim a voucher came of, and shows the voucher as it stands then. */
async function refund(
  c: Context<AppEnv>,
  id: VoucherId,
  { seq, ...asked }: Omit<CancelClaim, 'kind' | 'currency' | 'claim'> & { readonly seq: number },
): Promise<Response> {
  const { currency } = c.get('directory').brand
  const wish = { kind: 'cancel_claim', ...asked, currency, claim: seq } as const
  const answer = await accountStub(c.env, asked.customer).cancelClaim(wish)
  if (answer.replayed) c.header('Idempotent-Replayed', 'true')
  if (answer.kind === 'refused') return problem(c, answer.refusals)
  // It goes on by itself; the same request sent again tells how it ended.
  if (answer.claim.state === 'cancelling') return requestProblem(c, 'unavailable')
  const reading = await voucherStub(c.env, id).read()
  return reading === null
    ? noVoucher(c)
    : c.json(voucherJson(c, reading.voucher, reading.words, c.get('now')), 201)
}

function noVoucher(c: Context<AppEnv>): Response {
  const refusal = { reason: 'voucher_not_found' } as const
  noteMiss(c, refusal, c.req.param('voucher') ?? '')
  return problem(c, refusal)
}

/** 201 with the voucher as it was right after the command, or the refusal; a replay says so. */
function voucherAnswer(c: Context<AppEnv>, { outcome, words }: Answer): Response {
  if (outcome.replayed) c.header('Idempotent-Replayed', 'true')
  if (outcome.kind === 'refused') return problem(c, outcome.refusals)
  return c.json(voucherJson(c, outcome.voucher, words, outcome.entry.at), 201)
}
