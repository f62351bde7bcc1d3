import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fits,
  givingBack,
  type Limits,
  leftOf,
  NOTHING_TAKEN,
  taking,
  type Worth,
} from '../../src/goodwill.ts'

const limits: fc.Arbitrary<Limits> = fc.record({
  vouchers: fc.option(fc.integer({ min: 0, max: 8 })),
  money: fc.option(fc.record({ amount: fc.integer({ min: 1, max: 5000 }), currency: fc.constant('EUR') })),
})
const worth: fc.Arbitrary<Worth> = fc.record({
  amount: fc.option(fc.integer({ min: 0, max: 3000 })),
  currency: fc.constantFrom('EUR', 'USD', null),
})
const act = fc.record({ worth, keeps: fc.boolean() })

describe('A month of issuing within a budget', () => {
  it('never passes the budget, and what was given back was never there', () => {
    fc.assert(
      fc.property(limits, fc.array(act, { maxLength: 30 }), (budget, acts) => {
        let taken = NOTHING_TAKEN
        let vouchers = 0
        let sum = 0
        for (const { worth: asked, keeps } of acts) {
          if (!fits(leftOf(budget, taken), asked)) continue
          const after = taking(taken, asked, 'EUR')
          if (!keeps) {
            expect(leftOf(budget, givingBack(after, asked, 'EUR'))).toEqual(leftOf(budget, taken))
            continue
          }
          taken = after
          vouchers += 1
          if ((asked.currency ?? 'EUR') === 'EUR') sum += asked.amount ?? 0
        }
        if (budget.vouchers !== null) expect(vouchers).toBeLessThanOrEqual(budget.vouchers)
        if (budget.money !== null) expect(sum).toBeLessThanOrEqual(budget.money.amount)
        expect(taken.vouchers).toBe(vouchers)
      }),
    )
  })

  it('refuses only what would pass it: a smaller voucher fits wherever a larger one does', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 1, max: 3000 }), fc.nat(3000), (budget, large, less) => {
        const of = (amount: number): Worth => ({ amount, currency: 'EUR' })
        const left = leftOf(budget, NOTHING_TAKEN)
        if (fits(left, of(large))) expect(fits(left, of(Math.max(0, large - less)))).toBe(true)
      }),
    )
  })
})
