import { describe, expect, it } from 'vitest'
import type { Benefit } from '../../src/benefit.ts'
import { committed, settlesAt } from '../../src/committed.ts'
import { aVoucher } from './a-voucher.ts'
import { COUNTER, DAY, NOW, OFFICE } from './cast.ts'

const FIVE_OFF: Benefit = { kind: 'amount', amount: 500, currency: 'EUR' }
const FIFTH_OFF: Benefit = { kind: 'percent', percent: 20, max_amount: 800 }
const order = (amount: number) => ({ order: { order_id: '1042', amount, currency: 'EUR', items: [] } })
const END = NOW + 30 * DAY

describe('What a voucher keeps of a budget (R87)', () => {
  it('is its most while nothing was used', () => {
    expect(committed(aVoucher({ benefit: FIVE_OFF, uses: 3 }).state, NOW)).toBe(1500)
    expect(committed(aVoucher({ benefit: FIFTH_OFF }).state, NOW)).toBe(800)
    expect(committed(aVoucher({ value: 5000 }).state, NOW)).toBe(5000)
    expect(committed(aVoucher().state, NOW)).toBe(0)
  })

  it('is what was really taken off, with what can still be', () => {
    const once = aVoucher({ benefit: FIFTH_OFF, uses: 2 }).redeemed(undefined, order(1000))
    expect(committed(once.state, NOW)).toBe(200 + 800)
    expect(committed(once.redeemed(undefined, order(100_000)).state, NOW)).toBe(200 + 800)
    expect(committed(aVoucher({ benefit: FIVE_OFF }).redeemed(undefined, order(120)).state, NOW)).toBe(120)
  })

  it('is the most of a use whose order nobody named', () => {
    expect(committed(aVoucher({ benefit: FIFTH_OFF }).redeemed().state, NOW)).toBe(800)
  })

  it('is no more than was used once it has ended, and its most again when the end is moved', () => {
    const never = aVoucher({ benefit: FIVE_OFF })
    expect(committed(never.state, END)).toBe(0)
    expect(committed(never.voided().state, NOW)).toBe(0)
    expect(committed(never.blocked().state, NOW)).toBe(500)
    expect(committed(never.extended({ kind: 'days', count: 90 }).state, END)).toBe(500)
    expect(committed(aVoucher({ value: 5000 }).redeemed(1200).state, END)).toBe(1200)
  })

  it('is its most again once a use was rolled back, unless that gave nothing back', () => {
    const used = aVoucher({ benefit: FIVE_OFF }).redeemed(undefined, order(120))
    expect(committed(used.rolledBack(used.head, { place: OFFICE }).state, NOW)).toBe(500)
    const lost = aVoucher({ benefit: FIVE_OFF, conditions: { reusable_after_cancellation: false } })
    const spent = lost.redeemed(undefined, order(120))
    expect(committed(spent.rolledBack(spent.head, { place: COUNTER }).state, NOW)).toBe(120)
  })
})

describe('When that falls by itself', () => {
  it('is at its end, where something can be used until then', () => {
    const voucher = aVoucher({ benefit: FIVE_OFF })
    expect(settlesAt(voucher.state, NOW)).toBe(voucher.state.closesAt)
    expect(settlesAt(voucher.state, END)).toBeNull()
    expect(settlesAt(voucher.redeemed(undefined, order(120)).state, NOW)).toBeNull()
    expect(settlesAt(aVoucher({ benefit: FIVE_OFF, validity: { kind: 'unlimited' } }).state, NOW)).toBeNull()
  })
})
