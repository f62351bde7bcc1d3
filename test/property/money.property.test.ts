import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentOfHalfUp } from '../../src/money.ts'

const amounts = fc.oneof(fc.nat({ max: 1_000_000_000 }), fc.nat({ max: 2000 }), fc.maxSafeNat())
const hundredths = fc.nat({ max: 10_000 })

describe('A percentage of an amount', () => {
  it('is within half a minor unit of the exact share, halves going up', () => {
    fc.assert(
      fc.property(amounts, hundredths, (amount, parts) => {
        // In ten-thousandths of a minor unit: −5,000 < rounded − exact ≤ 5,000.
        const error = BigInt(percentOfHalfUp(amount, parts / 100)) * 10_000n - BigInt(amount) * BigInt(parts)
        expect(error > -5000n && error <= 5000n).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('up to 100 % is never negative and never more than the amount', () => {
    fc.assert(
      fc.property(amounts, hundredths, (amount, parts) => {
        const share = percentOfHalfUp(amount, parts / 100)
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(amount)
      }),
    )
  })

  it('never falls when the percentage rises', () => {
    fc.assert(
      fc.property(amounts, hundredths, hundredths, (amount, one, other) => {
        const [lower, higher] = [Math.min(one, other), Math.max(one, other)]
        expect(percentOfHalfUp(amount, lower / 100)).toBeLessThanOrEqual(
          percentOfHalfUp(amount, higher / 100),
        )
      }),
    )
  })
})
