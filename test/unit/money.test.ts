import { describe, expect, it } from 'vitest'
import { currencyDigits, isCurrency, moneySchema, percentOfHalfUp } from '../../src/money.ts'

describe('A percentage of an amount', () => {
  it('is exact where it can be [M01, M08]', () => {
    expect(percentOfHalfUp(300, 20)).toBe(60)
    expect(percentOfHalfUp(46_500, 10)).toBe(4650)
    expect(percentOfHalfUp(1999, 100)).toBe(1999)
    expect(percentOfHalfUp(1999, 0)).toBe(0)
    expect(percentOfHalfUp(0, 15)).toBe(0)
  })

  it('rounds halves up', () => {
    expect(percentOfHalfUp(10, 5)).toBe(1) // 0.5
    expect(percentOfHalfUp(10, 15)).toBe(2) // 1.5
    expect(percentOfHalfUp(10, 25)).toBe(3) // 2.5
    expect(percentOfHalfUp(999, 5)).toBe(50) // 49.95
    expect(percentOfHalfUp(333, 10)).toBe(33) // 33.3
  })

  it('takes two decimals at their written value', () => {
    expect(percentOfHalfUp(1000, 1.15)).toBe(12) // 11.5; in floating point 11.499…
    expect(percentOfHalfUp(100_000, 8.25)).toBe(8250)
    expect(percentOfHalfUp(5000, 0.01)).toBe(1) // 0.5
    expect(percentOfHalfUp(50_000, 0.29)).toBe(145)
  })

  it('is right for the largest amounts', () => {
    expect(percentOfHalfUp(Number.MAX_SAFE_INTEGER, 100)).toBe(Number.MAX_SAFE_INTEGER)
    expect(percentOfHalfUp(1_000_000_000, 33.33)).toBe(333_300_000)
  })

  it('is never taken of fractions, of debts, or in thousandths', () => {
    expect(() => percentOfHalfUp(10.5, 10)).toThrow()
    expect(() => percentOfHalfUp(-10, 10)).toThrow()
    expect(() => percentOfHalfUp(10, -1)).toThrow()
    expect(() => percentOfHalfUp(10, 1.005)).toThrow()
    expect(() => percentOfHalfUp(10, Number.NaN)).toThrow()
    expect(() => percentOfHalfUp(Number.MAX_SAFE_INTEGER, 200)).toThrow()
  })
})

describe('A currency', () => {
  it('is an ISO 4217 code in capitals', () => {
    expect(['EUR', 'USD', 'JPY', 'KWD', 'CHF'].every(isCurrency)).toBe(true)
    expect(['eur', 'EURO', 'ABC', 'DEM', '', '€'].some(isCurrency)).toBe(false)
  })

  it('has the decimals of its minor unit', () => {
    expect(['EUR', 'USD', 'HUF', 'IDR', 'COP'].map(currencyDigits)).toEqual([2, 2, 2, 2, 2])
    expect(['JPY', 'ISK', 'KRW', 'XAF'].map(currencyDigits)).toEqual([0, 0, 0, 0])
    expect(['KWD', 'IQD', 'TND'].map(currencyDigits)).toEqual([3, 3, 3])
  })
})

describe('A sum of money as it is written', () => {
  const accepts = (input: unknown) => moneySchema.safeParse(input).success

  it('is a whole number of minor units and a currency', () => {
    expect(accepts({ amount: 1250, currency: 'EUR' })).toBe(true)
    expect(accepts({ amount: 1_000_000_000, currency: 'JPY' })).toBe(true)
  })

  it.each([
    ['nothing', { amount: 0, currency: 'EUR' }],
    ['a debt', { amount: -1, currency: 'EUR' }],
    ['more than 1,000,000,000', { amount: 1_000_000_001, currency: 'EUR' }],
    ['a fraction', { amount: 12.5, currency: 'EUR' }],
    ['a number as text', { amount: '1250', currency: 'EUR' }],
    ['a currency in small letters', { amount: 1250, currency: 'eur' }],
    ['an unknown currency', { amount: 1250, currency: 'ABC' }],
    ['anything more', { amount: 1250, currency: 'EUR', cents: true }],
  ])('is refused with %s', (_, input) => {
    expect(accepts(input)).toBe(false)
  })
})
