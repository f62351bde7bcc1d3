import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Earning, earningSchema, gainsOf, isEarning, NO_EARNING } from '../../src/earning.ts'
import { at, BERLIN, HARBOUR, MARKET } from './cast.ts'

const BOUGHT = at('2026-11-20 14:00')
const earning = (more: Partial<Earning>): Earning => ({ ...NO_EARNING, ...more })
const gains = (settings: Earning, total: number, more: Partial<Parameters<typeof gainsOf>[1]> = {}) =>
  gainsOf(settings, { total, store: MARKET, plan: null, at: BOUGHT, zone: BERLIN, ...more })

/** A point for every euro. */
const POINTS = earning({ points_per: { points: 1, per: 100 } })

describe('Earning (R98)', () => {
  it('is nothing until the brand says so', () => {
    expect(gains(NO_EARNING, 1_000_000)).toEqual([])
    expect([isEarning(NO_EARNING), isEarning(POINTS)]).toEqual([false, true])
  })

  it('is rounded down to whole points, once for the purchase', () => {
    expect(gains(POINTS, 1999)).toEqual([{ unit: 'points', amount: 19, endsAt: null }])
    expect(gains(POINTS, 99)).toEqual([])
    expect(gains(earning({ points_per: { points: 3, per: 250 } }), 999)).toMatchObject([{ amount: 11 }])
  })

  it('is a percentage of what was paid, rounded down to whole minor units', () => {
    expect(gains(earning({ cashback_percent: 2.5 }), 1999)).toEqual([
      { unit: 'cashback', amount: 49, endsAt: null },
    ])
    expect(gains(earning({ cashback_percent: 1.15 }), 10_000)).toMatchObject([{ amount: 115 }])
  })

  it('multiplies by shop and plan before it rounds', () => {
    const settings = earning({
      points_per: { points: 1, per: 100 },
      stores: [{ store_id: MARKET, factor: 1.5 }],
      plans: [{ plan_id: 'pln_gold', factor: 2 }],
    })
    expect(gains(settings, 1050, { plan: 'pln_gold' })).toMatchObject([{ amount: 31 }])
    expect(gains(settings, 1050, { store: HARBOUR })).toMatchObject([{ amount: 10 }])
    expect(gains(earning({ ...settings, stores: [{ store_id: MARKET, factor: 0 }] }), 1050)).toEqual([])
  })

  it('ends after whole calendar months, through that day on the clock of the shop', () => {
    const settings = earning({ points_per: { points: 1, per: 100 }, ends_after_months: 3 })
    expect(gains(settings, 500)).toMatchObject([{ endsAt: at('2027-02-21 00:00') }])
  })

  it('never gives more than was promised, and less than one point less', () => {
    const sums = fc.integer({ min: 0, max: 1_000_000_000 })
    const factors = fc.integer({ min: 0, max: 1000 }).map((n) => n / 100)
    const percents = fc.integer({ min: 1, max: 10_000 }).map((n) => n / 100)
    fc.assert(
      fc.property(sums, factors, percents, (total, factor, cashback_percent) => {
        const settings = earning({ cashback_percent, stores: [{ store_id: MARKET, factor }] })
        const amount = gains(settings, total)[0]?.amount ?? 0
        // In hundredths of hundredths, as whole numbers.
        const exact =
          BigInt(total) * BigInt(Math.round(factor * 100)) * BigInt(Math.round(cashback_percent * 100))
        expect(BigInt(amount) * 1_000_000n <= exact && exact < (BigInt(amount) + 1n) * 1_000_000n).toBe(true)
      }),
    )
  })
})

describe('Settings of earning', () => {
  it.each([
    ['three decimals of a percentage', { cashback_percent: 1.155 }],
    ['a factor below nothing', { stores: [{ store_id: MARKET, factor: -1 }] }],
    ['a shop twice', { stores: [MARKET, MARKET].map((store_id) => ({ store_id, factor: 2 })) }],
    ['points for nothing', { points_per: { points: 1, per: 0 } }],
    ['half a month', { ends_after_months: 0.5 }],
  ])('refuse %s', (_, wrong) => {
    expect(earningSchema.safeParse({ ...NO_EARNING, ...wrong }).success).toBe(false)
  })
})
