import { describe, expect, it } from 'vitest'
import type { OfferFacts } from '../../src/offer.ts'
import { requirementsOf } from '../../src/offer-requirements.ts'
import { hindranceSaid, hindranceSaidAtTill, notYetOf } from '../../views/hindrance.ts'
import { actOf } from '../../views/offer-card.tsx'
import { cardNeeds, offerSentences } from '../../views/offer-needs.ts'
import type { OfferView } from '../../views/offer-view.ts'
import { eur, offerFacts } from '../unit/an-offer.ts'
import { frame } from './fixtures.ts'

function view(
  said: Partial<OfferFacts> = {},
  more: Partial<OfferView> = {},
  left: number | null = null,
): OfferView {
  const facts = offerFacts(said)
  return {
    name: facts.name,
    description: facts.description,
    terms: facts.terms_text,
    imageUrl: null,
    benefit: facts.benefit,
    requirements: requirementsOf(facts, left),
    stockLevel: null,
    plans: [],
    places: [],
    shops: 5,
    zone: 'Europe/Lisbon',
    ...more,
  }
}
const card = (...args: Parameters<typeof view>) => cardNeeds(frame(), view(...args)).map(({ text }) => text)
const whole = (...args: Parameters<typeof view>) =>
  offerSentences(frame(), view(...args)).map(({ text }) => text)
const WORKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const

describe('A card says what an offer takes', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['nothing asked', card(), ['For everyone']],
    ['points', card({ required_points: 1600 }), ['1,600 points']],
    ['cashback', card({ required_cashback: eur(350) }), ['€3.50 of your cashback']],
    ['how often', card({ per_customer: 1, per_customer_period: 'week' }), ['For everyone, once a week']],
    ['how often in all', card({ per_customer: 3 }), ['For everyone, 3 times']],
    [
      'members',
      card({ plan_ids: ['pln_a'] }, { plans: ['Mornings', 'Patrons'] }),
      ['For members of Mornings and Patrons'],
    ],
    [
      'tags, which are nobody else’s business',
      card({ segments: ['slow payer'] }),
      ['For selected customers'],
    ],
    ['first purchase', card({ first_purchase_only: true }), ['For your first purchase']],
    [
      'members, first purchase',
      card({ first_purchase_only: true, plan_ids: ['pln_a'] }, { plans: ['Gold'] }),
      ['For members of Gold, first purchase only'],
    ],
    ['minimum spend', card({ minimum_spend: eur(1000) }), ['For everyone, for orders from €10']],
    [
      'hours',
      card({ windows: [{ days: [...WORKDAYS], from: '15:00', to: '19:00' }] }),
      ['For everyone', 'Weekdays 15:00 to 19:00'],
    ],
    [
      'until the end of a day',
      card({ publish_until: Date.UTC(2026, 10, 30) }),
      ['For everyone', 'Until Sun 29 Nov'],
    ],
    [
      'until a time',
      card({ publish_until: Date.UTC(2026, 10, 29, 18) }),
      ['For everyone', 'Until Sun 29 Nov, 18:00'],
    ],
    [
      'not open yet',
      card({ publish_from: Date.UTC(2026, 10, 27, 17) }),
      ['For everyone', 'From Fri 27 Nov, 17:00'],
    ],
    ['open already', card({ publish_from: Date.UTC(2026, 10, 1) }), ['For everyone']],
    ['a stock nobody took from', card({ stock: 200 }, {}, 200), ['For everyone', '200 in all']],
    ['few left', card({ stock: 200 }, {}, 18), ['For everyone', '18 of 200 left']],
    ['none left', card({ stock: 200 }, {}, 0), ['For everyone', 'None left']],
    ['online only', card({ channels: ['online'] }), ['For everyone', 'Online only']],
    ['some shops', card({ channels: ['in_store'] }, { places: ['Chiado'] }), ['For everyone', 'In Chiado']],
  ])('%s', (_, said, expected) => {
    expect(said).toEqual(expected)
  })
})

describe('Its page says everything', () => {
  it('in sentences', () => {
    const said = whole({
      validity: { kind: 'months', count: 2 },
      uses: 4,
      uses_per_day: 1,
      blackout_dates: ['2026-12-24', '2026-12-25'],
      windows: [{ days: [...WORKDAYS], from: '15:00', to: '19:00' }],
      minimum_spend: eur(1000),
      product_ids: ['a'],
      combinable: false,
      holder_required: true,
    })
    expect(said).toEqual([
      'Coffee, free',
      'For everyone',
      'Good for 2 months once you have it, 4 uses, one a day',
      'Use it weekdays 15:00 to 19:00',
      'Not on 24 Dec and 25 Dec',
      'In our shops and online',
      'For orders from €10',
      'On certain products',
      'Not together with other vouchers',
      'Only you can use it',
    ])
  })

  it('without repeating the name', () => {
    expect(whole({ name: 'coffee' })[0]).toBe('For everyone')
  })
})

it('the act of a card says what it takes', () => {
  const act = (said: Partial<OfferFacts>) => actOf(frame(), view(said))
  expect(act({})).toBe('Get this')
  expect(act({ required_points: 100 })).toBe('Use 100 points')
  expect(act({ required_balance: eur(2500) })).toBe('Use €25 of your balance')
})

describe('Whoever had it as often as it goes hears how often that is, and when they can get it again', () => {
  const reached = (most: number, period: OfferFacts['per_customer_period'], again: boolean) => {
    const again_at = again ? Date.UTC(2026, 10, 30) : null
    const reason = { why: 'limit_reached', most, period, again_at } as const
    return [
      hindranceSaid(frame(), view(), reason),
      ...notYetOf(frame(), view(), [reason]).reasons,
      hindranceSaidAtTill(frame(), view(), 'Europe/Lisbon', reason),
    ]
  }

  it('within a time', () => {
    expect(reached(1, 'week', true)).toEqual([
      'You have had it as often as it goes: once a week. You can get it again from Mon 30 Nov, 00:00.',
      'You have had it, again from Mon 30 Nov, 00:00',
      'They have had it as often as it goes: once a week. They can get it again from Mon 30 Nov, 00:00.',
    ])
    expect(reached(3, 'day', true)[0]).toMatch(/^You have had it as often as it goes: 3 times a day\. /)
  })

  it('for good', () => {
    expect(reached(1, 'ever', false)).toEqual([
      'You have had it, and it is once for each of us.',
      'You have had it',
      'They have had it, and it is once for each customer.',
    ])
    expect(reached(3, 'ever', false)[0]).toBe('You have had it 3 times, as often as it goes.')
  })
})
