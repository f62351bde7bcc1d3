import { describe, expect, it } from 'vitest'
import type { OfferFacts } from '../../src/offer.ts'
import { findOffers, type OfferSearch, type Places } from '../../src/offer-finding.ts'
import { stockLevel } from '../../src/offer-stock.ts'
import { eur, offerFacts } from './an-offer.ts'

const PLACES: Places = {
  stores: [
    { id: 'sto_chiado', name: 'Chiado', partner: null },
    { id: 'sto_belem', name: 'Belém', partner: null },
    { id: 'sto_porto', name: 'Porto', partner: 'ptn_mar' },
  ],
  partners: [{ id: 'ptn_mar', name: 'Livraria do Mar' }],
}
const ANY: OfferSearch = { text: '', category: null, store: null, sort: 'newest' }

let clock = 0
/** The later it is made, the newer it is. */
function made(name: string, said: Partial<OfferFacts> = {}) {
  clock += 1
  return {
    name,
    openedAt: clock,
    facts: offerFacts({ name, benefit: { kind: 'percent', percent: 10 }, ...said }),
  }
}
const OFFERS = [
  made('Second coffee free', { store_ids: ['sto_chiado'], publish_until: 500 }),
  made('Sweet things', {
    benefit: { kind: 'item', item: 'Pastel de nata' },
    store_ids: ['sto_belem'],
    categories: ['cat_cakes'],
    required_points: 90,
  }),
  made('A novel', { store_ids: ['sto_porto'], required_cashback: eur(500), publish_until: 300 }),
  made('Seeds by post', { channels: ['online'], required_points: 20, categories: ['cat_post'] }),
  made('A loaf', { partner_ids: ['ptn_other'], required_points: 30 }),
]
const found = (asked: Partial<OfferSearch>) =>
  findOffers(OFFERS, { ...ANY, ...asked }, PLACES).map(({ name }) => name)

describe('Finding offers', () => {
  it.each<[string, string, readonly string[]]>([
    ['the name, in any case and by beginnings', 'COFF', ['Second coffee free']],
    ['what it gives, without accents', 'nata', ['Sweet things']],
    [
      'a shop by its name: what is good everywhere too, unless it is a partner’s',
      'belem',
      ['A loaf', 'Sweet things'],
    ],
    ['a partner by its name', 'livraria', ['A novel']],
    ['all words together, wherever each is', 'coffee chiado', ['Second coffee free']],
    ['words that do not go together', 'coffee belem', []],
    ['what is nowhere', 'pizza', []],
    [
      'nothing but signs',
      ' -- ',
      ['A loaf', 'Seeds by post', 'A novel', 'Sweet things', 'Second coffee free'],
    ],
  ])('goes by %s', (_, text, names) => {
    expect(found({ text })).toEqual(names)
  })

  it('goes by category and by shop: what is only online is in none', () => {
    expect(found({ category: 'cat_cakes' })).toEqual(['Sweet things'])
    expect(found({ store: 'sto_chiado' })).toEqual(['A loaf', 'Second coffee free'])
    expect(found({ store: 'sto_porto' })).toEqual(['A novel'])
    expect(found({ store: 'sto_chiado', category: 'cat_cakes' })).toEqual([])
  })

  it('puts first what ends first, and what has no end last', () => {
    expect(found({ sort: 'ending' }).slice(0, 2)).toEqual(['A novel', 'Second coffee free'])
  })

  it('puts first what asks for the fewest points, and last what costs money', () => {
    expect(found({ sort: 'points' })).toEqual([
      'Second coffee free',
      'Seeds by post',
      'A loaf',
      'Sweet things',
      'A novel',
    ])
  })
})

describe('A stock in words', () => {
  it.each<[number, number, string]>([
    [200, 0, 'some'],
    [200, 179, 'some'],
    [200, 180, 'few'],
    [10_000, 9_979, 'some'],
    [10_000, 9_980, 'few'],
    [6, 0, 'some'],
    [6, 1, 'few'],
    [6, 6, 'none'],
    [6, 7, 'none'],
  ])('of %i with %i given is %s', (of, given, level) => {
    expect(stockLevel(of, given)).toBe(level)
  })
})
