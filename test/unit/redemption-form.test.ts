import { describe, expect, it } from 'vitest'
import { readRedemptionForm } from '../../worker/counter/redemption-form.ts'

const typed = (fields: Readonly<Record<string, string>>) =>
  readRedemptionForm({ text: (name) => fields[name] ?? '', all: () => [], file: () => null }, 'EUR', 'key')

describe('What a till types before redeeming', () => {
  it('is read in the currency it was asked in, whatever the brand’s is', () => {
    expect(typed({ amount: '1.250', currency: 'JPY' }).amount).toBe(1250)
    expect(typed({ amount: '1.250', currency: 'KWD' }).amount).toBe(1250)
    expect(typed({ amount: '12,50', currency: 'EUR' }).amount).toBe(1250)
  })

  it('is read in the brand’s where none, or none that exists, is named', () => {
    expect(typed({ amount: '12,50' }).amount).toBe(1250)
    expect(typed({ amount: '12,50', currency: 'NOT' }).amount).toBe(1250)
    expect(typed({ order_amount: '20', currency: 'JPY' }).order).toMatchObject({
      amount: 2000,
      currency: 'EUR',
    })
  })
})
