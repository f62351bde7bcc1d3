import { describe, expect, it } from 'vitest'
import { settleAccount } from '../../src/account/ledger.ts'
import { GRACE_MS } from '../../src/account/lot.ts'
import { errandsOf, expiring, handingOver, nextEnd } from '../../src/account/saga.ts'
import { statementOf } from '../../src/account/statement.ts'
import { ATTEMPTS_KEPT } from '../../src/ledger.ts'
import type { Place } from '../../src/voucher.ts'
import {
  adjust,
  afterOwn,
  anAccount,
  cancelled,
  claimed,
  EMPTY_ACCOUNT_LEDGER,
  following,
  merge,
  purchase,
  reasons,
  receive,
  reversal,
  there,
} from './an-account.ts'
import { COUNTER, DAY, HARBOUR, MINUTE, NOW } from './cast.ts'

describe('An account', () => {
  it('earns by purchases, and a purchase without gains is still a visit (R92)', () => {
    const ledger = anAccount(purchase(100), purchase(0))
    expect(there(ledger)).toBe(100)
    expect(ledger.account.purchases).toHaveLength(2)
  })

  it('records an order within its store once, whoever sends it again and with whatever key (R92)', () => {
    const first = purchase(100, { order: 'A-1' })
    const ledger = anAccount(first)
    const again = settleAccount(ledger, purchase(500, { order: 'A-1' }), NOW + DAY)
    expect(again).toMatchObject({
      write: null,
      outcome: { kind: 'accepted', replayed: true, entry: { seq: 1 } },
    })
    expect(there(following(ledger, purchase(30, { order: 'A-1', store: HARBOUR })))).toBe(130)
  })

  it('is never taken below nothing, and says what is there (R90)', () => {
    const ledger = anAccount(adjust(50), adjust(700, { unit: 'cashback' }))
    expect(settleAccount(ledger, adjust(-51), NOW).outcome).toMatchObject({
      refusals: [{ reason: 'insufficient_points', balance: 50 }],
    })
    expect(settleAccount(ledger, adjust(-701, { unit: 'cashback' }), NOW).outcome).toMatchObject({
      refusals: [{ reason: 'insufficient_cashback', balance: 700, currency: 'EUR' }],
    })
    expect(reasons(ledger, adjust(-1, { unit: 'balance' }))).toEqual(['insufficient_balance'])
    expect(there(following(ledger, adjust(-50)))).toBe(0)
  })

  it('answers the same command as then, and refuses other content under its id (R4, R5)', () => {
    const debit = adjust(-30)
    const ledger = following(anAccount(adjust(50), debit), adjust(5))
    const replay = settleAccount(ledger, debit, NOW + DAY)
    expect(replay).toMatchObject({
      write: null,
      outcome: { kind: 'accepted', replayed: true, entry: { seq: 2 } },
    })
    expect(replay.outcome).toMatchObject({ account: { sides: { points: { available: 20 } } } })
    expect(reasons(ledger, { ...debit, digest: 'other' })).toEqual(['idempotency_key_reused'])
  })

  it('keeps the newest forty refusals, and none of an account that never began', () => {
    expect(following(EMPTY_ACCOUNT_LEDGER, adjust(-1))).toEqual(EMPTY_ACCOUNT_LEDGER)
    const asked = Array.from({ length: 45 }, () => adjust(-1))
    const ledger = asked.reduce((before, one) => following(before, one), anAccount(purchase(0)))
    expect(ledger.attempts).toHaveLength(ATTEMPTS_KEPT)
    expect(settleAccount(ledger, asked[44] ?? adjust(-1), NOW).outcome.kind).toBe('refused')
  })
})

describe('Lots', () => {
  const soon = NOW + 2 * DAY
  const later = NOW + 9 * DAY

  it('are taken in the order in which they end, those without an end last (R91)', () => {
    const ledger = anAccount(
      adjust(10),
      adjust(10, { endsAt: later }),
      adjust(10, { endsAt: soon }),
      adjust(-25),
    )
    expect(ledger.account.lots.map(({ left }) => left)).toEqual([5, 0, 0])
    expect(ledger.entries.at(-1)?.moves[0]?.pieces).toEqual([
      { lot: '3.0', amount: 10, endsAt: soon },
      { lot: '2.0', amount: 10, endsAt: later },
      { lot: '1.0', amount: 5, endsAt: null },
    ])
  })

  it('end in time by the clock alone; writing it down changes nothing (R91)', () => {
    const ledger = anAccount(adjust(10), adjust(20, { endsAt: soon }))
    expect(there(ledger, soon - 1)).toBe(30)
    expect(there(ledger, soon)).toBe(10)
    expect(reasons(ledger, adjust(-11), soon)).toEqual(['insufficient_points'])
    const written = afterOwn(ledger, expiring(ledger.account, soon), soon)
    expect(there(written, soon)).toBe(10)
    expect(written.account.sides.points).toMatchObject({ available: 10, expired: 20 })
    expect(expiring(written.account, soon)).toBeNull()
    expect([nextEnd(ledger.account), nextEnd(written.account)]).toEqual([soon, null])
  })

  it('get back what a claim took, and only what was taken from them (R91)', () => {
    const ledger = claimed(anAccount(adjust(30, { endsAt: soon }), adjust(30)))
    expect(ledger.account.lots.map(({ left }) => left)).toEqual([0, 20])
    expect(cancelled(ledger, 3).account.lots.map(({ left }) => left)).toEqual([30, 30])
  })

  it('that ended meanwhile give their piece two more weeks (R91)', () => {
    const ledger = claimed(anAccount(adjust(30, { endsAt: soon }), adjust(30)))
    const back = cancelled(ledger, 3, later)
    expect(there(back, later)).toBe(60)
    expect(there(back, later + GRACE_MS)).toBe(30)
  })
})

describe('Reversing a purchase', () => {
  it('takes back what it earned, once (R93)', () => {
    const ledger = following(anAccount(purchase(100), adjust(20)), reversal(1))
    expect(ledger.account.lots.map(({ left }) => left)).toEqual([0, 20])
    expect(reasons(ledger, reversal(1))).toEqual(['purchase_reversed'])
    expect(reasons(ledger, reversal(7))).toEqual(['purchase_not_found'])
  })

  it('records what is not there any more as a debt, which the next that comes pays first (R93)', () => {
    const spent = following(anAccount(purchase(100)), adjust(-70))
    const owing = following(spent, reversal(1))
    expect(owing.account.sides.points).toMatchObject({ available: 0, owed: -70 })
    const paying = following(owing, purchase(50))
    expect(paying.account.sides.points).toMatchObject({ available: 0, owed: -20 })
    const paid = following(paying, purchase(50))
    expect(paid.account.sides.points).toMatchObject({ available: 30, owed: 0 })
    expect(statementOf(paid.entries).slice(-2)).toMatchObject([
      { kind: 'earned', change: 50, balance: 50 },
      { kind: 'repaid', change: -20, balance: 30 },
    ])
  })

  it('does not ask for what ended unused (R93)', () => {
    const end = NOW + DAY
    const ledger = anAccount(purchase(100, {}, end), adjust(40))
    const reversed = following(ledger, reversal(1), end)
    expect(there(reversed, end)).toBe(40)
    const written = afterOwn(ledger, expiring(ledger.account, end), end)
    expect(there(following(written, reversal(1), end), end)).toBe(40)
  })

  it('leaves purchases of other shops alone for whoever is bound to theirs', () => {
    expect(reasons(anAccount(purchase(100)), reversal(1, { within: [HARBOUR] }))).toEqual([
      'purchase_not_found',
    ])
  })

  it('is for whoever recorded it, on the same device, within 15 minutes; later, or elsewhere, for a manager (R93)', () => {
    const ledger = anAccount(purchase(100))
    const undo = (place: Partial<Place> = {}, now = NOW) =>
      reasons(ledger, reversal(1, { authority: 'undo', place: { ...COUNTER, ...place } }), now)
    const end = NOW + 15 * MINUTE
    expect(undo({}, end - 1)).toEqual([])
    expect(undo({}, end)).toEqual(['undo_window_closed'])
    expect(undo({ device: 'dev_other' })).toEqual(['undo_other_device'])
    expect(undo({ by: 'usr_olga' })).toEqual(['undo_other_device'])
    expect(reasons(ledger, reversal(1), end)).toEqual([])
    const nowhere = anAccount(purchase(100, { place: { ...COUNTER, device: null } }))
    const taken = reversal(1, { authority: 'undo', place: { ...COUNTER, device: null } })
    expect(reasons(nowhere, taken)).toEqual(['undo_other_device'])
  })

  it('cannot be dodged by cancelling a claim: what comes back pays the debt (R93)', () => {
    const owing = following(claimed(anAccount(purchase(40))), reversal(1))
    expect(owing.account.sides.points).toMatchObject({ available: 0, owed: -40 })
    expect(cancelled(owing, 2).account.sides.points).toMatchObject({ available: 0, owed: 0, spent: 0 })
  })
})

describe('A record that gave way', () => {
  it('hands everything over, with ends and debts, and whatever still comes (R99)', () => {
    const end = NOW + 5 * DAY
    const ledger = anAccount(adjust(30, { endsAt: end }), purchase(0), purchase(100), merge('cus_otto'))
    const fact = handingOver(ledger.account, NOW)
    expect(fact).toMatchObject({ into: 'cus_otto', standing: { purchases: 2 } })
    const out = afterOwn(ledger, fact)
    expect(there(out)).toBe(0)
    expect(errandsOf(out.account)).toEqual([{ kind: 'deliver', transfer: 5 }])
    expect(handingOver(out.account, NOW)).toBeNull()
    const owing = following(out, reversal(3))
    expect(handingOver(owing.account, NOW)).toMatchObject({
      moves: [{ kind: 'debt_moved_out', amount: 100 }],
      standing: { purchases: 1 },
    })
  })

  it('has its debts paid by what the one that stays has, before anything is spent (R93, R99)', () => {
    const debts = [{ unit: 'points', amount: 100 }] as const
    const rich = following(anAccount(adjust(30), adjust(100)), receive({ debts }))
    expect(rich.account.sides.points).toMatchObject({ available: 30, owed: 0 })
    expect(reasons(rich, adjust(-31))).toEqual(['insufficient_points'])
    const gains = [{ unit: 'points', amount: 30, endsAt: null }] as const
    const poor = following(anAccount(adjust(40)), receive({ debts, gains }))
    expect(poor.account.sides.points).toMatchObject({ available: 0, owed: -30 })
    const ended = following(anAccount(adjust(50, { endsAt: NOW + DAY })), receive({ debts }), NOW + 2 * DAY)
    expect(ended.account.sides.points).toMatchObject({ owed: -100 })
    const money = following(anAccount(adjust(100, { unit: 'cashback' })), receive({ debts }))
    expect(money.account.sides).toMatchObject({ cashback: { available: 100 }, points: { owed: -100 } })
  })
})
