import { describe, expect, it } from 'vitest'
import { decide } from '../../src/decide.ts'
import { claimId } from '../../src/id.ts'
import { block, extend, redeem, unblock, voidIt } from './a-command.ts'
import { aVoucher } from './a-voucher.ts'
import { factOf, reasonsOf } from './answers.ts'
import { at, DAY, LENA, NOW } from './cast.ts'

describe('Voiding', () => {
  it('ends a voucher for good, used or not, blocked or not (R22)', () => {
    for (const voucher of [aVoucher(), aVoucher().redeemed(), aVoucher().blocked()]) {
      expect(factOf(decide(voucher.state, voidIt(), NOW))).toEqual({ kind: 'voided', refund: false })
    }
    const { state } = aVoucher().voided()
    expect(reasonsOf(decide(state, voidIt(), NOW))).toEqual(['voucher_void'])
    expect(reasonsOf(decide(state, block(), NOW))).toEqual(['voucher_void'])
    expect(reasonsOf(decide(state, unblock(), NOW))).toEqual(['not_blocked'])
    expect(reasonsOf(decide(state, extend({ kind: 'unlimited' }), NOW))).toEqual(['voucher_void'])
  })

  it('refunds what a claim took; what was given by hand took nothing (R22)', () => {
    const refund = voidIt({ refund: true })
    expect(factOf(decide({ ...aVoucher().state, claim: claimId(LENA, 2) }, refund, NOW))).toEqual({
      kind: 'voided',
      refund: true,
    })
    expect(reasonsOf(decide(aVoucher({ source: 'points' }).state, refund, NOW))).toEqual([
      'nothing_to_refund',
    ])
  })
})

describe('Blocking', () => {
  it('stops redeeming until it is unblocked (R22)', () => {
    const blocked = aVoucher().blocked()
    expect(reasonsOf(decide(blocked.state, redeem(), NOW))).toEqual(['voucher_blocked'])
    expect(reasonsOf(decide(blocked.unblocked().state, redeem(), NOW))).toEqual([])
  })

  it('twice, or unblocking what is not blocked, changes nothing (R22)', () => {
    expect(reasonsOf(decide(aVoucher().blocked().state, block(), NOW))).toEqual(['voucher_blocked'])
    expect(reasonsOf(decide(aVoucher().state, unblock(), NOW))).toEqual(['not_blocked'])
  })
})

describe('Extending', () => {
  it('counts from the day it is given: 28 more days means from today (R21)', () => {
    const decision = decide(aVoucher().state, extend({ kind: 'days', count: 28 }), NOW + 7 * DAY)
    expect(factOf(decision)).toEqual({
      kind: 'extended',
      validity: { kind: 'days', count: 28 },
      closesAt: at('2026-12-25 00:00'),
    })
  })

  it('revives what has expired (R21)', () => {
    const late = aVoucher().at(at('2027-01-10 12:00'))
    expect(reasonsOf(decide(late.state, redeem(), at('2027-01-10 12:00')))).toEqual(['expired'])
    const revived = late.extended({ kind: 'days', count: 1 })
    expect(reasonsOf(decide(revived.state, redeem(), at('2027-01-10 23:59')))).toEqual([])
  })

  it('can take the end away altogether (R21)', () => {
    expect(factOf(decide(aVoucher().state, extend({ kind: 'unlimited' }), NOW))).toMatchObject({
      closesAt: null,
    })
  })

  it('to the same end or an earlier one is refused with the end that stands (R21)', () => {
    const stands = { reason: 'not_extended', closes_at: at('2026-12-04 00:00') }
    for (const date of ['2026-12-03', '2026-12-02']) {
      const decision = decide(aVoucher().state, extend({ kind: 'fixed_date', date }), NOW)
      expect(decision).toEqual({ kind: 'refused', refusals: [stands] })
    }
  })

  it('what has no end is refused (R21)', () => {
    const forEver = aVoucher({ validity: { kind: 'unlimited' } })
    expect(decide(forEver.state, extend({ kind: 'unlimited' }), NOW)).toEqual({
      kind: 'refused',
      refusals: [{ reason: 'not_extended', closes_at: null }],
    })
  })

  it('into the past is refused (R7, R21)', () => {
    const decision = decide(aVoucher().state, extend({ kind: 'fixed_date', date: '2026-11-19' }), NOW)
    expect(reasonsOf(decision)).toEqual(['validity_in_past'])
  })

  it('leaves a blocked voucher blocked (R21)', () => {
    const { state } = aVoucher().blocked().extended({ kind: 'unlimited' })
    expect(state).toMatchObject({ closesAt: null, lock: { kind: 'blocked' } })
  })
})
