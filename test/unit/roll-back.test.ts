import { describe, expect, it } from 'vitest'
import { decide, UNDO_MS } from '../../src/decide.ts'
import { readRedemptionId, redemptionId } from '../../src/id.ts'
import { redeem, reversal, undo } from './a-command.ts'
import { aVoucher } from './a-voucher.ts'
import { factOf, reasonsOf } from './answers.ts'
import { COUNTER, DAY, MINUTE, NOW, SECOND } from './cast.ts'

describe('Rolling back', () => {
  const used = aVoucher().redeemed()

  it('gives the use back to the voucher: it can be redeemed again (R20) [L10]', () => {
    expect(factOf(decide(used.state, reversal(2), NOW))).toMatchObject({ redemption: 2, usesLeft: 1 })
    expect(reasonsOf(decide(used.rolledBack(2).state, redeem(), NOW))).toEqual([])
  })

  it('keeps the redemption in the ledger and adds a line with the reason [U01]', () => {
    const decision = decide(used.state, undo(2, { words: { reason: 'Turnstile did not turn' } }), NOW)
    expect(decision).toMatchObject({
      fact: { kind: 'rolled_back', redemption: 2 },
      words: { reason: 'Turnstile did not turn' },
    })
    expect(used.rolledBack(2).record.entries.map(({ kind }) => kind)).toEqual([
      'issued',
      'redeemed',
      'rolled_back',
    ])
  })

  it('names the redemption by the id it was given under (R34) [U04]', () => {
    const named = readRedemptionId(redemptionId(used.state.id, used.head))
    expect(named).toEqual({ voucher: used.state.id, seq: 2 })
    expect(factOf(decide(used.state, reversal(named?.seq ?? 0), NOW))).toMatchObject({
      redemption: named?.seq,
    })
  })

  it('twice is refused with who did it when (R20) [G15]', () => {
    expect(decide(used.rolledBack(2).state, reversal(2), NOW + DAY)).toEqual({
      kind: 'refused',
      refusals: [{ reason: 'already_rolled_back', at: NOW, by: 'usr_max' }],
    })
  })

  it('of a line that is no redemption finds none (R20)', () => {
    expect(reasonsOf(decide(used.state, reversal(1), NOW))).toEqual(['redemption_not_found'])
    expect(reasonsOf(decide(used.state, reversal(3), NOW))).toEqual(['redemption_not_found'])
  })

  it('moves no deadline: what expired meanwhile stays expired (R20)', () => {
    const late = used.at(NOW + 30 * DAY).rolledBack(2)
    expect(late.state.closesAt).toBe(used.state.closesAt)
    expect(reasonsOf(decide(late.state, redeem(), NOW + 30 * DAY))).toEqual(['expired'])
  })

  it('is possible on a blocked voucher and leaves it blocked (R20)', () => {
    const { state } = used.blocked().rolledBack(2)
    expect(state).toMatchObject({ usesLeft: 1, lock: { kind: 'blocked' } })
  })

  it('of a use takes no sum (R20)', () => {
    expect(reasonsOf(decide(used.state, reversal(2, { amount: 1 }), NOW))).toEqual(['amount_invalid'])
  })
})

describe('Rolling back stored value', () => {
  const paid = aVoucher({ value: 6000 }).redeemed(2000)

  it('restores the balance (R20) [G14]', () => {
    expect(paid.state.balance).toBe(4000)
    expect(factOf(decide(paid.state, reversal(2), NOW))).toMatchObject({ amount: 2000, balance: 6000 })
  })

  it('in parts gives back the rest last, and no more than was taken (R20)', () => {
    const partly = paid.rolledBack(2, { amount: 500 })
    expect(partly.state.balance).toBe(4500)
    expect(factOf(decide(partly.state, reversal(2), NOW))).toMatchObject({ amount: 1500, balance: 6000 })
    expect(decide(partly.state, reversal(2, { amount: 1501 }), NOW)).toEqual({
      kind: 'refused',
      refusals: [{ reason: 'amount_exceeds_redeemed', redeemed: 1500, currency: 'EUR' }],
    })
    expect(reasonsOf(decide(partly.rolledBack(2).state, reversal(2), NOW))).toEqual(['already_rolled_back'])
  })

  it.each([0, -500])('does not give back %d (R20)', (amount) => {
    expect(reasonsOf(decide(paid.state, reversal(2, { amount }), NOW))).toEqual(['amount_invalid'])
  })
})

describe('Undoing at the counter', () => {
  const used = aVoucher().redeemed()

  it('is for the device that redeemed, within 15 minutes (R19)', () => {
    expect(UNDO_MS).toBe(15 * MINUTE)
    expect(factOf(decide(used.state, undo(2), NOW + UNDO_MS - SECOND))).toMatchObject({ kind: 'rolled_back' })
    expect(decide(used.state, undo(2), NOW + UNDO_MS)).toEqual({
      kind: 'refused',
      refusals: [{ reason: 'undo_window_closed', closed_at: NOW + UNDO_MS }],
    })
  })

  it('is not for another device, nor where no device was known (R19)', () => {
    const elsewhere = undo(2, { place: { ...COUNTER, device: 'dev_other' } })
    expect(reasonsOf(decide(used.state, elsewhere, NOW))).toEqual(['undo_other_device'])
    const nowhere = { ...COUNTER, device: null }
    const { state } = aVoucher().redeemed(undefined, { place: nowhere })
    expect(reasonsOf(decide(state, undo(2, { place: nowhere }), NOW))).toEqual(['undo_other_device'])
  })

  it('is for whoever stands at that device now (R19)', () => {
    const colleague = undo(2, { place: { ...COUNTER, by: 'usr_otto' } })
    expect(reasonsOf(decide(used.state, colleague, NOW))).toEqual([])
  })

  it('later is left to a manager, from any device (R19)', () => {
    expect(factOf(decide(used.state, reversal(2), NOW + 300 * DAY))).toMatchObject({ kind: 'rolled_back' })
  })
})
