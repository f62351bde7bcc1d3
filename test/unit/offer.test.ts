import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { BLANK_OFFER, changedFacts, claimWordKey, contradictions, offerSchema } from '../../src/offer.ts'
import { freeSlug, slugOf } from '../../src/offer-slug.ts'
import { OFFER_TEMPLATES, templateDraft } from '../../src/offer-template.ts'
import { eur, offerFacts } from './an-offer.ts'

const WINDOW = { days: ['monday'], from: '09:00', to: '10:00' }
const reads = (said: object) => z.safeParse(offerSchema, { ...offerFacts(), ...said }).success
const dates = (count: number) =>
  Array.from({ length: count }, (_, day) => new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10))

describe('What an offer can say', () => {
  it.each<[string, object, object]>([
    ['a name', { name: 'a'.repeat(80) }, { name: 'a'.repeat(81) }],
    ['a name at all', { name: 'a' }, { name: '   ' }],
    ['a description', { description: 'a'.repeat(1000) }, { description: 'a'.repeat(1001) }],
    ['terms', { terms_text: 'a'.repeat(2000) }, { terms_text: 'a'.repeat(2001) }],
    [
      'an item',
      { benefit: { kind: 'item', item: 'a'.repeat(120) } },
      { benefit: { kind: 'item', item: 'a'.repeat(121) } },
    ],
    ['points', { required_points: 1 }, { required_points: 0 }],
    ['sums', { required_cashback: eur(1_000_000_000) }, { required_cashback: eur(1_000_000_001) }],
    ['stock', { stock: 1 }, { stock: 0 }],
    ['claims', { per_customer: 1000 }, { per_customer: 1001 }],
    ['uses', { uses: 500 }, { uses: 501 }],
    ['uses a day', { uses_per_day: 1 }, { uses_per_day: 0 }],
    ['windows', { windows: Array(14).fill(WINDOW) }, { windows: Array(15).fill(WINDOW) }],
    ['blackout dates', { blackout_dates: dates(60) }, { blackout_dates: dates(61) }],
    ['days', { validity: { kind: 'days', count: 3650 } }, { validity: { kind: 'days', count: 3651 } }],
    ['shops, each once', { store_ids: ['sto_a', 'sto_b'] }, { store_ids: ['sto_a', 'sto_a'] }],
    ['at least one channel', { channels: ['online'] }, { channels: [] }],
    [
      'pictures of ours',
      { image_url: `/images/${'a'.repeat(64)}.webp` },
      { image_url: 'https://elsewhere.example/a.png' },
    ],
    ['products', { product_ids: ['a'.repeat(120)] }, { product_ids: ['a'.repeat(121)] }],
    ['plans', { plan_ids: ['pln_gold'] }, { plan_ids: ['gold'] }],
    ['what it knows', {}, { colour: 'red' }],
  ])('has a limit: %s', (_, good, bad) => {
    expect([reads(good), reads(bad)]).toEqual([true, false])
  })

  it('may say nothing but a name, as a draft does', () => {
    expect(z.safeParse(offerSchema, { ...BLANK_OFFER, name: 'Soon' }).success).toBe(true)
  })
})

describe('A claim word', () => {
  it.each(['ABC', 'A'.repeat(21), 'WELCOMEAGAIN', 'WELCOMEBACKAGAIN', 'WÄLCOME', 'WEL/COME'])(
    'is not %s',
    (word) => {
      expect(reads({ claim_word: word })).toBe(false)
    },
  )

  it('is kept as people read it, and compared as codes are', () => {
    expect(z.parse(offerSchema, offerFacts({ claim_word: ' welcome-10 ' })).claim_word).toBe('WELCOME10')
    expect(claimWordKey('WELCOME10')).toBe(claimWordKey('we1c0me lo'))
  })
})

describe('What contradicts itself', () => {
  const found = (said: object) =>
    contradictions(offerFacts(said), 'EUR').map(({ pointer, problem }) => `${pointer} ${problem}`)

  it.each<[string, object, string[]]>([
    ['nothing', {}, []],
    ['points alone', { required_points: 100 }, []],
    [
      'points and cashback',
      { required_points: 100, required_cashback: eur(500) },
      ['/required_cashback several_prices'],
    ],
    [
      'all three',
      { required_points: 1, required_cashback: eur(1), required_balance: eur(1) },
      ['/required_cashback several_prices', '/required_balance several_prices'],
    ],
    [
      'a price in other money than accounts hold',
      { required_balance: { amount: 1, currency: 'USD' } },
      ['/required_balance/currency brand_currency'],
    ],
    [
      'a minimum in other money than the benefit',
      { benefit: { kind: 'amount', ...eur(500) }, minimum_spend: { amount: 1, currency: 'USD' } },
      ['/minimum_spend/currency benefit_currency'],
    ],
    [
      'stored value that counts uses',
      { benefit: { kind: 'value', ...eur(500) }, uses: 1 },
      ['/uses value_has_no_uses'],
    ],
    ['an item without uses', { uses: null }, ['/uses uses_missing']],
    ['more a day than in all', { uses: 2, uses_per_day: 3 }, ['/uses_per_day per_day_above_uses']],
    ['as many a day as in all', { uses: 3, uses_per_day: 3 }, []],
    ['an end at its start', { publish_from: 10, publish_until: 10 }, ['/publish_until ends_before_start']],
    ['an end after its start', { publish_from: 10, publish_until: 11 }, []],
  ])('%s', (_, said, problems) => {
    expect(found(said)).toEqual(problems)
  })

  it('leaves no uses to stored value, and gives one back when it becomes something else', () => {
    const value = changedFacts(offerFacts({ uses: 3 }), { benefit: { kind: 'value', ...eur(500) } })
    expect(value.uses).toBeNull()
    expect(changedFacts(value, { benefit: { kind: 'item', item: 'Coffee' } }).uses).toBe(1)
    expect(changedFacts(offerFacts({ uses: 3 }), { benefit: { kind: 'item', item: 'Tea' } }).uses).toBe(3)
  })
})

describe('The address of an offer', () => {
  it.each([
    ['Second coffee free', 'second-coffee-free'],
    ['  Pão à tarde!  ', 'pao-a-tarde'],
    ['15 % off — today', '15-off-today'],
    ['コーヒー', 'offer'],
    ['a'.repeat(80), 'a'.repeat(60)],
    [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
  ])('of %s is %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  it('gets the first free number', () => {
    expect(freeSlug('a', new Set())).toBe('a')
    expect(freeSlug('a', new Set(['a', 'a-2', 'a-4']))).toBe('a-3')
  })
})

describe('Templates', () => {
  const words = { name: 'A name', description: 'A line', item: 'Coffee' }

  it.each(OFFER_TEMPLATES)('%s is complete and right in euros and in yen', (template) => {
    for (const currency of ['EUR', 'JPY']) {
      const draft = templateDraft(template, words, currency)
      expect(z.safeParse(offerSchema, draft).error?.issues ?? []).toEqual([])
      expect(contradictions(draft, currency)).toEqual([])
      expect(draft.benefit).not.toBeNull()
      expect(draft.validity).not.toBeNull()
    }
  })

  it('speak of whole money, whatever its decimals', () => {
    expect(templateDraft('gift_value', words, 'JPY').benefit).toMatchObject({ amount: 25 })
    expect(templateDraft('gift_value', words, 'EUR').benefit).toMatchObject({ amount: 2500 })
  })
})
