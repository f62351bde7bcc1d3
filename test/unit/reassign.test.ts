import { describe, expect, it } from 'vitest'
import { decide } from '../../src/decide.ts'
import type { CustomerId } from '../../src/id.ts'
import { settle } from '../../src/ledger.ts'
import { fold } from '../../src/voucher.ts'
import { reassign, redeem } from './a-command.ts'
import { recorded } from './a-record.ts'
import { type AVoucher, aVoucher } from './a-voucher.ts'
import { factOf, reasonsOf } from './answers.ts'
import { COUNTER, LENA, NOW, OFFICE, OTTO } from './cast.ts'

const NOBODY: CustomerId = 'cus_nobody'

/** The voucher after two records turned out to be one person. */
function moved({ record }: AVoucher) {
  const after = recorded(record, settle(record, reassign(LENA, OTTO), NOW))
  const state = fold(after.entries)
  if (state === null) throw new Error('an issued voucher')
  return { record: after, state }
}

describe('Reassigning', () => {
  it('moves a bound voucher that is not void, used or not, blocked or not (R46)', () => {
    for (const voucher of [
      aVoucher({ holder: LENA }),
      aVoucher({ holder: LENA }).redeemed(),
      aVoucher({ holder: LENA }).blocked(),
    ]) {
      expect(factOf(decide(voucher.state, reassign(LENA, OTTO), NOW))).toEqual({
        kind: 'reassigned',
        customer: OTTO,
      })
    }
  })

  it('changes nothing but the record it is held under (R46)', () => {
    const before = aVoucher({ holder: LENA, value: 5000 }).redeemed(500)
    expect(moved(before).state).toEqual({ ...before.state, customer: OTTO, formerly: [LENA] })
  })

  it('is refused for the void, for bearers, for whoever does not hold it, and for the same record (R46)', () => {
    const bound = aVoucher({ holder: LENA })
    expect(reasonsOf(decide(bound.voided().state, reassign(LENA, OTTO), NOW))).toEqual(['voucher_void'])
    expect(reasonsOf(decide(aVoucher().state, reassign(LENA, OTTO), NOW))).toEqual(['holder_mismatch'])
    expect(reasonsOf(decide(bound.state, reassign(OTTO, LENA), NOW))).toEqual(['holder_mismatch'])
    expect(reasonsOf(decide(bound.state, reassign(LENA, LENA), NOW))).toEqual(['holder_mismatch'])
    expect(reasonsOf(decide(moved(bound).state, reassign(LENA, OTTO), NOW))).toEqual(['holder_mismatch'])
  })

  it('sent again under its id is answered as then and writes nothing (R4)', () => {
    const { record } = moved(aVoucher({ holder: LENA }))
    const again = settle(record, reassign(LENA, OTTO), NOW)
    expect(again.write).toBeNull()
    expect(again.outcome).toMatchObject({ kind: 'accepted', replayed: true })
  })

  it('lets either record name the holder from then on, and nobody else (R12, R46)', () => {
    const { state } = moved(aVoucher({ holder: LENA }))
    const named = (customer: CustomerId) => reasonsOf(decide(state, redeem({ customer }), NOW))
    expect(named(OTTO)).toEqual([])
    expect(named(LENA)).toEqual([])
    expect(named(NOBODY)).toEqual(['holder_mismatch'])
  })

  it('keeps people from redeeming what they issued to themselves under an older record (R13, R46)', () => {
    const issuedByOneself = aVoucher({ holder: LENA, issuedFrom: { ...OFFICE, by: COUNTER.by } })
    const place = { ...COUNTER, self: LENA }
    expect(reasonsOf(decide(moved(issuedByOneself).state, redeem({ place }), NOW))).toEqual([
      'self_redemption',
    ])
  })
})
