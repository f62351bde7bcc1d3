import { describe, expect, it } from 'vitest'
import type { Use } from '../../src/command.ts'
import { decide, validate } from '../../src/decide.ts'
import { HOLD_MS_MOST, heldUntil } from '../../src/hold.ts'
import { holdId, readHoldId } from '../../src/id.ts'
import { statusOf } from '../../src/voucher.ts'
import { anOrder, hold, override, PLAIN_USE, redeem, release, takeOver } from './a-command.ts'
import { aVoucher } from './a-voucher.ts'
import { factOf, reasonsOf } from './answers.ts'
import { at, COUNTER, HARBOUR, LENA, MINUTE, NOW, SECOND, WEBSHOP } from './cast.ts'

const QUARTER = 15 * MINUTE
const online: Use = { ...PLAIN_USE, place: WEBSHOP }
const otherShop = { ...WEBSHOP, by: 'key_other' } as const

describe('A hold', () => {
  const held = aVoucher().held('1042')

  it('keeps the voucher for its order: nobody else uses it, and hears for which and until when (R75, R76)', () => {
    expect(decide(held.state, redeem(), NOW + MINUTE)).toMatchObject({
      refusals: [
        {
          reason: 'held',
          at: NOW,
          by: 'key_web',
          store: null,
          hold: 2,
          order_id: '1042',
          expires_at: NOW + QUARTER,
          can_take_over: true,
        },
      ],
    })
    expect(statusOf(held.state, NOW + MINUTE)).toBe('held')
  })

  it('ends to the second by itself, and nothing is written for it (R75)', () => {
    const last = NOW + QUARTER - SECOND
    expect(reasonsOf(decide(held.state, redeem(), last))).toEqual(['held'])
    expect(reasonsOf(decide(held.state, redeem(), NOW + QUARTER))).toEqual([])
    expect([statusOf(held.state, last), statusOf(held.state, NOW + QUARTER)]).toEqual(['held', 'active'])
    expect([heldUntil(held.state, last), heldUntil(held.state, NOW + QUARTER)]).toEqual([NOW + QUARTER, null])
  })

  it('goes on for its own order, to the later of both ends, and stays the same one (R75)', () => {
    const later = factOf(decide(held.state, hold('1042'), NOW + MINUTE))
    expect(later).toEqual({ kind: 'held', hold: 2, order: '1042', until: NOW + MINUTE + QUARTER })
    const sooner = factOf(decide(held.state, hold('1042', { ms: MINUTE }), NOW + MINUTE))
    expect(sooner).toMatchObject({ hold: 2, until: NOW + QUARTER })
    expect(held.at(NOW + MINUTE).held('1042').state.holds).toMatchObject([
      { seq: 2, until: NOW + MINUTE + QUARTER },
    ])
  })

  it('that ended is another one when its order asks again (R75)', () => {
    expect(factOf(decide(held.state, hold('1042'), NOW + QUARTER))).toMatchObject({ hold: null })
  })

  it('is of whoever asked: the same number in another shop system is another order (R75)', () => {
    expect(reasonsOf(decide(held.state, hold('1042', { place: otherShop }), NOW))).toEqual(['held'])
    const same = { ...PLAIN_USE, place: otherShop, order: { ...anOrder(500), order_id: '1042' } }
    expect(reasonsOf(validate(held.state, same, NOW))).toEqual(['held'])
  })

  it('is named by its voucher and its line (R34)', () => {
    const { id } = held.state
    expect(readHoldId(holdId(id, 2))).toEqual({ voucher: id, seq: 2 })
    for (const text of ['', holdId(id, 2).replace('hld', 'rdm'), `${holdId(id, 0)}`, `${holdId(id, 2)}x`])
      expect(readHoldId(text)).toBeNull()
  })
})

describe('Redeeming with a hold', () => {
  const held = aVoucher().held('1042')

  it('by its id or for its order ends it in the same line (R75) [H11]', () => {
    const byId = redeem({ ...online, hold: 2 })
    const byOrder = redeem({ ...online, order: { ...anOrder(500), order_id: '1042' } })
    for (const command of [byId, byOrder]) {
      expect(factOf(decide(held.state, command, NOW + MINUTE))).toMatchObject({ kind: 'redeemed', hold: 2 })
    }
    const used = held.redeemed(undefined, { ...online, hold: 2 })
    expect(used.state).toMatchObject({ usesLeft: 0, holds: [{ end: { kind: 'redeemed' } }] })
    expect(reasonsOf(decide(used.state, release(2), NOW))).toEqual(['hold_not_found'])
  })

  it('needs the hold to be there, one’s own and not over (R75)', () => {
    const withIt = (place = WEBSHOP, line = 2) => redeem({ ...online, place, hold: line })
    expect(reasonsOf(decide(held.state, withIt(WEBSHOP, 7), NOW))).toEqual(['held', 'hold_not_found'])
    expect(reasonsOf(decide(held.state, withIt(otherShop), NOW))).toEqual(['held', 'hold_of_other_key'])
    expect(decide(held.state, withIt(), NOW + QUARTER)).toMatchObject({
      refusals: [{ reason: 'hold_expired', expired_at: NOW + QUARTER }],
    })
    expect(reasonsOf(decide(aVoucher().state, withIt(), NOW))).toEqual(['hold_not_found'])
  })

  it('writes nothing about holds where there is none', () => {
    expect(Object.keys(factOf(decide(aVoucher().state, redeem(), NOW)))).not.toContain('hold')
  })
})

describe('Letting go', () => {
  const held = aVoucher().held('1042')

  it('frees the voucher at once, once, and only for whoever holds it (R77) [H06, H11]', () => {
    expect(factOf(decide(held.state, release(2), NOW))).toEqual({
      kind: 'released',
      hold: 2,
      heldBy: 'key_web',
      takenOver: false,
    })
    const free = held.released(2)
    expect(statusOf(free.state, NOW)).toBe('active')
    expect(reasonsOf(decide(free.state, redeem(), NOW))).toEqual([])
    expect(reasonsOf(decide(free.state, release(2), NOW))).toEqual(['hold_not_found'])
    expect(reasonsOf(decide(held.state, release(2, { place: otherShop }), NOW))).toEqual([
      'hold_of_other_key',
    ])
    expect(reasonsOf(decide(held.state, release(2), NOW + QUARTER))).toEqual(['hold_expired'])
  })
})

describe('Taking over at a counter', () => {
  const held = aVoucher().held('1042')

  it('ends the other’s hold by a line that names both, and then it is redeemed (R77)', () => {
    expect(factOf(decide(held.state, takeOver(2), NOW))).toEqual({
      kind: 'released',
      hold: 2,
      heldBy: 'key_web',
      takenOver: true,
    })
    const taken = held.takenOver(2)
    expect(taken.record.entries.at(-1)?.place.by).toBe('usr_ana')
    expect(taken.redeemed().state.usesLeft).toBe(0)
  })

  it('is heard by the other side at its next call, whatever it is (R77)', () => {
    const taken = held.takenOver(2)
    const heard = { refusals: [{ reason: 'hold_taken_over', at: NOW, by: 'usr_ana', store: 'sto_market' }] }
    expect(decide(taken.state, redeem({ ...online, hold: 2 }), NOW + MINUTE)).toMatchObject(heard)
    expect(decide(taken.state, release(2), NOW + MINUTE)).toMatchObject(heard)
    const used = taken.redeemed()
    expect(reasonsOf(decide(used.state, redeem({ ...online, hold: 2 }), NOW))).toEqual([
      'already_redeemed',
      'hold_taken_over',
    ])
  })

  it('is for people: no program or kiosk sees whether the other order goes on (R77)', () => {
    for (const by of ['key_other', 'dev_kiosk'] as const) {
      const place = { ...COUNTER, by }
      expect(decide(held.state, redeem({ place }), NOW)).toMatchObject({
        refusals: [{ can_take_over: false }],
      })
      expect(reasonsOf(decide(held.state, takeOver(2, { place }), NOW))).toEqual(['operator_not_permitted'])
    }
  })

  it('is for where it could be redeemed: nobody frees it for nothing (R77)', () => {
    const elsewhere = aVoucher({ stores: [HARBOUR] }).held('1042', { place: { ...WEBSHOP, store: HARBOUR } })
    expect(reasonsOf(decide(elsewhere.state, takeOver(2), NOW))).toEqual(['store_not_participating'])
    expect(reasonsOf(decide(held.blocked().state, takeOver(2), NOW))).toEqual(['voucher_blocked'])
  })

  it('finds nothing to take once it has ended (R77)', () => {
    expect(reasonsOf(decide(held.state, takeOver(2), NOW + QUARTER))).toEqual(['hold_not_found'])
    expect(reasonsOf(decide(held.takenOver(2).state, takeOver(2), NOW))).toEqual(['hold_not_found'])
  })
})

describe('Where a hold begins', () => {
  it('a redemption could be made, there and then (R75)', () => {
    const refused = (voucher: ReturnType<typeof aVoucher>, asking = {}) =>
      reasonsOf(decide(voucher.state, hold('1042', asking), NOW))
    expect(refused(aVoucher().redeemed())).toEqual(['already_redeemed'])
    expect(refused(aVoucher().blocked())).toEqual(['voucher_blocked'])
    expect(refused(aVoucher({ stores: [HARBOUR] }))).toEqual(['store_not_participating'])
    expect(refused(aVoucher({ windows: [{ days: ['friday'], from: '17:00', to: '19:00' }] }))).toEqual([
      'outside_usage_window',
    ])
    expect(refused(aVoucher({ conditions: { channels: ['in_store'] } }))).toEqual(['channel_not_allowed'])
    expect(refused(aVoucher({ holder: LENA }), { customer: 'cus_other' })).toEqual(['holder_mismatch'])
    expect(refused(aVoucher({ value: 5000 }).redeemed(5000))).toEqual(['balance_empty'])
  })

  it('what only the order will say is left to it (R75)', () => {
    const wish = {
      holder: LENA,
      minimumSpend: 2000,
      conditions: { holder_required: true, product_ids: ['cake'] },
    }
    expect(reasonsOf(decide(aVoucher(wish).state, hold('1042'), NOW))).toEqual([])
    const held = aVoucher(wish).held('1042')
    expect(reasonsOf(decide(held.state, redeem({ ...online, hold: 2 }), NOW))).toEqual([
      'customer_required',
      'order_required',
    ])
  })

  it('is not after the end of the voucher, nor longer than to it (R75)', () => {
    const ends = at('2026-11-20 14:05')
    const soon = aVoucher({ validity: { kind: 'days', count: 1, time: '14:05' } })
    expect(factOf(decide(soon.state, hold('1042', { ms: HOLD_MS_MOST }), NOW))).toMatchObject({ until: ends })
    expect(reasonsOf(decide(soon.state, hold('1042'), ends))).toEqual(['expired'])
  })
})

describe('Several holds', () => {
  const four = ['a', 'b', 'c', 'd'].reduce((voucher, order) => voucher.held(order), aVoucher({ uses: 4 }))

  it('of four uses are four; the fifth order waits (R76) [H09]', () => {
    expect(reasonsOf(decide(four.state, hold('e'), NOW))).toEqual(['held'])
    expect(reasonsOf(decide(four.state, redeem(), NOW))).toEqual(['held'])
    expect(statusOf(four.state, NOW)).toBe('held')
  })

  it('leave the uses that nobody holds to everybody (R76)', () => {
    const two = aVoucher({ uses: 3 }).held('a').held('b')
    expect(statusOf(two.state, NOW)).toBe('active')
    const used = two.redeemed()
    expect(reasonsOf(decide(used.state, redeem(), NOW))).toEqual(['held'])
    expect(reasonsOf(decide(used.state, redeem({ ...online, hold: 2 }), NOW))).toEqual([])
  })

  it('of an order nobody has paid use nothing; its own does not stand in its way, another does (R76) [L29]', () => {
    const held = aVoucher().held('1042')
    expect(held.state).toMatchObject({ usesLeft: 1, redemptions: [] })
    expect(reasonsOf(decide(held.state, hold('1042'), NOW))).toEqual([])
    expect(reasonsOf(decide(held.state, hold('1043'), NOW))).toEqual(['held'])
    const paid = held.redeemed(undefined, { ...online, hold: 2 })
    expect(paid.state).toMatchObject({ usesLeft: 0, redemptions: [{ seq: 3 }] })
  })

  it('name the one that ends first, as then a use is left (R76)', () => {
    const two = aVoucher({ uses: 2 }).held('slow').held('quick', { ms: MINUTE })
    expect(decide(two.state, redeem(), NOW)).toMatchObject({
      refusals: [{ reason: 'held', order_id: 'quick', expires_at: NOW + MINUTE }],
    })
    expect(reasonsOf(decide(two.state, redeem(), NOW + MINUTE))).toEqual([])
  })

  it('keep the uses of a day too (R72, R76)', () => {
    const daily = aVoucher({ uses: 9, conditions: { uses_per_day: 2 } })
      .held('a')
      .redeemed()
    expect(reasonsOf(decide(daily.state, redeem(), NOW))).toEqual(['held'])
    expect(reasonsOf(decide(daily.state, redeem({ ...online, hold: 2 }), NOW))).toEqual([])
    expect(statusOf(daily.state, NOW)).toBe('partially_redeemed')
  })

  it('of one use are refused as used once it is, not as held (R1)', () => {
    const forced = aVoucher().held('a').overridden()
    expect(forced.record.entries.at(-1)).toMatchObject({ forced: true })
    expect(reasonsOf(decide(forced.state, redeem({ ...online, hold: 2 }), NOW))).toEqual(['already_redeemed'])
    expect(statusOf(forced.state, NOW)).toBe('redeemed')
    expect(factOf(decide(aVoucher().held('a').state, override(), NOW))).toMatchObject({ forced: true })
  })
})

describe('Held value', () => {
  it('is held whole: what is left is the order’s alone until it ends (R76) [H12]', () => {
    const held = aVoucher({ value: 10_000 }).redeemed(5000).held('1042')
    expect(held.state.balance).toBe(5000)
    expect(reasonsOf(decide(held.state, redeem({ amount: 1 }), NOW))).toEqual(['held'])
    expect(reasonsOf(decide(held.state, hold('1043'), NOW))).toEqual(['held'])
    const paid = held.redeemed(2000, { place: WEBSHOP, hold: held.head })
    expect(paid.state).toMatchObject({ balance: 3000, holds: [{ end: { kind: 'redeemed' } }] })
    expect(statusOf(paid.state, NOW)).toBe('partially_redeemed')
  })
})

describe('An order that was given up', () => {
  it('and taken up again has lost the voucher to the one that used it [H07]', () => {
    const cancelled = aVoucher().held('A').released(2)
    const used = cancelled.held('B').redeemed(undefined, { ...online, hold: 4 })
    expect(reasonsOf(decide(used.state, hold('A'), NOW))).toEqual(['already_redeemed'])
  })
})
