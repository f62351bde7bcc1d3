import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { decide } from '../../src/decide.ts'
import { claimId } from '../../src/id.ts'
import { mayPassLater } from '../../src/refusal.ts'
import { type Terms, termsSchema } from '../../src/terms.ts'
import { fold, stateOf } from '../../src/voucher.ts'
import { redeem, reversal, voidIt } from './a-command.ts'
import { type AVoucher, aVoucher, issue, termsOf } from './a-voucher.ts'
import { factOf, reasonsOf } from './answers.ts'
import { at, COUNTER, HARBOUR, LENA, MARKET, MINUTE, NOW, OFFICE, OTTO, SECOND } from './cast.ts'

const conditioned = (conditions: Partial<Terms>, wish = {}) => aVoucher({ ...wish, conditions })
const at1 = (moment: string) => Date.parse(moment)

describe('Terms', () => {
  const read = (conditions: object) => z.safeParse(termsSchema, { ...termsOf(), ...conditions }).success

  it('of before say what they said: nothing is asked, and nothing more is stored (R3)', () => {
    const { state } = aVoucher()
    expect(reasonsOf(decide(state, redeem({ place: { ...COUNTER, channel: 'online' } }), NOW))).toEqual([])
    expect(Object.keys(state.terms)).not.toContain('channels')
    expect(state).toMatchObject({ offer: null, campaign: null })
  })

  it.each([
    [{ blackout_dates: ['2026-12-24', '2026-12-31'] }],
    [{ channels: ['online'] }],
    [{ partner_ids: ['ptn_mar'], product_ids: ['SKU 1'], category_ids: ['Café'] }],
    [{ combinable: false, holder_required: true, reusable_after_cancellation: false, uses_per_day: 3 }],
  ])('take %o', (conditions) => {
    expect(read(conditions)).toBe(true)
  })

  it.each([
    [{ blackout_dates: ['2026-12-24', '2026-12-24'] }],
    [{ blackout_dates: Array.from({ length: 61 }, (_, day) => `20${10 + day}-01-01`) }],
    [{ channels: [] }],
    [{ channels: ['by post'] }],
    [{ partner_ids: ['sto_market'] }],
    [{ product_ids: [''] }],
    [{ product_ids: Array.from({ length: 101 }, (_, n) => `SKU ${n}`) }],
    [{ category_ids: ['x'.repeat(121)] }],
    [{ uses_per_day: 0 }],
  ])('do not take %o', (conditions) => {
    expect(read(conditions)).toBe(false)
  })
})

describe('A voucher of an offer', () => {
  it('says which, and of what campaign, from its issue on', () => {
    const decision = decide(null, issue({}, { offer: 'ofr_coffee', campaign: 'cmp_autumn' }), NOW)
    expect(factOf(decision)).toMatchObject({ offer: 'ofr_coffee', campaign: 'cmp_autumn' })
    const entry = { ...factOf(decision), seq: 1, at: NOW, place: OFFICE, command: 'issue', digest: '' }
    expect(fold([entry])).toMatchObject({ offer: 'ofr_coffee', campaign: 'cmp_autumn' })
  })

  it('of none says nothing about it', () => {
    expect(Object.keys(factOf(decide(null, issue({}, { offer: null, campaign: null }), NOW)))).not.toContain(
      'offer',
    )
  })
})

describe('Blackout dates', () => {
  it('close the whole day on the clock of the shop, and the next day opens it (R9)', () => {
    const { state } = conditioned({ blackout_dates: ['2026-11-20'] })
    expect(decide(state, redeem(), NOW)).toMatchObject({
      refusals: [{ reason: 'outside_usage_window', opens_at: at('2026-11-21 00:00') }],
    })
    // 14:00 in Berlin is midnight in Sydney: there the next day has begun.
    const sydney = redeem({ place: { ...COUNTER, zone: 'Australia/Sydney' } })
    expect(reasonsOf(decide(state, sydney, NOW - SECOND))).toEqual(['outside_usage_window'])
    expect(reasonsOf(decide(state, sydney, NOW))).toEqual([])
  })
})

describe('Partners and channels', () => {
  const partner = { ...COUNTER, store: HARBOUR, partner: 'ptn_mar' } as const

  it('a partner that is not named does not take it; the brand’s own shops are asked by their list alone (R73)', () => {
    const { state } = conditioned({ partner_ids: ['ptn_sol'] })
    expect(reasonsOf(decide(state, redeem({ place: partner }), NOW))).toEqual(['partner_not_approved'])
    expect(reasonsOf(decide(state, redeem({ place: { ...partner, partner: 'ptn_sol' } }), NOW))).toEqual([])
    expect(reasonsOf(decide(state, redeem(), NOW))).toEqual([])
  })

  it('any partner takes a voucher that names none (R73)', () => {
    expect(
      reasonsOf(decide(conditioned({ partner_ids: [] }).state, redeem({ place: partner }), NOW)),
    ).toEqual([])
  })

  it('a partner’s shop must be among the shops too, where some are named (R11, R73)', () => {
    const { state } = conditioned({ partner_ids: ['ptn_sol'] }, { stores: [MARKET] })
    expect(reasonsOf(decide(state, redeem({ place: partner }), NOW))).toEqual([
      'store_not_participating',
      'partner_not_approved',
    ])
  })

  it('a voucher for one way of buying is refused in the other, which is named (R73)', () => {
    const online = { ...COUNTER, store: null, channel: 'online' } as const
    const { state } = conditioned({ channels: ['online'] })
    expect(decide(state, redeem(), NOW)).toMatchObject({
      refusals: [{ reason: 'channel_not_allowed', channels: ['online'] }],
    })
    expect(reasonsOf(decide(state, redeem({ place: online }), NOW))).toEqual([])
    const atCounters = conditioned({ channels: ['in_store'] }).state
    expect(reasonsOf(decide(atCounters, redeem({ place: online }), NOW))).toEqual(['channel_not_allowed'])
  })
})

describe('A voucher that asks for its holder', () => {
  const { state } = conditioned({ holder_required: true }, { holder: LENA })

  it('needs them named: nobody is refused, another too, the holder not (R74) [L05, L23]', () => {
    expect(reasonsOf(decide(state, redeem(), NOW))).toEqual(['customer_required'])
    expect(reasonsOf(decide(state, redeem({ customer: OTTO }), NOW))).toEqual(['holder_mismatch'])
    expect(reasonsOf(decide(state, redeem({ customer: LENA }), NOW))).toEqual([])
  })

  it('takes the word of whoever saw them, and records who it was (R74)', () => {
    expect(factOf(decide(state, redeem({ holderSeen: true }), NOW))).toMatchObject({ customer: LENA })
    expect(reasonsOf(decide(state, redeem({ holderSeen: true, customer: OTTO }), NOW))).toEqual([
      'holder_mismatch',
    ])
  })

  it('is not issued without one (R74)', () => {
    const nobody = issue({ conditions: { holder_required: true } })
    expect(reasonsOf(decide(null, nobody, NOW))).toEqual(['customer_required'])
  })
})

describe('Uses per day', () => {
  const tokyo = { ...COUNTER, zone: 'Asia/Tokyo' } as const
  const thrice = conditioned({ uses_per_day: 3 }, { uses: 10, issuedAt: at1('2026-11-20T01:00:00Z') })
  const used = [1, 2, 3].reduce(
    (voucher, hour) => voucher.at(at1(`2026-11-20T0${hour}:30:00Z`)).redeemed(undefined, { place: tokyo }),
    thrice,
  )

  it('three of a day are taken, the fourth is refused until the next day begins there (R72) [T07]', () => {
    const fourth = redeem({ place: tokyo })
    const still = decide(used.state, fourth, at1('2026-11-20T14:50:00Z'))
    expect(still).toMatchObject({
      refusals: [
        {
          reason: 'voucher_limit_reached',
          uses: 3,
          at: at1('2026-11-20T03:30:00Z'),
          opens_at: at1('2026-11-20T15:00:00Z'),
          zone: 'Asia/Tokyo',
        },
      ],
    })
    expect(still.kind === 'refused' && mayPassLater(still.refusals[0])).toBe(true)
    expect(reasonsOf(decide(used.state, fourth, at1('2026-11-20T15:10:00Z')))).toEqual([])
  })

  it('are those of the day where it is shown, wherever they were taken (R72)', () => {
    const midnight = conditioned({ uses_per_day: 1 }, { uses: 5 }).at(at('2026-11-21 00:30')).redeemed()
    // In the Azores it is still the day before, and that use is of that day.
    const azores = redeem({ place: { ...COUNTER, zone: 'Atlantic/Azores' } })
    expect(reasonsOf(decide(midnight.state, azores, at('2026-11-21 00:40')))).toEqual([
      'voucher_limit_reached',
    ])
    expect(reasonsOf(decide(midnight.state, azores, at('2026-11-21 12:00')))).toEqual([])
  })

  it('promise no other day to a voucher that ends with this one, or has no use left (R72)', () => {
    const lastDay = conditioned({ uses_per_day: 1 }, { uses: 5, validity: { kind: 'days', count: 1 } })
    const refused = decide(lastDay.redeemed().state, redeem(), NOW + MINUTE)
    expect(refused).toMatchObject({ refusals: [{ reason: 'voucher_limit_reached', opens_at: null }] })
    expect(refused.kind === 'refused' && mayPassLater(refused.refusals[0])).toBe(false)
    const spent = decide(
      conditioned({ uses_per_day: 2 }, { uses: 2 }).redeemed().redeemed().state,
      redeem(),
      NOW,
    )
    expect(spent.kind === 'refused' && Object.keys(spent.refusals[0])).not.toContain('opens_at')
  })

  it('given back, are there again on the same day (R20, R72)', () => {
    const back = used.rolledBack(4)
    expect(reasonsOf(decide(back.state, redeem({ place: tokyo }), at1('2026-11-20T14:50:00Z')))).toEqual([])
  })
})

describe('A voucher that cancelling gives nothing back to', () => {
  const strict = { reusable_after_cancellation: false } as const

  it('stays used, and the cancelled use is recorded (R70) [L11]', () => {
    const back = conditioned(strict).redeemed().rolledBack(2)
    expect(back.state).toMatchObject({ usesLeft: 0, redemptions: [{ reversal: { by: 'usr_max' } }] })
    expect(stateOf(back.state)).toBe('redeemed')
    expect(decide(back.state, redeem(), NOW)).toMatchObject({
      refusals: [{ reason: 'already_redeemed', seq: 2 }],
    })
    expect(reasonsOf(decide(back.state, reversal(2), NOW))).toEqual(['already_rolled_back'])
  })

  it('keeps its other uses (R70)', () => {
    const back = conditioned(strict, { uses: 3 }).redeemed().rolledBack(2)
    expect(back.state.usesLeft).toBe(2)
    expect(stateOf(back.state)).toBe('partially_redeemed')
    expect(back.redeemed().redeemed().state.usesLeft).toBe(0)
  })

  it('gets no value back, and each amount is cancelled once at most (R70)', () => {
    const back = conditioned(strict, { value: 5000 }).redeemed(2000).rolledBack(2, { amount: 500 })
    expect(back.state.balance).toBe(3000)
    expect(reasonsOf(decide(back.state, reversal(2, { amount: 1501 }), NOW))).toEqual([
      'amount_exceeds_redeemed',
    ])
    expect(back.rolledBack(2).state.balance).toBe(3000)
  })

  it('gives back nothing of what its claim took, whoever asks, though its use was cancelled (R22, R70)', () => {
    const refund = voidIt({ refund: true })
    const claimed = ({ state }: AVoucher) => ({ ...state, claim: claimId(LENA, 2) })
    const once = conditioned(strict).redeemed().rolledBack(2)
    expect(reasonsOf(decide(claimed(once), refund, NOW))).toEqual(['voucher_in_use'])
    const ofThree = conditioned(strict, { uses: 3 }).redeemed().rolledBack(2)
    expect(reasonsOf(decide(claimed(ofThree), refund, NOW))).toEqual(['voucher_in_use'])
    const plain = conditioned({}).redeemed().rolledBack(2)
    expect(reasonsOf(decide(claimed(plain), refund, NOW))).toEqual([])
  })

  it('counts the cancelled use of its day (R70, R72)', () => {
    const back = conditioned({ ...strict, uses_per_day: 1 }, { uses: 5 })
      .redeemed()
      .rolledBack(2)
    expect(reasonsOf(decide(back.state, redeem(), NOW))).toEqual(['voucher_limit_reached'])
  })
})
