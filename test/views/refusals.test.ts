import { describe, expect, it } from 'vitest'
import { REFUSAL_REASONS, type Refusal, type RefusalReason } from '../../src/refusal.ts'
import { refusalSentence } from '../../views/refusal.ts'
import { frame, NOW, SHOPS } from './fixtures.ts'

const MINUTES_8 = 8 * 60_000
const HOUR = 60 * 60_000
const trail = { at: NOW - MINUTES_8, by: 'prn_2', store: 'sto_5', device: 'till 1' }
/** Every fact any refusal has; each sentence takes its own. */
const facts = {
  ...trail,
  seq: 3,
  amount: 1760,
  uses: 4,
  balance: 3240,
  currency: 'EUR',
  opens_at: NOW + HOUR,
  closed_at: Date.UTC(2026, 10, 21),
  closes_at: Date.UTC(2026, 10, 21),
  zone: 'Europe/Lisbon',
  store_ids: ['sto_1', 'sto_4'],
  hold: 2,
  order_id: '1042',
  expires_at: NOW + HOUR,
  expired_at: NOW - HOUR,
  can_take_over: true,
  channels: ['online'],
  product_ids: ['espresso'],
  category_ids: [],
  minimum: 2500,
  missing: 400,
  redeemed: 1760,
  voucher: 'vch_1',
  limit: 2,
  period: 'week',
  plan_ids: ['pln_gold'],
  segments: ['regulars'],
  offer_status: 'scheduled',
}

function sentence(reason: RefusalReason, storeName = nameOf): string {
  return refusalSentence(frame(), { ...facts, reason } as unknown as Refusal, {
    zone: 'Europe/Lisbon',
    storeName,
  })
}

function nameOf(id: string): string | null {
  return SHOPS.find((shop) => shop.id === id)?.name ?? null
}

describe('refusals', () => {
  it.each(REFUSAL_REASONS)(
    '%s is said in sentences, without its code name or an exclamation mark',
    (reason) => {
      const text = sentence(reason)
      expect(text).toMatch(/^[A-Z].*\.$/)
      expect(text).not.toMatch(/_|!|undefined|null|NaN|\[object/)
    },
  )

  it('say the fact that helps', () => {
    expect(sentence('already_redeemed')).toBe(
      'Already redeemed 8 minutes ago at Ponta Delgada. Do not give it again.',
    )
    expect(sentence('outside_usage_window')).toBe('Opens today, 15:10. Ask the customer to come back then.')
    expect(sentence('expired')).toContain('Fri 20 Nov 2026, 23:59, Lisbon time')
    expect(sentence('minimum_spend_not_met')).toContain('€4.00 to go')
    expect(sentence('insufficient_balance')).toContain('€32.40')
    expect(sentence('store_not_participating')).toContain('Chiado and Belém')
  })

  it('say when the next day begins, or that there is none', () => {
    expect(sentence('voucher_limit_reached')).toBe(
      'It was used 4 times today, as often as one day allows. It can be used again today, 15:10.',
    )
    expect(sentence('channel_not_allowed')).toContain('online orders only')
  })

  it('say which order holds it until when, and what can be done', () => {
    expect(sentence('held')).toBe(
      'Order 1042 at Ponta Delgada holds it until today, 15:10. Take it over only if that order will not go on.',
    )
  })

  it('leave out shops the reader may not know', () => {
    expect(sentence('already_redeemed', () => null)).toBe(
      'Already redeemed 8 minutes ago. Do not give it again.',
    )
  })
})
