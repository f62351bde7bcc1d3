import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Benefit } from '../../src/benefit.ts'
import {
  budgetMonth,
  budgetSchema,
  firstBudget,
  fits,
  givingBack,
  leftOf,
  limitsOf,
  NOTHING_TAKEN,
  taking,
  worthOf,
} from '../../src/goodwill.ts'
import { moved } from '../../src/listed.ts'

const eur = (amount: number) => ({ amount, currency: 'EUR' })
const worth = (benefit: Benefit, uses: number | null = 1) => worthOf({ benefit, uses, minimum_spend: null })

describe('What a voucher is worth at its maximum', () => {
  it.each<[string, Benefit, number | null, number | null]>([
    ['money off, over all its uses', { kind: 'amount', ...eur(500) }, 3, 1500],
    ['credit, which has no number of uses', { kind: 'value', ...eur(5000) }, null, 5000],
    [
      'a percentage with a most, over all its uses',
      { kind: 'percent', percent: 20, max_amount: 800 },
      2,
      1600,
    ],
    ['a percentage without a most: nobody knows', { kind: 'percent', percent: 20 }, 1, null],
    ['an item, in number only', { kind: 'item', item: 'Coffee' }, 500, 0],
    ['a fixed price, in number only', { kind: 'fixed_price', ...eur(900), item: 'Lunch' }, 1, 0],
    ['words, in number only', { kind: 'custom', text: 'Meet the chef' }, 1, 0],
  ])('%s', (_, benefit, uses, amount) => {
    expect(worth(benefit, uses).amount).toBe(amount)
  })

  it('at 500 uses of the largest amount is still a whole number of cents', () => {
    expect(worth({ kind: 'amount', ...eur(1_000_000_000) }, 500).amount).toBe(500_000_000_000)
  })
})

describe('Whether it fits', () => {
  const limits = { vouchers: 2, money: eur(1000) }

  it('to the last voucher and the last cent, and not one more', () => {
    const left = leftOf(limits, { vouchers: 1, money: { EUR: 400 } })
    expect(left).toEqual({ vouchers: 1, money: eur(600) })
    expect(fits(left, { amount: 600, currency: 'EUR' })).toBe(true)
    expect(fits(left, { amount: 601, currency: 'EUR' })).toBe(false)
    expect(fits({ ...left, vouchers: 0 }, { amount: 0, currency: null })).toBe(false)
  })

  it('needs approval where a sum cannot be compared: no most, another currency', () => {
    const left = leftOf(limits, NOTHING_TAKEN)
    expect(fits(left, { amount: null, currency: null })).toBe(false)
    expect(fits(left, { amount: 1, currency: 'USD' })).toBe(false)
    expect(fits(left, { amount: 0, currency: null })).toBe(true)
  })

  it('without a limit on money does not ask what it costs', () => {
    expect(fits({ vouchers: 1, money: null }, { amount: null, currency: null })).toBe(true)
  })

  it('is never below nothing when a budget was lowered', () => {
    expect(leftOf(limits, { vouchers: 9, money: { EUR: 9000 } })).toEqual({ vouchers: 0, money: eur(0) })
  })
})

describe('Taking and giving back', () => {
  it('counts sums by currency; what fits any counts in the brand’s', () => {
    const one = taking(NOTHING_TAKEN, { amount: 300, currency: null }, 'EUR')
    const two = taking(one, { amount: 50, currency: 'USD' }, 'EUR')
    expect(two).toEqual({ vouchers: 2, money: { EUR: 300, USD: 50 } })
    expect(givingBack(two, { amount: 50, currency: 'USD' }, 'EUR').money).toEqual({ EUR: 300, USD: 0 })
  })
})

describe('A budget', () => {
  it('begins as the role always was: operators nothing, everybody else freely', () => {
    expect(limitsOf(firstBudget('operator'))).toEqual({ vouchers: 0, money: null })
    expect([limitsOf(firstBudget('manager')), limitsOf(firstBudget('api_key'))]).toEqual([null, null])
  })

  it('with a limit limits something', () => {
    const read = (value: unknown) => z.safeParse(budgetSchema, value).success
    expect(read({ kind: 'limited', vouchers: null, money: null })).toBe(false)
    expect(read({ kind: 'limited', vouchers: 0, money: null })).toBe(false)
    expect(read({ kind: 'limited', vouchers: null, money: eur(1) })).toBe(true)
  })

  it('is counted in the month of the brand’s zone', () => {
    const newYear = Date.parse('2026-11-30T23:30:00Z')
    expect(budgetMonth(newYear, 'Europe/Lisbon')).toBe('2026-11')
    expect(budgetMonth(newYear, 'Europe/Berlin')).toBe('2026-12')
  })
})

describe('Moving one of a list', () => {
  it('swaps it with its neighbour, and does nothing at the ends or for a stranger', () => {
    const ids = ['a', 'b', 'c']
    expect(moved(ids, 'b', 'up')).toEqual(['b', 'a', 'c'])
    expect(moved(ids, 'b', 'down')).toEqual(['a', 'c', 'b'])
    expect([moved(ids, 'a', 'up'), moved(ids, 'c', 'down'), moved(ids, 'x', 'up')]).toEqual([ids, ids, ids])
  })
})
