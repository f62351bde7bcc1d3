import { describe, expect, it } from 'vitest'
import { AssertionFailed } from '../../src/assert.ts'
import { decide, validate } from '../../src/decide.ts'
import { validitySchema } from '../../src/validity.ts'
import { anOrder, override, redeem } from './a-command.ts'
import { aVoucher, issue } from './a-voucher.ts'
import { factOf, reasonsOf } from './answers.ts'
import { at, COUNTER, DAY, HARBOUR, ISSUED_AT, LENA, MARKET, NOW, OTTO, SECOND } from './cast.ts'

const PERCENT = { kind: 'percent', percent: 15 } as const

describe('Issuing', () => {
  it('freezes the terms with the end they come to, counted in their zone (R3, R7)', () => {
    const command = issue({ validity: { kind: 'days', count: 1 }, holder: LENA })
    expect(factOf(decide(null, command, ISSUED_AT))).toMatchObject({
      kind: 'issued',
      terms: command.terms,
      closesAt: at('2026-11-21 00:00'),
      customer: LENA,
    })
  })

  it('under a code that is taken is refused and names the voucher that has it (R28) [C07]', () => {
    const { state } = aVoucher()
    const decision = decide(state, issue(), NOW)
    expect(decision).toEqual({ kind: 'refused', refusals: [{ reason: 'code_taken', voucher: state.id }] })
  })

  it('with an end before its start is refused (R7) [T15]', () => {
    const yesterday = issue({ validity: { kind: 'fixed_date', date: '2026-11-19' } })
    expect(decide(null, yesterday, NOW)).toEqual({
      kind: 'refused',
      refusals: [{ reason: 'validity_in_past', closes_at: at('2026-11-20 00:00') }],
    })
  })

  it('until a time of today that has passed is refused, until the next second is not (R7) [T18]', () => {
    const untilTwo = issue({ validity: { kind: 'days', count: 1, time: '14:00' } })
    expect(reasonsOf(decide(null, untilTwo, NOW))).toEqual(['validity_in_past'])
    expect(reasonsOf(decide(null, untilTwo, NOW - SECOND))).toEqual([])
  })

  it('until something that is no date does not get as far as a decision [T18]', () => {
    expect(validitySchema.safeParse({ kind: 'fixed_date', date: 'soon' }).success).toBe(false)
  })

  it('stored value with a number of uses is a bug of the caller', () => {
    const command = issue({ value: 5000 })
    const muddled = { ...command, terms: { ...command.terms, uses: 1 } }
    expect(() => decide(null, muddled, NOW)).toThrow(AssertionFailed)
  })
})

describe('Redeeming', () => {
  it('ten times by the same customer is ten uses, and an eleventh is refused (R1) [L04]', () => {
    const ten = Array.from({ length: 10 }).reduce<ReturnType<typeof aVoucher>>(
      (voucher) => voucher.redeemed(undefined, { customer: LENA }),
      aVoucher({ uses: 10, holder: LENA }),
    )
    expect(ten.state).toMatchObject({ usesLeft: 0 })
    expect(reasonsOf(decide(ten.state, redeem({ customer: LENA }), NOW))).toEqual(['voucher_limit_reached'])
  })

  it('once takes the one use; a second time is refused with who, when and where (R26) [R01, status differs]', () => {
    expect(factOf(decide(aVoucher().state, redeem(), NOW))).toMatchObject({
      kind: 'redeemed',
      usesLeft: 0,
      balance: null,
      forced: false,
    })
    const again = decide(aVoucher().redeemed().state, redeem(), NOW + DAY)
    expect(again).toEqual({
      kind: 'refused',
      refusals: [
        {
          reason: 'already_redeemed',
          at: NOW,
          by: 'usr_ana',
          store: MARKET,
          device: COUNTER.device,
          seq: 2,
          amount: null,
        },
      ],
    })
  })

  it('three uses is possible three times; then the limit is named (R26)', () => {
    const twice = aVoucher({ uses: 3 }).redeemed().redeemed()
    expect(factOf(decide(twice.state, redeem(), NOW))).toMatchObject({ usesLeft: 0 })
    const decision = decide(twice.redeemed().state, redeem(), NOW)
    expect(decision).toMatchObject({ refusals: [{ reason: 'voucher_limit_reached', uses: 3, seq: 4 }] })
  })

  it('a code nobody issued is refused, and forcing makes no difference (R18, R24) [R05]', () => {
    expect(reasonsOf(decide(null, redeem(), NOW))).toEqual(['voucher_not_found'])
    expect(reasonsOf(decide(null, override(), NOW))).toEqual(['voucher_not_found'])
  })

  it('records the order and the customer that were named', () => {
    const named = redeem({ order: anOrder(4200), customer: LENA })
    expect(factOf(decide(aVoucher({ benefit: PERCENT, holder: LENA }).state, named, NOW))).toMatchObject({
      amount: 630,
      order: { id: 'order-1', amount: 4200, currency: 'EUR' },
      customer: LENA,
    })
  })

  it('a percentage without an order records no amount: only the shop knows it (R14)', () => {
    const fact = factOf(decide(aVoucher({ benefit: PERCENT }).state, redeem(), NOW))
    expect(fact).toMatchObject({ kind: 'redeemed', amount: null, order: null })
  })

  it('a voucher that is blocked or void names who did it and when (R22) [R23]', () => {
    const trail = { at: NOW, by: 'usr_max', store: null, device: 'dev_phone' }
    expect(decide(aVoucher().blocked().state, redeem(), NOW + DAY)).toMatchObject({
      refusals: [{ reason: 'voucher_blocked', ...trail }],
    })
    expect(decide(aVoucher().voided().state, redeem(), NOW + DAY)).toMatchObject({
      refusals: [{ reason: 'voucher_void', ...trail }],
    })
  })
})

describe('The time of a redemption', () => {
  it('lies before the end: the second before is in time, the second after is not (R8) [T01]', () => {
    const { state } = aVoucher({ validity: { kind: 'fixed_date', date: '2026-12-03' } })
    const end = at('2026-12-04 00:00')
    expect(reasonsOf(decide(state, redeem(), end - SECOND))).toEqual([])
    expect(decide(state, redeem(), end)).toMatchObject({
      refusals: [{ reason: 'expired', closed_at: end, zone: 'Europe/Berlin' }],
    })
    expect(reasonsOf(decide(state, redeem(), end + SECOND))).toEqual(['expired'])
  })

  it('does not lie before the issue (R8) [T02]', () => {
    const { state } = aVoucher()
    expect(decide(state, redeem(), ISSUED_AT - SECOND)).toMatchObject({
      refusals: [{ reason: 'not_yet_valid', opens_at: ISSUED_AT }],
    })
    expect(reasonsOf(decide(state, redeem(), ISSUED_AT + SECOND))).toEqual([])
  })

  it('in time takes ten of a hundred off, too late nothing, and says why (R8, R14) [T16]', () => {
    const benefit = { kind: 'amount', amount: 1000, currency: 'EUR' } as const
    const { state } = aVoucher({ benefit, validity: { kind: 'days', count: 2 } })
    const order = anOrder(10_000)
    expect(validate(state, redeem({ order }), NOW)).toEqual({ valid: true, discount: 1000, total: 9000 })
    const late = validate(state, redeem({ order }), NOW + 2 * DAY)
    expect(late).toMatchObject({ valid: false, refusals: [{ reason: 'expired' }] })
  })

  it('two days late leaves the voucher unused [T17]', () => {
    const { state } = aVoucher({ validity: { kind: 'days', count: 1 } })
    expect(reasonsOf(decide(state, redeem(), at('2026-11-23 00:00')))).toEqual(['expired'])
    expect(state).toMatchObject({ usesLeft: 1, redemptions: [] })
  })

  it('lies in a window on the clock of the shop, and a refusal says when it opens (R9)', () => {
    const evenings = aVoucher({ windows: [{ days: ['friday'], from: '17:00', to: '19:00' }] })
    expect(decide(evenings.state, redeem(), NOW)).toMatchObject({
      refusals: [{ reason: 'outside_usage_window', opens_at: at('2026-11-20 17:00'), zone: 'Europe/Berlin' }],
    })
    // 14:00 in Berlin is 17:00 in Dubai.
    const inDubai = redeem({ place: { ...COUNTER, zone: 'Asia/Dubai' } })
    expect(reasonsOf(decide(evenings.state, inDubai, NOW))).toEqual([])
  })
})

describe('The place of a redemption', () => {
  it('is any shop unless the terms name some; then the refusal names them (R11)', () => {
    const { state } = aVoucher({ stores: [HARBOUR] })
    const elsewhere = { refusals: [{ reason: 'store_not_participating', store_ids: [HARBOUR] }] }
    expect(decide(state, redeem(), NOW)).toMatchObject(elsewhere)
    expect(decide(state, redeem({ place: { ...COUNTER, store: null } }), NOW)).toMatchObject(elsewhere)
    expect(reasonsOf(decide(state, redeem({ place: { ...COUNTER, store: HARBOUR } }), NOW))).toEqual([])
  })
})

describe('The holder of a voucher', () => {
  const { state } = aVoucher({ holder: LENA })

  it('is served unnamed or named; another named customer is not (R12)', () => {
    expect(reasonsOf(decide(state, redeem(), NOW))).toEqual([])
    expect(reasonsOf(decide(state, redeem({ customer: LENA }), NOW))).toEqual([])
    expect(reasonsOf(decide(state, redeem({ customer: OTTO }), NOW))).toEqual(['holder_mismatch'])
  })

  it('is anybody where the voucher is bound to nobody (R12)', () => {
    expect(reasonsOf(decide(aVoucher().state, redeem({ customer: OTTO }), NOW))).toEqual([])
  })

  it('does not redeem what they issued to themselves, a colleague may (R13)', () => {
    const own = { ...COUNTER, self: LENA }
    const { state: toHerself } = aVoucher({ holder: LENA, issuedFrom: own })
    expect(reasonsOf(decide(toHerself, redeem({ place: own }), NOW))).toEqual(['self_redemption'])
    expect(reasonsOf(decide(toHerself, redeem({ place: { ...COUNTER, by: 'usr_max' } }), NOW))).toEqual([])
  })
})

describe('The order of a redemption', () => {
  const { state } = aVoucher({ benefit: PERCENT, minimumSpend: 2000 })

  it('is demanded where a minimum spend is (R17)', () => {
    expect(reasonsOf(decide(state, redeem(), NOW))).toEqual(['order_required'])
  })

  it('must reach the minimum, and a refusal says what is missing (R17)', () => {
    expect(decide(state, redeem({ order: anOrder(1999) }), NOW)).toMatchObject({
      refusals: [{ reason: 'minimum_spend_not_met', minimum: 2000, missing: 1, currency: 'EUR' }],
    })
    expect(reasonsOf(decide(state, redeem({ order: anOrder(2000) }), NOW))).toEqual([])
  })

  it('must be in the currency of the terms, where they have one (R15)', () => {
    expect(decide(state, redeem({ order: anOrder(9000, 'USD') }), NOW)).toMatchObject({
      refusals: [{ reason: 'currency_mismatch', currency: 'EUR' }],
    })
    const anyCurrency = aVoucher({ benefit: PERCENT }).state
    expect(factOf(decide(anyCurrency, redeem({ order: anOrder(9000, 'USD') }), NOW))).toMatchObject({
      amount: 1350,
    })
  })
})
