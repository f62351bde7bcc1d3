import { describe, expect, it } from 'vitest'
import type { OfferState } from '../../src/offer.ts'
import { limitBelowUsed } from '../../src/offer-limits.ts'
import { lacking } from '../../src/offer-publishing.ts'
import { afterAct, isEditable, OFFER_ACTS, phaseAt, possibleActs, statusAt } from '../../src/offer-state.ts'
import { eur, offerFacts } from './an-offer.ts'

const NOW = Date.UTC(2026, 10, 26, 12)
const standing = (
  state: OfferState,
  publish_from: number | null = null,
  publish_until: number | null = null,
) => ({
  state,
  publish_from,
  publish_until,
})

describe('Where an offer stands', () => {
  it.each<[string, Parameters<typeof standing>, string, string]>([
    ['a draft', ['draft', NOW - 1, NOW], 'draft', 'draft'],
    ['published without a time', ['published'], 'published', 'published'],
    ['published from later on', ['published', NOW + 1], 'scheduled', 'published'],
    ['published from now on', ['published', NOW], 'published', 'published'],
    ['published until later', ['published', null, NOW + 1], 'published', 'published'],
    ['published until now', ['published', null, NOW], 'ended', 'ended'],
    ['paused', ['paused', NOW + 1], 'paused', 'paused'],
    ['paused past its end', ['paused', null, NOW], 'ended', 'ended'],
    ['ended by its author', ['ended', NOW + 1], 'ended', 'ended'],
  ])('%s', (_, [state, from, until], phase, status) => {
    expect(phaseAt(standing(state, from, until), NOW)).toBe(phase)
    expect(statusAt(standing(state, from, until), NOW)).toBe(status)
  })
})

describe('What can be done with an offer', () => {
  it.each<[OfferState, Record<string, string>]>([
    ['draft', { publish: 'published', end: 'ended' }],
    ['published', { pause: 'paused', end: 'ended' }],
    ['paused', { publish: 'published', end: 'ended' }],
    ['ended', {}],
  ])('%s', (state, allowed) => {
    for (const act of OFFER_ACTS) {
      const to = allowed[act]
      expect(afterAct(standing(state), act, NOW)).toEqual(
        to === undefined
          ? { kind: 'refused', reason: 'offer_state', status: state, possible: Object.keys(allowed) }
          : { kind: 'to', state: to },
      )
    }
  })

  it('is nothing once its time is over, but saying a later end', () => {
    expect(possibleActs(standing('published', null, NOW), NOW)).toEqual([])
    expect(isEditable(standing('published', null, NOW))).toBe(true)
    expect(isEditable(standing('ended'))).toBe(false)
  })
})

describe('What an offer lacks to be published', () => {
  const asked = { now: NOW, zone: 'Europe/Lisbon', budget: null }
  const found = (said: object, budget: ReturnType<typeof eur> | null = null) =>
    lacking(offerFacts(said), { ...asked, budget }).map(({ pointer, problem }) => `${pointer} ${problem}`)
  const percent = (max_amount?: number) => ({
    benefit: { kind: 'percent' as const, percent: 20, ...(max_amount && { max_amount }) },
  })

  it('is each named with its field', () => {
    expect(found({ benefit: null, validity: null, publish_until: NOW })).toEqual([
      '/benefit benefit_missing',
      '/validity validity_missing',
      '/publish_until already_over',
    ])
    expect(found({})).toEqual([])
  })

  it('is a validity that outlives the first day it opens', () => {
    const validity = { kind: 'fixed_date', date: '2026-11-30' }
    expect(found({ validity })).toEqual([])
    expect(found({ validity, publish_from: Date.UTC(2026, 11, 1) })).toEqual(['/validity validity_over'])
  })

  it('is a most for a percentage, where a campaign has a budget', () => {
    expect(found(percent())).toEqual([])
    expect(found(percent(), eur(10_000))).toEqual(['/benefit/max_amount budget'])
    expect(found(percent(500), eur(10_000))).toEqual([])
  })

  it('is money of the budget, where it gives money', () => {
    const dollars = { benefit: { kind: 'amount', amount: 500, currency: 'USD' } }
    expect(found(dollars, eur(10_000))).toEqual(['/benefit/currency budget_currency'])
    expect(found({}, eur(10_000))).toEqual([])
  })
})

describe('Limits below what is used', () => {
  const taken = { claims: 18, byOneCustomer: 2 }
  const refused = (before: object, after: object) =>
    limitBelowUsed(offerFacts(before), offerFacts(after), taken)

  it.each<[string, object, object, ReturnType<typeof limitBelowUsed>]>([
    ['stock as low as what is used', { stock: 200 }, { stock: 18 }, null],
    [
      'stock below it',
      { stock: 200 },
      { stock: 17 },
      { reason: 'limit_below_used', limit: 'stock', used: 18 },
    ],
    ['a first stock below it', {}, { stock: 17 }, { reason: 'limit_below_used', limit: 'stock', used: 18 }],
    ['no stock any more', { stock: 20 }, {}, null],
    ['stock that was too low before, and rises', { stock: 10 }, { stock: 12 }, null],
    [
      'claims of one customer',
      { per_customer: 3 },
      { per_customer: 1 },
      { reason: 'limit_below_used', limit: 'per_customer', used: 2 },
    ],
    ['claims of one customer, enough', { per_customer: 3 }, { per_customer: 2 }, null],
  ])('%s', (_, before, after, refusal) => {
    expect(refused(before, after)).toEqual(refusal)
  })
})
