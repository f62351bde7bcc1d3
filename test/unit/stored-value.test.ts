import { describe, expect, it } from 'vitest'
import { decide, validate } from '../../src/decide.ts'
import { anOrder, PLAIN_USE, redeem } from './a-command.ts'
import { aVoucher } from './a-voucher.ts'
import { factOf, reasonsOf } from './answers.ts'
import { NOW } from './cast.ts'

describe('Stored value', () => {
  it('of 50 pays an order of 30 and keeps 20 (R16) [G01]', () => {
    const fact = factOf(decide(aVoucher({ value: 5000 }).state, redeem({ order: anOrder(3000) }), NOW))
    expect(fact).toMatchObject({ amount: 3000, balance: 2000, usesLeft: null })
  })

  it('pays the sum that is asked rather than the whole order (R16)', () => {
    const asked = redeem({ order: anOrder(3000), amount: 1000 })
    expect(factOf(decide(aVoucher({ value: 5000 }).state, asked, NOW))).toMatchObject({
      amount: 1000,
      balance: 4000,
    })
  })

  it('is spent in parts until it is empty, then says so with its last use (R16)', () => {
    const last = aVoucher({ value: 5000 }).redeemed(4999)
    expect(factOf(decide(last.state, redeem({ amount: 1 }), NOW))).toMatchObject({ balance: 0 })
    expect(decide(last.redeemed(1).state, redeem({ amount: 1 }), NOW)).toMatchObject({
      refusals: [
        { reason: 'balance_empty', seq: 3, balance: 0, currency: 'EUR' },
        { reason: 'insufficient_balance' },
      ],
    })
  })

  it('of 23 does not pay 100 and still has 23, which the refusal says (R16) [G06, no top-ups here]', () => {
    const { state } = aVoucher({ value: 2300 })
    expect(decide(state, redeem({ amount: 10_000 }), NOW)).toEqual({
      kind: 'refused',
      refusals: [{ reason: 'insufficient_balance', balance: 2300, currency: 'EUR' }],
    })
    expect(state.balance).toBe(2300)
  })

  it('pays what it has where a part is accepted (R16)', () => {
    const partly = redeem({ amount: 10_000, acceptPartial: true })
    expect(factOf(decide(aVoucher({ value: 2300 }).state, partly, NOW))).toMatchObject({
      amount: 2300,
      balance: 0,
    })
  })

  it.each([0, -1])('does not pay %d (R16)', (amount) => {
    expect(decide(aVoucher({ value: 2300 }).state, redeem({ amount }), NOW)).toEqual({
      kind: 'refused',
      refusals: [{ reason: 'amount_invalid', balance: 2300, currency: 'EUR' }],
    })
  })

  it('must be told a sum or an order (R16)', () => {
    expect(reasonsOf(decide(aVoucher({ value: 2300 }).state, redeem(), NOW))).toEqual(['amount_invalid'])
  })

  it('is the only benefit from which a sum can be asked (R16)', () => {
    expect(decide(aVoucher().state, redeem({ amount: 100 }), NOW)).toMatchObject({
      refusals: [{ reason: 'amount_invalid', balance: null, currency: null }],
    })
  })
})

describe('A validation', () => {
  it('of what was never issued finds nothing (R24)', () => {
    expect(reasonsOf(validate(null, PLAIN_USE, NOW))).toEqual(['voucher_not_found'])
  })

  it('gives the discount and what is left to pay (R27)', () => {
    const { state } = aVoucher({ benefit: { kind: 'percent', percent: 10 } })
    expect(validate(state, { ...PLAIN_USE, order: anOrder(46_500) }, NOW)).toEqual({
      valid: true,
      discount: 4650,
      total: 41_850,
    })
  })

  it('without an order knows neither discount nor total (R14, R27)', () => {
    const { state } = aVoucher({ benefit: { kind: 'percent', percent: 10 } })
    expect(validate(state, PLAIN_USE, NOW)).toEqual({ valid: true, discount: null, total: null })
  })

  it('of stored value shown without a sum asks whether it could pay anything at all (R16, R27)', () => {
    expect(validate(aVoucher({ value: 1 }).state, PLAIN_USE, NOW)).toEqual({
      valid: true,
      discount: null,
      total: null,
    })
    expect(reasonsOf(validate(aVoucher({ value: 1 }).redeemed(1).state, PLAIN_USE, NOW))[0]).toBe(
      'balance_empty',
    )
  })

  it('of stored value takes nothing off the order: it pays [G13, differs]', () => {
    const { state } = aVoucher({ value: 21_500 })
    const use = { ...PLAIN_USE, order: anOrder(100_000), amount: 200 }
    expect(validate(state, use, NOW)).toEqual({ valid: true, discount: null, total: 100_000 })
  })

  it('refuses for the same reasons as a redemption (R27)', () => {
    const { state } = aVoucher({ minimumSpend: 2000 }).overridden()
    expect(reasonsOf(validate(state, PLAIN_USE, NOW))).toEqual(['already_redeemed', 'order_required'])
  })
})
