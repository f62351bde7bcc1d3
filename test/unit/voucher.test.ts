import { describe, expect, it } from 'vitest'
import { AssertionFailed, assert } from '../../src/assert.ts'
import { apply, type Entry, fold, isSpent, standing, stateOf, statusAt, statusOf } from '../../src/voucher.ts'
import { aVoucher, termsOf } from './a-voucher.ts'
import { at, COUNTER, DAY, ISSUED_AT, LENA, NOW, SECOND } from './cast.ts'

const CLOSES_AT = at('2026-12-04 00:00')

describe('A voucher is the fold of its ledger (R2)', () => {
  it('that is nothing before it is issued', () => {
    expect(fold([])).toBeNull()
  })

  it('that begins with what was promised, untouched', () => {
    const { state } = aVoucher({ holder: LENA, uses: 3 })
    expect(state).toMatchObject({
      terms: termsOf({ uses: 3 }),
      customer: LENA,
      issuedAt: ISSUED_AT,
      closesAt: CLOSES_AT,
      usesLeft: 3,
      balance: null,
      redemptions: [],
    })
  })

  it('in which stored value starts with its face value and has no uses', () => {
    expect(aVoucher({ value: 5000 }).state).toMatchObject({ balance: 5000, usesLeft: null })
  })

  it('whose earlier state is still there after a later line: apply changes no value', () => {
    const before = aVoucher({ uses: 2 }).redeemed()
    const copy = structuredClone(before.state)
    const last = before.redeemed().record.entries.at(-1)
    assert(last !== undefined, 'a line for the second use')
    apply(before.state, last)
    expect(before.state).toEqual(copy)
  })

  it('that keeps its terms through everything that happens to it (R3)', () => {
    const promised = aVoucher({ value: 5000 })
    const lived = promised.redeemed(500).rolledBack(2).blocked().unblocked().extended({ kind: 'unlimited' })
    expect(lived.state.terms).toEqual(promised.state.terms)
    expect(lived.state).toMatchObject({ validity: { kind: 'unlimited' }, closesAt: null })
  })
})

describe('A ledger that cannot be', () => {
  const issued = aVoucher({ value: 5000 }).record.entries
  const cases: [string, Entry[]][] = [
    ['is issued twice', [...issued, ...issued]],
    ['begins with anything but its issue', [redeemed(2000, 3000)]],
    ['loses money between two lines', [...issued, redeemed(2000, 2999)]],
    ['takes more than there is', [...issued, redeemed(5001, -1)]],
    ['gives stored value uses', [...issued, redeemed(2000, 3000, 1)]],
    ['reverses what never happened', [...issued, rolledBack(7, 2000, 5000)]],
    ['reverses twice', [...issued, redeemed(2000, 3000), rolledBack(2, 2000, 5000), rolledBack(2, 0, 5000)]],
    ['gives back beyond the face value', [...issued, redeemed(2000, 3000), rolledBack(2, 2001, 5001)]],
  ]

  it.each(cases)('that %s is a bug, not a state', (_, impossible) => {
    expect(() => fold(impossible)).toThrow(AssertionFailed)
  })
})

describe('What the ledger says of a voucher', () => {
  it('is active, partly redeemed, then redeemed', () => {
    const fresh = aVoucher({ uses: 2 })
    const once = fresh.redeemed()
    const states = [fresh, once, once.redeemed()].map(({ state }) => stateOf(state))
    expect(states).toEqual(['active', 'partially_redeemed', 'redeemed'])
  })

  it('is the same for stored value: redeemed only when it is empty', () => {
    const partly = aVoucher({ value: 5000 }).redeemed(4999)
    expect([stateOf(partly.state), isSpent(partly.state)]).toEqual(['partially_redeemed', false])
    const empty = partly.redeemed(1)
    expect([stateOf(empty.state), isSpent(empty.state)]).toEqual(['redeemed', true])
  })

  it('is active again when all was given back, partly redeemed while something stands', () => {
    const used = aVoucher({ value: 5000 }).redeemed(2000)
    const half = used.rolledBack(2, { amount: 500 })
    expect([stateOf(half.state), half.state.balance]).toEqual(['partially_redeemed', 3500])
    expect(standing(half.state)).toHaveLength(1)
    const all = half.rolledBack(2)
    expect([stateOf(all.state), all.state.balance]).toEqual(['active', 5000])
    expect(standing(all.state)).toEqual([])
  })

  it('puts blocked and void before what was used', () => {
    expect(stateOf(aVoucher().redeemed().blocked().state)).toBe('blocked')
    expect(stateOf(aVoucher().redeemed().voided().state)).toBe('void')
    expect(stateOf(aVoucher().blocked().unblocked().state)).toBe('active')
  })

  it('remembers who blocked it, when and where', () => {
    const { lock } = aVoucher().blocked().state
    expect(lock).toMatchObject({ kind: 'blocked', at: NOW, place: { by: 'usr_max' } })
  })

  it('remembers where each redemption was, and who reversed it when', () => {
    const { redemptions } = aVoucher({ uses: 2 })
      .redeemed()
      .redeemed()
      .at(NOW + DAY)
      .rolledBack(2).state
    expect(redemptions).toMatchObject([
      { seq: 2, at: NOW, place: COUNTER, reversal: { at: NOW + DAY, by: 'usr_max' } },
      { seq: 3, at: NOW, place: COUNTER, reversal: null },
    ])
  })
})

describe('Expiry', () => {
  it('is read off the clock, to the moment, and stored nowhere (R6)', () => {
    const { state } = aVoucher()
    expect(statusOf(state, CLOSES_AT - SECOND)).toBe('active')
    expect(statusOf(state, CLOSES_AT)).toBe('expired')
    expect(stateOf(state)).toBe('active')
  })

  it.each([
    ['active', 'expired'],
    ['partially_redeemed', 'expired'],
    ['redeemed', 'redeemed'],
    ['void', 'void'],
    ['blocked', 'blocked'],
  ] as const)('shows a voucher that was %s as %s (R6)', (state, shown) => {
    const held = CLOSES_AT + 1
    expect(statusAt(state, { closesAt: CLOSES_AT, heldUntil: held }, CLOSES_AT)).toBe(shown)
    expect(statusAt(state, { closesAt: null, heldUntil: null }, CLOSES_AT)).toBe(state)
  })

  it.each([
    ['active', 'held'],
    ['partially_redeemed', 'held'],
    ['redeemed', 'redeemed'],
    ['void', 'void'],
    ['blocked', 'blocked'],
  ] as const)('shows a held voucher that was %s as %s, to the moment the hold ends (R75)', (state, shown) => {
    expect(statusAt(state, { closesAt: null, heldUntil: CLOSES_AT }, CLOSES_AT - 1)).toBe(shown)
    expect(statusAt(state, { closesAt: null, heldUntil: CLOSES_AT }, CLOSES_AT)).toBe(state)
  })
})

function redeemed(amount: number, balance: number, usesLeft: number | null = null): Entry {
  const named = { order: null, customer: null, forced: false }
  return { kind: 'redeemed', amount, balance, usesLeft, ...named, ...line(2) }
}

function rolledBack(redemption: number, amount: number, balance: number): Entry {
  return { kind: 'rolled_back', redemption, amount, balance, usesLeft: null, ...line(3) }
}

function line(seq: number) {
  return { seq, at: NOW, place: COUNTER, command: `line ${seq}`, digest: `line ${seq}` }
}
