import { describe, expect, it } from 'vitest'
import { decide } from '../../src/decide.ts'
import { anOrder, override, redeem } from './a-command.ts'
import { aVoucher } from './a-voucher.ts'
import { factOf, reasonsOf } from './answers.ts'
import { at, COUNTER, HARBOUR, LENA, NOW, OTTO } from './cast.ts'

describe("A manager's override", () => {
  it('of a fresh voucher breaks no rule and is not marked forced; the next one is (R18) [R07]', () => {
    const fresh = aVoucher()
    expect(factOf(decide(fresh.state, override(), NOW))).toMatchObject({ kind: 'redeemed', forced: false })
    const second = decide(fresh.overridden().state, override(), NOW)
    expect(factOf(second)).toMatchObject({ kind: 'redeemed', forced: true, usesLeft: 0 })
  })

  it('carries the reason that was typed beside the fact (R18, R29)', () => {
    const decision = decide(
      aVoucher().redeemed().state,
      override({ words: { reason: 'Spilt the first' } }),
      NOW,
    )
    expect(decision).toMatchObject({ kind: 'accepted', words: { reason: 'Spilt the first' } })
  })

  it('accepts a void voucher a plain redemption refuses, marked forced (R18) [R08]', () => {
    const { state } = aVoucher().voided()
    expect(reasonsOf(decide(state, redeem(), NOW))).toEqual(['voucher_void'])
    expect(factOf(decide(state, override(), NOW))).toMatchObject({ forced: true })
  })

  it('accepts a blocked voucher a plain redemption refuses, marked forced (R18) [R06]', () => {
    const { state } = aVoucher().blocked()
    expect(reasonsOf(decide(state, redeem(), NOW))).toEqual(['voucher_blocked'])
    expect(factOf(decide(state, override(), NOW))).toMatchObject({ forced: true })
  })

  it.each([
    ['late', aVoucher(), { place: COUNTER }, at('2027-03-01 12:00')],
    ['at the wrong hour', aVoucher({ windows: [{ days: ['monday'], from: '09:00', to: '10:00' }] }), {}, NOW],
    ['in another shop', aVoucher({ stores: [HARBOUR] }), {}, NOW],
    ['for another customer', aVoucher({ holder: LENA }), { customer: OTTO }, NOW],
    ['without the order', aVoucher({ minimumSpend: 2000 }), {}, NOW],
    ['below the minimum', aVoucher({ minimumSpend: 2000 }), { order: anOrder(100) }, NOW],
  ])('accepts a voucher %s (R18)', (_, voucher, asking, now) => {
    expect(factOf(decide(voucher.state, override(asking), now))).toMatchObject({
      kind: 'redeemed',
      forced: true,
    })
  })

  const value = aVoucher({ value: 5000 })
  const own = { ...COUNTER, self: LENA }
  it.each([
    ['balance_empty', value.redeemed(5000), { amount: 1 }],
    ['insufficient_balance', value, { amount: 5001 }],
    ['currency_mismatch', value, { order: anOrder(100, 'USD') }],
    ['amount_invalid', value, { amount: 0 }],
    ['self_redemption', aVoucher({ holder: LENA, issuedFrom: own }), { place: own }],
  ] as const)('cannot force %s (R18)', (reason, voucher, asking) => {
    expect(reasonsOf(decide(voucher.state, override(asking), NOW))).toContain(reason)
  })

  it('names only what cannot be forced when it is refused (R18)', () => {
    const { state } = value.blocked()
    expect(reasonsOf(decide(state, override({ amount: 5001 }), NOW))).toEqual(['insufficient_balance'])
  })

  it('beyond the limit leaves no use less than none; reversing it leaves none either (R20, R26)', () => {
    const twice = aVoucher().redeemed().overridden()
    expect(twice.state.usesLeft).toBe(0)
    expect(twice.rolledBack(3).state.usesLeft).toBe(0)
    expect(twice.rolledBack(3).rolledBack(2).state.usesLeft).toBe(1)
  })
})
