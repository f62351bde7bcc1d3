import { describe, expect, it } from 'vitest'
import { decide } from '../../src/decide.ts'
import { REDEMPTION_REFUSALS, type RefusalReason } from '../../src/refusal.ts'
import { aBasket, redeem } from './a-command.ts'
import { aVoucher, type Wish } from './a-voucher.ts'
import { reasonsOf } from './answers.ts'
import { at, COUNTER, DAY, HARBOUR, ISSUED_AT, LENA, MARKET, OTTO } from './cast.ts'

/** Everything that can be wrong with showing a voucher, each a thing of its own. */
interface Situation {
  readonly issued: boolean
  readonly lock: 'void' | 'blocked' | 'none'
  readonly gives: 'one use' | 'three uses' | 'value'
  readonly usedUp: boolean
  readonly held: boolean
  readonly when: 'before its issue' | 'after its end' | 'at the wrong hour' | 'in time'
  readonly store: typeof MARKET | typeof HARBOUR
  readonly partner: 'ptn_mar' | null
  readonly channel: 'online' | 'in_store'
  readonly named: null | typeof LENA | typeof OTTO
  readonly order: 'none' | 'of wine, in dollars' | 'of wine' | 'small' | 'large'
  readonly amount: number
  readonly byWhoIssuedItToThemselves: boolean
}

const ALL_WRONG: Situation = {
  issued: false,
  lock: 'void',
  gives: 'one use',
  usedUp: true,
  held: true,
  when: 'before its issue',
  store: MARKET,
  partner: 'ptn_mar',
  channel: 'online',
  named: null,
  order: 'none',
  amount: 0,
  byWhoIssuedItToThemselves: true,
}

/** In order of precedence: each row puts right what the row before was refused for, and nothing else. */
const ROWS: readonly (readonly [reason: RefusalReason, fix: Partial<Situation>])[] = [
  ['voucher_not_found', {}],
  ['voucher_void', { issued: true }],
  ['voucher_blocked', { lock: 'blocked' }],
  ['already_redeemed', { lock: 'none' }],
  ['voucher_limit_reached', { gives: 'three uses' }],
  ['balance_empty', { gives: 'value' }],
  ['held', { usedUp: false }],
  ['not_yet_valid', { held: false }],
  ['expired', { when: 'after its end' }],
  ['outside_usage_window', { when: 'at the wrong hour' }],
  ['store_not_participating', { when: 'in time' }],
  ['partner_not_approved', { store: HARBOUR }],
  ['channel_not_allowed', { partner: null }],
  ['customer_required', { channel: 'in_store' }],
  ['holder_mismatch', { named: OTTO }],
  ['order_required', { named: LENA }],
  ['currency_mismatch', { order: 'of wine, in dollars' }],
  ['product_not_eligible', { order: 'of wine' }],
  ['minimum_spend_not_met', { order: 'small' }],
  ['amount_invalid', { order: 'large' }],
  ['insufficient_balance', { amount: 5001 }],
  ['self_redemption', { amount: 5000 }],
]

/** Answered at the front door, before a voucher is asked. */
const AT_THE_DOOR: readonly RefusalReason[] = [
  'malformed_request',
  'unauthenticated',
  'operator_not_permitted',
  'rate_limited',
  'idempotency_key_reused',
  'code_malformed',
]

/** Have their place in the order, and no voucher can have them yet. */
const NOT_YET_POSSIBLE: readonly RefusalReason[] = [
  'code_revoked',
  'stale_code',
  'leased_offline',
  'customer_limit_reached',
  'not_combinable',
  'input_required',
]

describe('Of several reasons the first one is told (R1)', () => {
  const situations = ROWS.map(([reason], row) => [reason, situationAt(row)] as const)

  it.each(situations)('%s', (reason, situation) => {
    const reasons = reasonsOf(show(situation))
    expect(reasons[0]).toBe(reason)
    expect(reasons).toEqual(REDEMPTION_REFUSALS.filter((known) => reasons.includes(known)))
  })

  it('and with the last one put right, the voucher is accepted', () => {
    const right = { ...situationAt(ROWS.length - 1), byWhoIssuedItToThemselves: false }
    expect(reasonsOf(show(right))).toEqual([])
  })

  it('every reason has its row, or is known not to come from a voucher', () => {
    const rows = ROWS.map(([reason]) => reason)
    const elsewhere = [...AT_THE_DOOR, ...NOT_YET_POSSIBLE]
    expect(rows).toEqual(REDEMPTION_REFUSALS.filter((reason) => !elsewhere.includes(reason)))
  })
})

describe('All reasons that hold are told', () => {
  it('behind the first, in the same order (R1)', () => {
    const blockedOnly: Situation = { ...situationAt(2), when: 'at the wrong hour' }
    expect(reasonsOf(show(blockedOnly))).toEqual([
      'voucher_blocked',
      'already_redeemed',
      'outside_usage_window',
      'store_not_participating',
      'partner_not_approved',
      'channel_not_allowed',
      'customer_required',
      'order_required',
      'amount_invalid',
      'self_redemption',
    ])
  })

  it('and an expired voucher is called expired in the wrong shop too (R1) [P03]', () => {
    expect(reasonsOf(show(situationAt(8))).slice(0, 3)).toEqual([
      'expired',
      'outside_usage_window',
      'store_not_participating',
    ])
  })
})

function situationAt(row: number): Situation {
  let situation = ALL_WRONG
  for (const [, fix] of ROWS.slice(0, row + 1)) situation = { ...situation, ...fix }
  return situation
}

function show(situation: Situation) {
  const place = {
    ...COUNTER,
    store: situation.store,
    partner: situation.partner,
    channel: situation.channel,
    ...(situation.byWhoIssuedItToThemselves ? HERSELF : {}),
  }
  const asked = redeem({
    place,
    order: ORDERS[situation.order],
    customer: situation.named,
    amount: situation.amount,
  })
  return decide(situation.issued ? voucherIn(situation) : null, asked, MOMENTS[situation.when])
}

const HERSELF = { by: 'usr_lena', self: LENA } as const

const ORDERS = {
  none: null,
  'of wine, in dollars': { ...aBasket(['wine', 1999, 1]), currency: 'USD' },
  'of wine': aBasket(['wine', 1999, 1]),
  small: aBasket(['cake', 1999, 1]),
  large: aBasket(['cake', 9000, 1]),
} as const

const MOMENTS = {
  'before its issue': ISSUED_AT - DAY,
  'after its end': at('2027-11-20 12:00'),
  'at the wrong hour': at('2026-11-20 16:59'),
  'in time': at('2026-11-20 17:00'),
} as const

function voucherIn({ gives, usedUp, held, lock }: Situation) {
  const benefit = { kind: 'amount', amount: 500, currency: 'EUR' } as const
  const promised: Wish = gives === 'value' ? { value: 5000 } : { benefit, uses: gives === 'one use' ? 1 : 3 }
  const fresh = aVoucher({
    ...promised,
    holder: LENA,
    stores: [HARBOUR],
    windows: [{ days: ['friday'], from: '17:00', to: '19:00' }],
    minimumSpend: 2000,
    conditions: {
      partner_ids: ['ptn_sol'],
      channels: ['in_store'],
      holder_required: true,
      product_ids: ['cake'],
    },
    issuedFrom: { ...COUNTER, ...HERSELF },
  }).at(MOMENTS['in time'])
  const web = { place: { ...COUNTER, store: HARBOUR, by: 'key_web' }, customer: LENA } as const
  const open = held ? fresh.held('1042', web) : fresh
  const used = usedUp ? emptied(fresh, gives) : open
  if (lock === 'none') return used.state
  return lock === 'void' ? used.voided().state : used.blocked().state
}

function emptied(fresh: ReturnType<typeof aVoucher>, gives: Situation['gives']) {
  const paid = { place: { ...COUNTER, store: HARBOUR }, customer: LENA, order: aBasket(['cake', 5000, 1]) }
  const times = gives === 'three uses' ? 3 : 1
  return Array.from({ length: times }).reduce<typeof fresh>(
    (voucher) => voucher.redeemed(undefined, paid),
    fresh,
  )
}
