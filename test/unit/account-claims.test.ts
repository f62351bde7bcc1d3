import { describe, expect, it } from 'vitest'
import { settleAccount } from '../../src/account/ledger.ts'
import { cancelling, closing, errandsOf, fulfilling, keeping, refusing } from '../../src/account/saga.ts'
import {
  adjust,
  afterOwn,
  anAccount,
  atMost,
  cancel,
  cancelled,
  claim,
  claimed,
  following,
  purchase,
  reasons,
  reversal,
  there,
  VOUCHER,
} from './an-account.ts'
import { at, NOW } from './cast.ts'

describe('A claim', () => {
  it('reserves its price, and spends it with its voucher (R94)', () => {
    const open = following(anAccount(adjust(100)), claim(40))
    expect(open.account.sides.points).toMatchObject({ available: 60, reserved: 40 })
    expect(errandsOf(open.account)).toEqual([{ kind: 'obtain', claim: 2 }])
    const done = afterOwn(open, fulfilling(open.account, 2, VOUCHER))
    expect(done.account.sides.points).toMatchObject({ available: 60, reserved: 0, spent: 40 })
    expect(done.account.claims).toMatchObject([{ state: 'claimed', voucher: VOUCHER }])
    expect(errandsOf(done.account)).toEqual([])
    expect([
      fulfilling(done.account, 2, VOUCHER),
      keeping(done.account, 2, { reason: 'voucher_in_use' }),
    ]).toEqual([null, null])
  })

  it('that is refused elsewhere releases everything, and gives back what it took there (R94)', () => {
    const budget = { name: 'cmp_autumn', amount: 500 }
    const open = following(anAccount(adjust(100)), claim(40, { stock: 'ofr_coffee', budget }))
    const out = afterOwn(open, refusing(open.account, 2, { reason: 'out_of_stock' }, NOW))
    expect(there(out)).toBe(100)
    expect(errandsOf(out.account)).toEqual([{ kind: 'give_back', claim: 2 }])
    const closed = afterOwn(out, closing(out.account, 2))
    expect([errandsOf(closed.account), closing(closed.account, 2)]).toEqual([[], null])
    const over = afterOwn(open, refusing(open.account, 2, { reason: 'budget_exhausted' }, NOW))
    expect(errandsOf(over.account)).toEqual([])
  })

  it('needs its price (L17 for accounts)', () => {
    expect(reasons(anAccount(adjust(39)), claim(40))).toEqual(['insufficient_points'])
  })

  it('says every reason against it, the one that lasts longest first', () => {
    const limits = { ...atMost(1), firstPurchaseOnly: true }
    const ledger = claimed(anAccount(purchase(40)), claim(40))
    expect(reasons(ledger, claim(40, { limits }))).toEqual([
      'first_purchase_only',
      'claim_limit_reached',
      'insufficient_points',
    ])
  })

  it('is refused where another object has nothing left to give', () => {
    const { outcome } = settleAccount(anAccount(adjust(100)), claim(40), NOW, [{ reason: 'out_of_stock' }])
    expect(outcome).toMatchObject({ kind: 'refused', refusals: [{ reason: 'out_of_stock' }] })
  })
})

describe('Claims per customer', () => {
  const rich = anAccount(adjust(1000))

  it('[L02] [L03] are counted for each offer, and one more than allowed is refused (R95)', () => {
    const once = claimed(rich, claim(40, { limits: atMost(1) }))
    expect(settleAccount(once, claim(40, { limits: atMost(1) }), NOW).outcome).toMatchObject({
      refusals: [{ reason: 'claim_limit_reached', limit: 1, period: 'ever', opens_at: null }],
    })
    expect(reasons(once, claim(40, { limits: atMost(1), offer: 'ofr_cake' }))).toEqual([])
    expect(reasons(once, claim(40, { limits: atMost(2) }))).toEqual([])
  })

  it('[L28] of one customer keep nobody else from the offer (R95)', () => {
    const limits = atMost(1)
    expect(reasons(claimed(rich, claim(40, { limits })), claim(40, { limits }))).toEqual([
      'claim_limit_reached',
    ])
    expect(reasons(anAccount(adjust(100)), claim(40, { limits }))).toEqual([])
  })

  it.each([
    ['day', '2026-11-20 23:59', '2026-11-21 00:00'],
    ['week', '2026-11-22 23:59', '2026-11-23 00:00'],
    ['month', '2026-11-30 23:59', '2026-12-01 00:00'],
    ['year', '2026-12-31 23:59', '2027-01-01 00:00'],
  ] as const)('a %s ends at midnight on the clock of their zone', (period, before, next) => {
    const once = claimed(rich, claim(40, { limits: atMost(1, period) }))
    const again = claim(40, { limits: atMost(1, period) })
    expect(settleAccount(once, again, at(before)).outcome).toMatchObject({
      refusals: [{ reason: 'claim_limit_reached', opens_at: at(next) }],
    })
    expect(reasons(once, again, at(next))).toEqual([])
  })

  it('[L10] count again what was cancelled or refused (R95)', () => {
    const limits = atMost(1)
    const once = claimed(rich, claim(40, { limits }))
    expect(reasons(cancelled(once, 2), claim(40, { limits }))).toEqual([])
    const open = following(rich, claim(40, { limits }))
    const refused = afterOwn(open, refusing(open.account, 2, { reason: 'out_of_stock' }, NOW))
    expect(reasons(refused, claim(40, { limits }))).toEqual([])
    expect(reasons(open, claim(40, { limits }))).toEqual(['claim_limit_reached'])
  })

  it('are for whoever has bought nothing yet, where the offer says so', () => {
    const limits = { perCustomer: null, firstPurchaseOnly: true }
    expect(reasons(rich, claim(40, { limits }))).toEqual([])
    const bought = following(rich, purchase(0))
    expect(reasons(bought, claim(40, { limits }))).toEqual(['first_purchase_only'])
    expect(reasons(following(bought, reversal(2)), claim(40, { limits }))).toEqual([])
  })
})

describe('Cancelling a claim', () => {
  it('gives its price back once (R96)', () => {
    const ledger = cancelled(claimed(anAccount(adjust(100))), 2)
    expect(there(ledger)).toBe(100)
    expect(reasons(ledger, cancel(2))).toEqual(['claim_not_standing'])
    expect(cancelling(ledger.account, 2, NOW)).toBeNull()
    expect(reasons(ledger, cancel(9))).toEqual(['claim_not_found'])
  })

  it('leaves the claim as it was where its voucher cannot be taken back (R96)', () => {
    const opened = following(claimed(anAccount(adjust(100))), cancel(2))
    const kept = afterOwn(opened, keeping(opened.account, 2, { reason: 'voucher_in_use' }))
    expect(kept.account.claims).toMatchObject([{ state: 'claimed', refusal: { reason: 'voucher_in_use' } }])
    expect(there(kept)).toBe(60)
    expect(there(cancelled(kept, 2))).toBe(100)
  })
})
