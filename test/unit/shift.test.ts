import { describe, expect, it } from 'vitest'
import { latestOf, shiftOf, shiftStart, type Tally } from '../../src/shift.ts'

const used = (more: Partial<Tally>): Tally => ({
  kind: 'redeemed',
  outcome: 'accepted',
  reason: null,
  by: 'usr_ana',
  benefit: 'amount',
  currency: 'EUR',
  earlier: false,
  count: 1,
  undone: 0,
  amount: 0,
  ...more,
})
const refused = (reason: Tally['reason'], count: number, by = 'usr_ana') =>
  used({ outcome: 'refused', reason, count, by, currency: null })

describe('Closing a till', () => {
  it('takes off what was taken back, and leaves its money out', () => {
    const shift = shiftOf([used({ count: 3, undone: 1, amount: 900 })])
    expect(shift).toMatchObject({ redeemed: 3, undone: 1 })
    expect(shift.given).toEqual([{ benefit: 'amount', currency: 'EUR', count: 2, amount: 900 }])
  })

  it('never adds two currencies, nor stored value to discounts, nor what has no amount to either', () => {
    const { given } = shiftOf([
      used({ amount: 500 }),
      used({ amount: 300, by: 'usr_ben' }),
      used({ amount: 70, currency: 'USD' }),
      used({ amount: 1200, benefit: 'value' }),
      used({ count: 4, benefit: 'item', currency: null }),
    ])
    expect(given).toEqual([
      { benefit: 'value', currency: 'EUR', count: 1, amount: 1200 },
      { benefit: 'amount', currency: 'EUR', count: 2, amount: 800 },
      { benefit: 'amount', currency: 'USD', count: 1, amount: 70 },
      { benefit: 'item', currency: null, count: 4, amount: 0 },
    ])
  })

  it('says nothing was given where all of it was taken back', () => {
    expect(shiftOf([used({ count: 2, undone: 2 })]).given).toEqual([])
  })

  it('counts a rollback of today’s use once, and of an earlier one apart', () => {
    const back = { kind: 'rolled_back', amount: 400 } as const
    const shift = shiftOf([
      used({ count: 2, undone: 1, amount: 100 }),
      used(back),
      used({ ...back, earlier: true }),
    ])
    expect(shift).toMatchObject({ redeemed: 2, undone: 1, earlier: { count: 1 } })
    expect(shift.earlier.sums).toEqual([{ currency: 'EUR', amount: 400 }])
    expect(shift.given).toEqual([{ benefit: 'amount', currency: 'EUR', count: 1, amount: 100 }])
  })

  it('sorts reasons by how often they were met, and people by what they did', () => {
    const shift = shiftOf([
      refused('expired', 1),
      refused('already_redeemed', 2),
      refused('already_redeemed', 1, 'usr_ben'),
      used({ by: 'usr_ben', count: 2, amount: 250 }),
      used({ kind: 'rolled_back', by: 'usr_cleo', amount: 10 }),
    ])
    expect(shift.refused).toEqual([
      { reason: 'already_redeemed', count: 3 },
      { reason: 'expired', count: 1 },
    ])
    expect(shift.people).toEqual([
      { by: 'usr_ben', redeemed: 2, undone: 0, refused: 1, sums: [{ currency: 'EUR', amount: 250 }] },
      { by: 'usr_ana', redeemed: 0, undone: 0, refused: 3, sums: [] },
    ])
  })
})

describe('A shift begins', () => {
  const HOUR = 3_600_000
  it.each([
    ['with the sign-in', 9 * HOUR, 9 * HOUR],
    ['with yesterday’s sign-in after midnight', -6 * HOUR, -6 * HOUR],
    ['with the day where the sign-in is days old', -40 * HOUR, 0],
    ['with the day where nobody signed in', null, 0],
  ])('%s', (_, signedInAt, from) => {
    expect(shiftStart(signedInAt, 0, signedInAt === -6 * HOUR ? HOUR : 17 * HOUR)).toBe(from)
  })

  it('at the latest moment of a clock time that is not ahead', () => {
    expect(latestOf(18, 18 - 24 * HOUR, 20)).toBe(18)
    expect(latestOf(18 * HOUR, -6 * HOUR, HOUR)).toBe(-6 * HOUR)
  })
})
