import { describe, expect, it } from 'vitest'
import { decide, validate } from '../../src/decide.ts'
import type { Terms } from '../../src/terms.ts'
import { aBasket, anOrder, override, redeem } from './a-command.ts'
import { aVoucher, type Wish } from './a-voucher.ts'
import { factOf, reasonsOf } from './answers.ts'
import { NOW } from './cast.ts'

const conditioned = (conditions: Partial<Terms>, wish: Wish = {}) => aVoucher({ ...wish, conditions })

describe('Products and categories', () => {
  const percent = { kind: 'percent', percent: 20 } as const
  const { state } = conditioned({ product_ids: ['cake'], category_ids: ['pastry'] }, { benefit: percent })

  it('a category that the order does not name is no match (R71) [L22]', () => {
    expect(decide(state, redeem({ order: aBasket(['tart', 500, 1]) }), NOW)).toMatchObject({
      refusals: [{ reason: 'product_not_eligible', product_ids: ['cake'], category_ids: ['pastry'] }],
    })
    expect(reasonsOf(decide(state, redeem({ order: aBasket(['tart', 500, 1, 'pastry']) }), NOW))).toEqual([])
    expect(reasonsOf(decide(state, redeem({ order: aBasket(['cake', 500, 1]) }), NOW))).toEqual([])
  })

  it('an order that does not say what is in it is asked (R71)', () => {
    const asked = { refusals: [{ reason: 'order_required', items: true }] }
    expect(decide(state, redeem(), NOW)).toMatchObject(asked)
    expect(decide(state, redeem({ order: anOrder(500) }), NOW)).toMatchObject(asked)
    expect(decide(state, redeem({ order: { ...anOrder(500), items: [] } }), NOW)).toMatchObject(asked)
  })

  it('at least so much of one of them: both must hold (R17, R71) [L27]', () => {
    const both = conditioned({ product_ids: ['SKU_A'] }, { minimumSpend: 1000 }).state
    expect(reasonsOf(decide(both, redeem({ order: aBasket(['SKU_A', 500, 1]) }), NOW))).toEqual([
      'minimum_spend_not_met',
    ])
    expect(reasonsOf(decide(both, redeem({ order: aBasket(['SKU_A', 500, 3]) }), NOW))).toEqual([])
    expect(reasonsOf(decide(both, redeem({ order: aBasket(['SKU_B', 500, 3]) }), NOW))).toEqual([
      'product_not_eligible',
    ])
  })

  it.each([
    ['a percentage of them', percent, 200],
    ['an amount no larger than they are', { kind: 'amount', amount: 2000, currency: 'EUR' } as const, 1000],
    [
      'a fixed price instead of theirs',
      { kind: 'fixed_price', amount: 900, currency: 'EUR', item: 'Cake' } as const,
      100,
    ],
  ])('only they count: %s (R71)', (_, benefit, discount) => {
    const only = conditioned({ product_ids: ['cake'] }, { benefit }).state
    const order = aBasket(['cake', 500, 2], ['wine', 4000, 1])
    expect(validate(only, redeem({ order }), NOW)).toEqual({ valid: true, discount, total: 5000 - discount })
    expect(factOf(decide(only, redeem({ order }), NOW))).toMatchObject({ amount: discount })
  })

  it('that cost more than the order are worth the order (R15, R71)', () => {
    const order = { ...aBasket(['cake', 500, 2]), amount: 600 }
    expect(validate(state, redeem({ order }), NOW)).toMatchObject({ discount: 120, total: 480 })
    const dearest = aBasket(...Array.from({ length: 500 }, () => ['cake', 1_000_000_000, 100_000] as const))
    expect(validate(state, redeem({ order: { ...dearest, amount: 1000 } }), NOW)).toMatchObject({
      discount: 200,
    })
  })

  it('are all that stored value pays for (R16, R71)', () => {
    const food = conditioned({ category_ids: ['food'] }, { value: 5000 }).state
    const order = aBasket(['bread', 400, 2, 'food'], ['wine', 4000, 1, 'drinks'])
    expect(factOf(decide(food, redeem({ order }), NOW))).toMatchObject({ amount: 800, balance: 4200 })
    expect(decide(food, redeem({ order, amount: 801 }), NOW)).toMatchObject({
      refusals: [{ reason: 'amount_invalid', most: 800 }],
    })
    expect(factOf(decide(food, redeem({ order, amount: 800 }), NOW))).toMatchObject({ balance: 4200 })
  })

  it('a manager who makes an exception makes it for the whole order (R18, R71)', () => {
    const order = aBasket(['wine', 4000, 1])
    expect(factOf(decide(state, override({ order }), NOW))).toMatchObject({ amount: 800, forced: true })
  })

  it('the price the shop sends is the one it counts from, after its own reductions [M14]', () => {
    const tenth = aVoucher({ benefit: { kind: 'percent', percent: 10 } }).state
    expect(validate(tenth, redeem({ order: anOrder(9000) }), NOW)).toMatchObject({
      discount: 900,
      total: 8100,
    })
  })
})
