import { describe, expect, it } from 'vitest'
import { effectsOf, type Happening, rollup } from '../../src/rollup.ts'
import { type AVoucher, aVoucher } from './a-voucher.ts'
import { at, BERLIN, COUNTER, MARKET } from './cast.ts'

/** The lines of a ledger as figures get them. */
function linesOf({ record, state }: AVoucher): Happening[] {
  const effects = effectsOf(record.entries)
  return record.entries.map((entry, index) => ({
    kind: entry.kind,
    outcome: 'accepted',
    at: entry.at,
    store: entry.place.store,
    issuedStore: state.issuedBy.store,
    source: state.source,
    effect: effects[index] ?? null,
  }))
}

const brand = (voucher: AVoucher) => rollup(linesOf(voucher), BERLIN).days.filter(({ scope }) => scope === '')
const dayOf = (voucher: AVoucher, day: string) => brand(voucher).find((one) => one.day === day)
const values = (voucher: AVoucher) =>
  rollup(linesOf(voucher), BERLIN).values.filter(({ scope, value }) => scope === '' && value !== 0)

describe('What one voucher does to the figures', () => {
  it('is counted on the day it happened in the brand’s zone, for the brand and for the shop', () => {
    const late = aVoucher({ issuedFrom: COUNTER }).at(at('2026-11-20 23:59')).redeemed()
    const { days } = rollup(linesOf(late), BERLIN)
    expect(days).toContainEqual(
      expect.objectContaining({ scope: '', day: '2026-11-20', issued: 1, redeemed: 1 }),
    )
    expect(days).toContainEqual(
      expect.objectContaining({ scope: MARKET, day: '2026-11-20', issued: 1, redeemed: 1 }),
    )
    const utc = rollup(linesOf(late.at(at('2026-11-21 00:30'))), 'Pacific/Auckland').days
    expect(utc.find(({ scope, day }) => scope === '' && day === '2026-11-21')?.redeemed).toBe(1)
  })

  it('ends with its last day, not the day after, until it is used up', () => {
    const days = { kind: 'days', count: 2 } as const
    expect(dayOf(aVoucher({ validity: days }), '2026-11-21')?.ending).toBe(1)
    expect(dayOf(aVoucher({ validity: days }).redeemed(), '2026-11-21')?.ending).toBe(0)
    expect(dayOf(aVoucher({ validity: days, uses: 2 }).redeemed(), '2026-11-21')?.ending).toBe(1)
  })

  it('moves its end when it is extended, and comes back when it is rolled back or unblocked', () => {
    const validity = { kind: 'days', count: 2 } as const
    const moved = aVoucher({ validity }).extended({ kind: 'fixed_date', date: '2026-12-24' })
    expect(dayOf(moved, '2026-11-21')?.ending).toBe(0)
    expect(dayOf(moved, '2026-12-24')?.ending).toBe(1)
    expect(dayOf(aVoucher({ validity }).redeemed().rolledBack(2), '2026-11-21')).toMatchObject({
      ending: 1,
      rolledBack: 0,
    })
    expect(dayOf(aVoucher({ validity }).blocked(), '2026-11-21')?.ending).toBe(0)
    expect(dayOf(aVoucher({ validity }).blocked().unblocked(), '2026-11-21')?.ending).toBe(1)
    expect(dayOf(aVoucher({ validity }).voided(), '2026-11-21')?.ending).toBe(0)
  })

  it('owes what is left of stored value and of amounts, and nothing for what has no price', () => {
    const validity = { kind: 'unlimited' } as const
    const owed = [{ scope: '', day: '9999-12-31', currency: 'EUR', value: 3800 }]
    expect(values(aVoucher({ value: 5000, validity }).redeemed(1200))).toEqual(owed)
    expect(values(aVoucher({ value: 5000, validity }).redeemed(5000))).toEqual([])
    const amount = { kind: 'amount', amount: 500, currency: 'EUR' } as const
    expect(values(aVoucher({ benefit: amount, uses: 3, validity }).redeemed())).toMatchObject([
      { value: 1000 },
    ])
    expect(values(aVoucher({ validity }))).toEqual([])
  })

  it('counts a refused attempt as nothing else, whatever was attempted', () => {
    const refused: Happening = {
      kind: 'redeemed',
      outcome: 'refused',
      at: at('2026-11-20 12:00'),
      store: null,
      issuedStore: null,
      source: null,
      effect: null,
    }
    expect(rollup([refused], BERLIN).days).toEqual([
      { scope: '', day: '2026-11-20', issued: 0, redeemed: 0, rolledBack: 0, refused: 1, ending: 0 },
    ])
  })
})
