import { describe, expect, it } from 'vitest'
import type { ClaimPeriod } from '../../src/claim-period.ts'
import type { Offer } from '../../src/offer.ts'
import { type Claimant, eligibility } from '../../src/offer-eligibility.ts'
import { claimPeriod } from '../../src/offer-limits.ts'
import { requirementsOf } from '../../src/offer-requirements.ts'
import { anOffer, eur, offerFacts } from './an-offer.ts'

const ZONE = 'Europe/Lisbon'
/** A Thursday. */
const NOW = Date.UTC(2026, 10, 26, 12)
const DAY = 24 * 3600 * 1000
const ANYBODY: Claimant = {
  points: 120,
  cashback: 350,
  balance: 0,
  currency: 'EUR',
  plan: null,
  tags: [],
  hasPurchased: false,
  claimed: 0,
  holding: 0,
}

function asked(
  said: Parameters<typeof anOffer>[0],
  who: Partial<Claimant> = {},
  left: number | null = null,
  state: Offer['state'] = 'published',
) {
  return eligibility(
    anOffer(said, state),
    { ...ANYBODY, ...who },
    { now: NOW, zone: ZONE, left, usedUp: false },
  )
}
const not = (...reasons: object[]) => ({ kind: 'not_yet', reasons })

describe('Who may take an offer', () => {
  it('is everybody, where nothing is asked', () => {
    expect(asked({})).toEqual({ kind: 'may' })
  })

  it.each<[string, ReturnType<typeof asked>, object]>([
    ['points to go', asked({ required_points: 160 }), { why: 'points_missing', needed: 160, missing: 40 }],
    [
      'cashback to go',
      asked({ required_cashback: eur(500) }),
      { why: 'cashback_missing', needed: 500, missing: 150, currency: 'EUR' },
    ],
    [
      'balance to go',
      asked({ required_balance: eur(500) }),
      { why: 'balance_missing', needed: 500, missing: 500, currency: 'EUR' },
    ],
    [
      'money of another kind pays nothing',
      asked({ required_cashback: { amount: 100, currency: 'USD' } }),
      { why: 'cashback_missing', needed: 100, missing: 100, currency: 'USD' },
    ],
    [
      'another plan',
      asked({ plan_ids: ['pln_gold'] }, { plan: 'pln_silver' }),
      { why: 'plan_needed', plan_ids: ['pln_gold'], plan: 'pln_silver' },
    ],
    [
      'another segment',
      asked({ segments: ['vip', 'staff'] }, { tags: ['new'] }),
      { why: 'segment_needed', segments: ['vip', 'staff'] },
    ],
    [
      'not the first purchase',
      asked({ first_purchase_only: true }, { hasPurchased: true }),
      { why: 'first_purchase_only' },
    ],
    ['not open yet', asked({ publish_from: NOW + DAY }), { why: 'opens_at', at: NOW + DAY }],
    ['over', asked({ publish_until: NOW }), { why: 'ended' }],
    ['paused', asked({}, {}, null, 'paused'), { why: 'not_open' }],
    ['a draft', asked({}, {}, null, 'draft'), { why: 'not_open' }],
    ['gone', asked({ stock: 5 }, {}, 0), { why: 'out_of_stock' }],
    [
      'taken, and still held',
      asked({ per_customer: 1 }, { claimed: 1, holding: 1 }),
      { why: 'have_it', again_at: null },
    ],
    [
      'taken and used',
      asked({ per_customer: 1, per_customer_period: 'year' }, { claimed: 1 }),
      { why: 'limit_reached', most: 1, period: 'year', again_at: Date.UTC(2027, 0, 1) },
    ],
    [
      'taken, and over before it opens again',
      asked({ per_customer: 1, per_customer_period: 'year', publish_until: NOW + DAY }, { claimed: 1 }),
      { why: 'limit_reached', most: 1, period: 'year', again_at: null },
    ],
  ])('not: %s', (_, answer, reason) => {
    expect(answer).toEqual(not(reason))
  })

  it.each<[string, ReturnType<typeof asked>]>([
    ['exactly enough points', asked({ required_points: 120 })],
    ['one of the plans', asked({ plan_ids: ['pln_a', 'pln_b'] }, { plan: 'pln_b' })],
    ['one of the segments', asked({ segments: ['vip', 'new'] }, { tags: ['new'] })],
    ['the first purchase to come', asked({ first_purchase_only: true })],
    ['the last one', asked({ stock: 5 }, {}, 1)],
    ['one held, another allowed', asked({ per_customer: 2 }, { claimed: 1, holding: 1 })],
    ['held, without a limit', asked({}, { claimed: 9, holding: 9 })],
    [
      'outside its hours, which hold when it is used',
      asked({ windows: [{ days: ['sunday'], from: '01:00', to: '02:00' }] }),
    ],
  ])('yes: %s', (_, answer) => {
    expect(answer).toEqual({ kind: 'may' })
  })

  it('hears every reason, what nobody can change first and what they can last', () => {
    const everything = {
      publish_from: NOW + DAY,
      stock: 5,
      per_customer: 1,
      plan_ids: ['pln_gold'],
      segments: ['vip'],
      first_purchase_only: true,
      required_points: 500,
    }
    const answer = asked(everything, { claimed: 1, hasPurchased: true }, 0)
    expect(answer.kind === 'not_yet' && answer.reasons.map(({ why }) => why)).toEqual([
      'out_of_stock',
      'opens_at',
      'limit_reached',
      'plan_needed',
      'segment_needed',
      'first_purchase_only',
      'points_missing',
    ])
  })
})

describe('The period claims are counted in', () => {
  it.each<[ClaimPeriod, string | null, string | null]>([
    ['ever', null, null],
    ['day', '2026-11-26', '2026-11-27'],
    ['week', '2026-11-23', '2026-11-30'],
    ['month', '2026-11-01', '2026-12-01'],
    ['year', '2026-01-01', '2027-01-01'],
  ])('%s', (period, from, until) => {
    const at = (date: string | null) => (date === null ? null : Date.parse(`${date}T00:00:00Z`))
    expect(claimPeriod(period, NOW, ZONE)).toEqual({ from: at(from), until: at(until) })
  })

  it('begins with the local day, also where clocks changed within it', () => {
    const sunday = Date.UTC(2026, 9, 25, 12)
    const { from, until } = claimPeriod('day', sunday, ZONE)
    expect((until ?? 0) - (from ?? 0)).toBe(25 * 3600 * 1000)
  })
})

describe('What an offer asks for', () => {
  it('is data that sentences are made of', () => {
    const facts = offerFacts({
      required_points: 100,
      per_customer: 1,
      per_customer_period: 'week',
      stock: 200,
      store_ids: ['sto_a'],
    })
    expect(requirementsOf(facts, 18)).toMatchObject({
      cost: { kind: 'points', points: 100 },
      howOften: { most: 1, period: 'week' },
      stock: { of: 200, left: 18 },
      where: { store_ids: ['sto_a'], channels: ['in_store', 'online'] },
    })
  })

  it('is nothing where nothing is asked', () => {
    expect(requirementsOf(offerFacts(), null)).toMatchObject({
      cost: { kind: 'nothing' },
      howOften: null,
      stock: null,
    })
  })
})
