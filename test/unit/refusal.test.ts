import { describe, expect, it } from 'vitest'
import {
  ACCOUNT_REFUSALS,
  mayPassLater,
  REDEMPTION_REFUSALS,
  REFUSAL_REASONS,
  type Refusal,
  ranked,
  STATE_REFUSALS,
} from '../../src/refusal.ts'

// As people and programs were told it: adding a reason is fine, moving one is a change of the promise.
const PROMISED_ORDER =
  `malformed_request, unauthenticated, operator_not_permitted, rate_limited, idempotency_key_reused,
  code_malformed, voucher_not_found, code_revoked, stale_code, voucher_void, voucher_blocked, already_redeemed,
  voucher_limit_reached, balance_empty, held, leased_offline, not_yet_valid, expired, outside_usage_window,
  store_not_participating, partner_not_approved, channel_not_allowed, customer_required, holder_mismatch,
  customer_limit_reached, order_required, currency_mismatch, product_not_eligible, minimum_spend_not_met, not_combinable,
  amount_invalid, insufficient_balance, input_required, self_redemption`.split(/,\s+/)

describe('The reasons of refusals', () => {
  it('come in the promised order (R1)', () => {
    expect(REDEMPTION_REFUSALS).toEqual(PROMISED_ORDER)
  })

  it('are each named once', () => {
    const all = [...REDEMPTION_REFUSALS, ...STATE_REFUSALS, ...ACCOUNT_REFUSALS]
    expect(new Set(REFUSAL_REASONS).size).toBe(all.length)
  })

  it('are snake_case words, as the API writes them', () => {
    for (const reason of REFUSAL_REASONS) expect(reason).toMatch(/^[a-z]+(_[a-z]+)*$/)
  })
})

describe('Ranking refusals', () => {
  it('puts them in order whatever order they were found in (R1)', () => {
    const found: Refusal[] = [
      { reason: 'self_redemption' },
      { reason: 'holder_mismatch' },
      { reason: 'expired', closed_at: 0, zone: 'UTC' },
      { reason: 'order_required' },
    ]
    const order = ['expired', 'holder_mismatch', 'order_required', 'self_redemption']
    expect(ranked(found)?.map(({ reason }) => reason)).toEqual(order)
    expect(ranked(found.toReversed())?.map(({ reason }) => reason)).toEqual(order)
  })

  it('keeps the facts that help beside their reason', () => {
    const missing: Refusal = { reason: 'minimum_spend_not_met', minimum: 2000, missing: 320, currency: 'EUR' }
    expect(ranked([{ reason: 'self_redemption' }, missing])?.[0]).toEqual(missing)
  })

  it('of nothing is nothing', () => {
    expect(ranked([])).toBeNull()
  })
})

describe('Trying again under a new key', () => {
  it('may pass where time, the till or the customer can put it right by themselves (R30)', () => {
    expect(REFUSAL_REASONS.filter((reason) => mayPassLater({ reason } as Refusal))).toEqual([
      'rate_limited',
      'voucher_blocked',
      'held',
      'leased_offline',
      'not_yet_valid',
      'outside_usage_window',
      'customer_required',
      'order_required',
      'minimum_spend_not_met',
      'insufficient_balance',
      'input_required',
      'offer_not_open',
      'claim_limit_reached',
      'insufficient_points',
      'insufficient_cashback',
      'out_of_stock',
      'budget_exhausted',
    ])
  })
})
