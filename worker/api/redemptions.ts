import { type Context, Hono } from 'hono'
import type { Answer } from '../../durable-objects/voucher-object.ts'
import { currencyOf } from '../../src/benefit.ts'
import type { Use } from '../../src/command.ts'
import type { Validation } from '../../src/decide.ts'
import { readHoldId, readRedemptionId, redemptionId, type VoucherId } from '../../src/id.ts'
import { rfc3339 } from '../../src/local-time.ts'
import { may } from '../../src/permission.ts'
import { allow } from '../allow.ts'
import { jsonBody } from '../body.ts'
import { readVoucher } from '../code-vault.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { explain } from '../explain.ts'
import { countsMisses } from '../guarded.ts'
import { noteMiss } from '../miss.ts'
import { counterPlace, placeOf } from '../place.ts'
import { problem } from '../problem.ts'
import { voucherStub } from '../stubs.ts'
import { rollbackRequest, type UseRequest, useRequest } from './shapes.ts'

/** Validating and redeeming a voucher, and reversing a redemption. Mounted at /api/v1. */
export const redemptions = new Hono<AppEnv>()

redemptions.post('/vouchers/:voucher/validations', allow('redemptions:create'), countsMisses(), async (c) => {
  const request = await jsonBody(c, useRequest)
  if (request instanceof Response) return request
  const id = readVoucher(c.env, c.req.param('voucher'))
  const use = useOf(c, request, id)
  if (use === null) return problem(c, { reason: 'operator_not_permitted' })
  // A question about a code has an answer, whatever the code: only redeeming an unknown one is an error.
  if (id === null)
    return c.json(validationJson(c, { valid: false, refusals: [{ reason: 'code_malformed' }] }, null))
  const { validation, reading } = await voucherStub(c.env, id).validate(use)
  if (!validation.valid) noteMiss(c, validation.refusals[0], c.req.param('voucher'))
  const benefit = reading?.voucher.terms.benefit
  return c.json(validationJson(c, validation, use.order?.currency ?? (benefit ? currencyOf(benefit) : null)))
})

redemptions.post('/vouchers/:voucher/redemptions', allow('redemptions:create'), countsMisses(), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, useRequest)
  if (request instanceof Response) return request
  const id = readVoucher(c.env, c.req.param('voucher'))
  if (id === null) return problem(c, { reason: 'code_malformed' })
  const use = useOf(c, request, id)
  if (use === null) return problem(c, { reason: 'operator_not_permitted' })
  const answer = await voucherStub(c.env, id).execute({
    kind: 'redeem',
    ...sending(c, key, ['redeem', id, request]),
    ...use,
  })
  if (answer.outcome.kind === 'refused') noteMiss(c, answer.outcome.refusals[0], c.req.param('voucher'))
  return redemptionAnswer(c, answer)
})

redemptions.post('/redemptions/:redemption/rollbacks', allow('redemptions:undo'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, rollbackRequest)
  if (request instanceof Response) return request
  const named = readRedemptionId(c.req.param('redemption'))
  const place = placeOf(c, null)
  if (named === null) return problem(c, { reason: 'redemption_not_found' })
  if (place === null) return problem(c, { reason: 'operator_not_permitted' })
  const answer = await voucherStub(c.env, named.voucher).execute({
    kind: 'roll_back',
    ...sending(c, key, ['roll_back', named, request]),
    place,
    redemption: named.seq,
    amount: request.amount ?? null,
    authority: may(c.get('principal'), 'redemptions:reverse') ? 'reversal' : 'undo',
    within: c.get('principal').stores,
    words: { reason: request.reason },
  })
  return rollbackAnswer(c, answer)
})

function useOf(c: Context<AppEnv>, request: UseRequest, voucher: VoucherId | null): Use | null {
  const place = counterPlace(c, request.store_id ?? null, request.channel)
  if (place === null) return null
  const customer = request.customer_id
  return {
    place,
    order: request.order ?? null,
    customer: customer ? `cus_${customer.slice(4)}` : null,
    amount: request.amount ?? null,
    acceptPartial: request.accept_partial ?? false,
    answers: request.answers ?? {},
    hold: request.hold_id == null ? null : lineOfHold(request.hold_id, voucher),
  }
}

/** The ledger line that id names; of another voucher's hold a line that is none. */
function lineOfHold(id: string, voucher: VoucherId | null): number {
  const named = readHoldId(id)
  return named !== null && named.voucher === voucher ? named.seq : 0
}

function validationJson(c: Context<AppEnv>, validation: Validation, currency: string | null) {
  if (!validation.valid) {
    const [first] = validation.refusals
    const reasons = validation.refusals.map(({ reason }) => reason)
    return {
      valid: false,
      reason: first.reason,
      reasons,
      explanation: explain(c, first),
      discount: null,
      total: null,
    }
  }
  const sum = (amount: number | null) => (amount === null || currency === null ? null : { amount, currency })
  const { discount, total } = validation
  return {
    valid: true,
    reason: null,
    reasons: [],
    explanation: null,
    discount: sum(discount),
    total: sum(total),
  }
}

/** 201 with the redemption as recorded. If it was reversed since, the replay says so: nobody acts on a bare green. */
function redemptionAnswer(c: Context<AppEnv>, { outcome, receipt }: Answer): Response {
  if (outcome.replayed) c.header('Idempotent-Replayed', 'true')
  if (outcome.kind === 'refused') return problem(c, outcome.refusals)
  const { entry, voucher, reversed } = outcome
  if (entry.kind !== 'redeemed') return problem(c, { reason: 'idempotency_key_reused' })
  if (reversed) c.header('Redemption-State', 'rolled_back')
  return c.json(
    {
      id: redemptionId(voucher.id, entry.seq),
      voucher_id: voucher.id,
      status: 'redeemed' as const,
      amount: entry.amount,
      balance: entry.balance,
      uses_left: entry.usesLeft,
      forced: entry.forced,
      redeemed_at: rfc3339(entry.at),
      store_id: entry.place.store,
      receipt: receipt ?? '',
    },
    201,
  )
}

function rollbackAnswer(c: Context<AppEnv>, { outcome, receipt }: Answer): Response {
  if (outcome.replayed) c.header('Idempotent-Replayed', 'true')
  if (outcome.kind === 'refused') {
    // Named by its redemption, a voucher that is not there looks like one of another shop.
    const absent = outcome.refusals[0].reason === 'voucher_not_found'
    return problem(c, absent ? { reason: 'redemption_not_found' } : outcome.refusals)
  }
  const { entry, voucher } = outcome
  if (entry.kind !== 'rolled_back') return problem(c, { reason: 'idempotency_key_reused' })
  return c.json(
    {
      redemption_id: redemptionId(voucher.id, entry.redemption),
      voucher_id: voucher.id,
      status: 'rolled_back' as const,
      amount: entry.amount,
      balance: entry.balance,
      uses_left: entry.usesLeft,
      rolled_back_at: rfc3339(entry.at),
      receipt: receipt ?? '',
    },
    201,
  )
}
