import { describe, expect, it } from 'vitest'
import type { Benefit } from '../../src/benefit.ts'
import { discountOf } from '../../src/discount.ts'
import { anOrder } from './a-command.ts'

const percent = (of: number, most?: number): Benefit =>
  most === undefined ? { kind: 'percent', percent: of } : { kind: 'percent', percent: of, max_amount: most }
const amount: Benefit = { kind: 'amount', amount: 1000, currency: 'EUR' }
const lunch: Benefit = { kind: 'fixed_price', amount: 900, currency: 'EUR', item: 'Lunch' }
const coffee: Benefit = { kind: 'item', item: 'Coffee' }
const words: Benefit = { kind: 'custom', text: 'Meet the chef' }
const value: Benefit = { kind: 'value', amount: 5000, currency: 'EUR' }

describe('What a benefit takes off an order', () => {
  it.each([
    ['20 % of 300', percent(20), 300, 60],
    ['10 % of 46 500', percent(10), 46_500, 4650],
    ['1 000 of 46 500', amount, 46_500, 1000],
  ])('%s (R15) [M01, M08]', (_, benefit, order, discount) => {
    expect(discountOf(benefit, anOrder(order))).toBe(discount)
  })

  it.each([
    ['12 % of 1.04 is 12.48 cents: 12', percent(12), 104, 12],
    ['15 % of 0.30 is 4.5 cents: 5, halves go up', percent(15), 30, 5],
    ['1 % of 0.49 is half a cent less a hundredth: nothing', percent(1), 49, 0],
    ['all of it', percent(100), 1, 1],
  ])('in whole cents: %s (R15)', (_, benefit, order, discount) => {
    expect(discountOf(benefit, anOrder(order))).toBe(discount)
  })

  it('stays within the most a percentage may give (R15)', () => {
    expect(discountOf(percent(15, 2000), anOrder(13_333))).toBe(2000)
    expect(discountOf(percent(15, 2000), anOrder(13_334))).toBe(2000)
    expect(discountOf(percent(15, 2000), anOrder(10_000))).toBe(1500)
  })

  it.each([
    ['an amount larger than the order', amount, 600, 600],
    ['a fixed price above the order', lunch, 600, 0],
  ])('is never more than the order: %s (R15)', (_, benefit, order, discount) => {
    expect(discountOf(benefit, anOrder(order))).toBe(discount)
  })

  it('leaves a fixed price to pay (R15)', () => {
    expect(discountOf(lunch, anOrder(1450))).toBe(550)
  })
})

describe('What only the shop knows', () => {
  it.each([
    ['a percentage', percent(15)],
    ['a fixed price', lunch],
  ])('is %s of an order it did not name (R14)', (_, benefit) => {
    expect(discountOf(benefit, null)).toBeNull()
  })

  it.each([
    ['a free item', coffee],
    ['words', words],
  ])('is the price of %s, order or not (R14)', (_, benefit) => {
    expect(discountOf(benefit, null)).toBeNull()
    expect(discountOf(benefit, anOrder(4200))).toBeNull()
  })

  it('is not an amount: it says itself what it gives (R14)', () => {
    expect(discountOf(amount, null)).toBe(1000)
  })
})

describe('Stored value', () => {
  it('is no discount: it pays (R16)', () => {
    expect(discountOf(value, anOrder(3000))).toBeNull()
  })
})
