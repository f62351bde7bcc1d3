import { describe, expect, it } from 'vitest'
import { type Shelved, soonestFirst, standingOf } from '../../src/shelf.ts'

// A Wednesday, 12:00 in Lisbon.
const NOW = Date.parse('2026-11-25T12:00:00Z')
const HOUR = 3_600_000

const voucher = (over: Partial<Shelved> = {}): Shelved => ({
  status: 'active',
  opensAt: null,
  closesAt: null,
  windows: [],
  zone: 'Europe/Lisbon',
  ...over,
})
const tonight = { days: ['wednesday'], from: '18:00', to: '20:00' } as const
const hours = (window: { days: readonly 'wednesday'[]; from: string; to: string }) => ({
  windows: [{ ...window, days: [...window.days] }],
})

describe('A voucher stands', () => {
  it('among what can be used now, whatever is left of it', () => {
    for (const status of ['active', 'held', 'partially_redeemed'] as const)
      expect(standingOf(voucher({ status }), NOW)).toEqual({ shelf: 'now', opensAt: null })
    expect(standingOf(voucher(hours({ ...tonight, from: '11:00' })), NOW).shelf).toBe('now')
  })

  it('among what comes later, with when it opens next', () => {
    const opensAt = NOW + 6 * HOUR
    expect(standingOf(voucher(hours(tonight)), NOW)).toEqual({ shelf: 'later', opensAt })
    expect(standingOf(voucher({ opensAt: NOW + 1 }), NOW)).toEqual({ shelf: 'later', opensAt: NOW + 1 })
    const both = voucher({ ...hours(tonight), opensAt: NOW + HOUR })
    expect(standingOf(both, NOW)).toEqual({ shelf: 'later', opensAt })
  })

  it('without an opening, where its end comes before it', () => {
    const over = voucher({ ...hours(tonight), closesAt: NOW + 6 * HOUR })
    expect(standingOf(over, NOW)).toEqual({ shelf: 'later', opensAt: null })
  })

  it('among what was used, and what ended', () => {
    expect(standingOf(voucher({ status: 'redeemed' }), NOW).shelf).toBe('used')
    for (const status of ['expired', 'void', 'blocked'] as const)
      expect(standingOf(voucher({ status }), NOW).shelf).toBe('ended')
  })
})

it('What can be used soonest comes first, then what ends soonest, and last what never opens again', () => {
  const placed = (name: string, over: Partial<Shelved>) => {
    const closesAt = over.closesAt ?? null
    return { name, closesAt, standing: standingOf(voucher(over), NOW) }
  }
  const all = [
    placed('never', { ...hours(tonight), closesAt: NOW + HOUR }),
    placed('tonight', hours(tonight)),
    placed('for ever', {}),
    placed('today', { closesAt: NOW + HOUR }),
  ]
  expect(all.toSorted(soonestFirst).map(({ name }) => name)).toEqual([
    'today',
    'for ever',
    'tonight',
    'never',
  ])
})
