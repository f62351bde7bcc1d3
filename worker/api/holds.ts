import { type Context, Hono } from 'hono'
import type { Answer } from '../../durable-objects/voucher-object.ts'
import { holdId, readHoldId } from '../../src/id.ts'
import { rfc3339 } from '../../src/local-time.ts'
import { allow } from '../allow.ts'
import { jsonBody } from '../body.ts'
import { readVoucher } from '../code-vault.ts'
import { idempotencyKey, isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { countsMisses } from '../guarded.ts'
import { noteMiss } from '../miss.ts'
import { counterPlace, placeOf } from '../place.ts'
import { problem, requestProblem } from '../problem.ts'
import { voucherStub } from '../stubs.ts'
import { holdRequest } from './shapes.ts'

/** Keeping a use of a voucher for an order, and letting go of it. Mounted at /api/v1. */
export const holds = new Hono<AppEnv>()

holds.post('/vouchers/:voucher/holds', allow('redemptions:create'), countsMisses(), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, holdRequest)
  if (request instanceof Response) return request
  const id = readVoucher(c.env, c.req.param('voucher'))
  if (id === null) return problem(c, { reason: 'code_malformed' })
  const place = counterPlace(c, request.store_id ?? null, request.channel)
  if (place === null) return problem(c, { reason: 'operator_not_permitted' })
  const { customer_id: customer } = request
  const answer = await voucherStub(c.env, id).execute({
    kind: 'hold',
    ...sending(c, key, ['hold', id, request]),
    place,
    order: request.order_id,
    customer: customer ? `cus_${customer.slice(4)}` : null,
    ms: request.ttl_seconds * 1000,
  })
  if (answer.outcome.kind === 'refused') noteMiss(c, answer.outcome.refusals[0], c.req.param('voucher'))
  return holdAnswer(c, answer)
})

// A key of the caller's own is taken where there is one; without it each request is an act of its own.
holds.delete('/holds/:hold', allow('redemptions:create'), async (c) => {
  const named = readHoldId(c.req.param('hold'))
  const key = c.req.header('idempotency-key') ?? crypto.randomUUID()
  if (!isKey(key)) return requestProblem(c, 'idempotency_key_invalid')
  const place = placeOf(c, null)
  if (named === null) return problem(c, { reason: 'hold_not_found' })
  if (place === null) return problem(c, { reason: 'operator_not_permitted' })
  const sent = sending(c, key, ['release', named])
  const answer = await voucherStub(c.env, named.voucher).execute({
    kind: 'release',
    ...sent,
    place,
    hold: named.seq,
    within: c.get('principal').stores,
  })
  return releaseAnswer(c, answer)
})

function holdAnswer(c: Context<AppEnv>, { outcome }: Answer): Response {
  if (outcome.replayed) c.header('Idempotent-Replayed', 'true')
  if (outcome.kind === 'refused') return problem(c, outcome.refusals)
  const { entry, voucher } = outcome
  if (entry.kind !== 'held') return problem(c, { reason: 'idempotency_key_reused' })
  return c.json(
    {
      id: holdId(voucher.id, entry.hold ?? entry.seq),
      voucher_id: voucher.id,
      order_id: entry.order,
      expires_at: rfc3339(entry.until),
    },
    201,
  )
}

function releaseAnswer(c: Context<AppEnv>, { outcome }: Answer): Response {
  if (outcome.replayed) c.header('Idempotent-Replayed', 'true')
  if (outcome.kind === 'refused') {
    // Named by its hold, a voucher that is not there looks like a hold that is not.
    const absent = outcome.refusals[0].reason === 'voucher_not_found'
    return problem(c, absent ? { reason: 'hold_not_found' } : outcome.refusals)
  }
  const { entry, voucher } = outcome
  if (entry.kind !== 'released') return problem(c, { reason: 'idempotency_key_reused' })
  return c.json({
    id: holdId(voucher.id, entry.hold),
    voucher_id: voucher.id,
    order_id: voucher.holds.find(({ seq }) => seq === entry.hold)?.order ?? '',
    released_at: rfc3339(entry.at),
  })
}
