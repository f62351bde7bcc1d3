import { type Context, Hono } from 'hono'
import type { AccountAnswer } from '../../durable-objects/account-answers.ts'
import type { Move } from '../../src/account/lot.ts'
import { storeOf } from '../../src/directory.ts'
import { type CustomerId, purchaseId, readPurchaseId } from '../../src/id.ts'
import { rfc3339 } from '../../src/local-time.ts'
import { allow } from '../allow.ts'
import { jsonBody } from '../body.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { type CustomerRow, customerByCard, survivorById } from '../library/customers.ts'
import { placeOf } from '../place.ts'
import { type FieldError, fieldProblem, problem, requestProblem } from '../problem.ts'
import { recordPurchase } from '../purchasing.ts'
import { accountStub } from '../stubs.ts'
import { instantJson } from './account-json.ts'
import { type PurchaseRequest, purchaseRequest, reversalRequest } from './account-shapes.ts'

/** /api/v1/purchases: what customers bought, and taking back what it earned. */
export const purchases = new Hono<AppEnv>()

/** Clocks of tills are not exactly ours. */
const AHEAD_MS = 5 * 60_000

purchases.post('/', allow('purchases:create'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, purchaseRequest)
  if (request instanceof Response) return request
  const { order_id, store_id, total } = request
  const place = placeOf(c, store_id)
  const customer = await buyerOf(c, request)
  const errors = [
    ...(place === null ? [{ pointer: '/store_id', detail: 'is not one of your shops' }] : []),
    ...purchaseErrors(c, request, customer),
  ]
  if (place === null || customer === null || errors.length > 0) return fieldProblem(c, errors)
  const sent = sending(c, key, ['purchase', request])
  const now = c.get('now')
  const purchasing = {
    customer,
    store: store_id,
    order: order_id,
    total: total.amount,
    currency: total.currency,
    at: request.at == null ? now : Math.min(now, Date.parse(request.at)),
  }
  const purchased = await recordPurchase(c.env, sent, place, purchasing, now)
  if (purchased.kind === 'of_other_customer') return requestProblem(c, 'order_of_other_customer')
  return purchaseAnswer(c, purchased.answer, purchased.customer)
})

purchases.post('/:purchase/reversals', allow('purchases:create'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, reversalRequest)
  if (request instanceof Response) return request
  const named = readPurchaseId(c.req.param('purchase'))
  const place = placeOf(c, null)
  if (named === null) return problem(c, { reason: 'purchase_not_found' })
  if (place === null) return problem(c, { reason: 'operator_not_permitted' })
  const { customer, seq } = named
  const { reason } = request
  const words = reason === undefined ? {} : { reason }
  const answer = await accountStub(c.env, customer).reversePurchase({
    kind: 'reverse_purchase',
    ...sending(c, key, ['reverse_purchase', named, ...Object.values(words)]),
    ...{ customer, place, currency: c.get('directory').brand.currency },
    purchase: seq,
    authority: 'reversal',
    within: c.get('principal').stores,
    words,
  })
  if (answer.replayed) c.header('Idempotent-Replayed', 'true')
  if (answer.kind === 'refused') return problem(c, answer.refusals)
  const { moves, at } = answer.entry
  const body = {
    purchase_id: purchaseId(customer, seq),
    customer_id: customer,
    taken_back: sums(moves, 'taken_back'),
    owed: sums(moves, 'owed'),
    vouchers: answer.gifts.map(({ title, fate }) => ({ title, status: fate })),
    at: rfc3339(at),
  }
  return c.json(body, 201)
})

function buyerOf(c: Context<AppEnv>, request: PurchaseRequest): Promise<CustomerRow | null> {
  const { customer_id, card_token } = request
  return card_token == null ? survivorById(c.env.DB, customer_id ?? '') : customerByCard(c.env.DB, card_token)
}

function purchaseErrors(
  c: Context<AppEnv>,
  { card_token, store_id, total, at }: PurchaseRequest,
  customer: CustomerRow | null,
): readonly FieldError[] {
  const { brand } = c.get('directory')
  const named = card_token == null ? '/customer_id' : '/card_token'
  const open = storeOf(c.get('directory'), store_id)?.state !== 'archived'
  return [
    ...(open ? [] : [{ pointer: '/store_id', detail: 'is archived' }]),
    ...(customer === null ? [{ pointer: named, detail: 'is not a customer we know' }] : []),
    ...(total.currency === brand.currency
      ? []
      : [{ pointer: '/total/currency', detail: `must be ${brand.currency}, the brand's` }]),
    ...(at != null && Date.parse(at) > c.get('now') + AHEAD_MS
      ? [{ pointer: '/at', detail: 'lies in the future' }]
      : []),
  ]
}

/** 201 with the purchase as it was recorded the first time, whoever sent it then. */
function purchaseAnswer(c: Context<AppEnv>, answer: AccountAnswer, customer: CustomerId): Response {
  if (answer.replayed) c.header('Idempotent-Replayed', 'true')
  if (answer.kind === 'refused') return problem(c, answer.refusals)
  const { entry, reversedAt } = answer
  if (entry.kind !== 'purchased') return problem(c, { reason: 'idempotency_key_reused' })
  const earned = entry.moves.filter(({ kind }) => kind === 'earned')
  const body = {
    id: purchaseId(customer, entry.seq),
    order_id: entry.order,
    store_id: entry.store,
    customer_id: customer,
    total: { amount: entry.total, currency: entry.currency },
    earned: earned.map(({ unit, amount, pieces }) => ({
      unit,
      amount,
      ends_at: instantJson(pieces[0]?.endsAt ?? null),
    })),
    at: rfc3339(entry.happenedAt),
    recorded_at: rfc3339(entry.at),
    reversed_at: instantJson(reversedAt),
  }
  return c.json(body, 201)
}

function sums(moves: readonly Move[], of: Move['kind']) {
  return moves.filter(({ kind }) => kind === of).map(({ unit, amount }) => ({ unit, amount }))
}
