import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { normalisePhone } from '../../src/customer.ts'
import { voucherIdOf } from '../../src/id.ts'
import { ATTEMPTS_KEPT } from '../../src/ledger.ts'
import { localTimeOf, startOfDay } from '../../src/local-time.ts'
import { storeFor } from '../../src/principal.ts'
import { termsSchema } from '../../src/terms.ts'
import { type Entry, fold, standing, statusOf, type Voucher } from '../../src/voucher.ts'
import { MERIDIANO } from '../../worker/demo/brand.ts'
import { historyOf } from '../../worker/demo/history.ts'
import type { World } from '../../worker/demo/issue.ts'
import type { Past } from '../../worker/demo/life.ts'
import { DEVICES, STAFF, WEB_SHOP } from '../../worker/demo/staff.ts'

/** A world whose keys everybody knows: the same command is always given the same code. */
const world: World = {
  mint: (command, chosen) => {
    const hash = createHash('sha256').update(chosen ?? command)
    return {
      voucher: voucherIdOf(hash.digest()),
      sealedCode: 'sealed',
      codeLast4: (chosen ?? command).slice(-4),
    }
  },
  pictureUrl: (picture) => `/images/${createHash('sha256').update(picture).digest('hex')}.webp`,
}

const TODAY = '2026-11-22'
const history = historyOf(TODAY, world)
const entriesOf = ({ lines }: Past): Entry[] => lines.map(({ entry }) => entry)
const voucherOf = (past: Past): Voucher => {
  const voucher = fold(entriesOf(past))
  if (voucher === null) throw new Error('a past without a voucher')
  return voucher
}
const placesOf = ({ lines, attempts }: Past) => [...lines.map(({ entry }) => entry), ...attempts]

describe('the history of the demo brand', () => {
  it('is the same for the same day', () => {
    expect(historyOf(TODAY, world)).toEqual(history)
  })

  it.each(['2026-03-30', '2026-11-22', '2027-02-28', '2027-10-31', '2028-02-29'])(
    'is as rich on any day, %s too',
    (today) => {
      const { customers, pasts } = historyOf(today, world)
      const lines = pasts.flatMap((past) => past.lines)
      const lately = pasts.filter(
        (past) => voucherOf(past).issuedAt > startOfDay(today, 'UTC') - 60 * 86_400_000,
      )
      expect(customers).toHaveLength(60)
      expect(pasts.length).toBeGreaterThan(650)
      expect(pasts.length).toBeLessThan(750)
      expect(lines.length).toBeGreaterThan(1_450)
      expect(lines.length).toBeLessThan(1_650)
      expect(lately.length).toBeGreaterThan(pasts.length / 2)
    },
  )

  it('shows a first visitor every state, refusal and change there is to see', () => {
    const now = startOfDay(TODAY, MERIDIANO.brand.zone)
    const statuses = new Set(history.pasts.map((past) => statusOf(voucherOf(past), now)))
    const kinds = new Set(history.pasts.flatMap(entriesOf).map(({ kind }) => kind))
    const reasons = new Set(
      history.pasts.flatMap(({ attempts }) => attempts.map(({ refusals }) => refusals[0].reason)),
    )
    const benefits = new Set(history.pasts.map((past) => voucherOf(past).terms.benefit.kind))
    expect(statuses).toEqual(
      new Set(['active', 'partially_redeemed', 'redeemed', 'void', 'blocked', 'expired']),
    )
    expect(kinds).toEqual(
      new Set(['issued', 'redeemed', 'rolled_back', 'voided', 'blocked', 'unblocked', 'extended']),
    )
    expect([...reasons]).toEqual(
      expect.arrayContaining([
        'already_redeemed',
        'balance_empty',
        'expired',
        'holder_mismatch',
        'insufficient_balance',
        'minimum_spend_not_met',
        'outside_usage_window',
        'self_redemption',
        'store_not_participating',
        'voucher_blocked',
        'voucher_limit_reached',
        'voucher_void',
      ]),
    )
    expect(benefits).toEqual(new Set(['item', 'amount', 'percent', 'fixed_price', 'value', 'custom']))
    expect(history.pasts.flatMap(entriesOf).some((entry) => entry.kind === 'redeemed' && entry.forced)).toBe(
      true,
    )
  })

  it('names each voucher and each customer once, reachable as real ones are', () => {
    const once = (values: readonly unknown[]) => expect(new Set(values).size).toBe(values.length)
    const rows = history.customers.map(({ row }) => row)
    once(history.pasts.map((past) => past.voucher))
    for (const column of ['id', 'name', 'email', 'phone', 'cardToken', 'command'] as const) {
      once(rows.map((row) => row[column]))
    }
    for (const { phone, email } of rows) {
      expect(normalisePhone(phone ?? '')).toBe(phone)
      expect(email).toMatch(/^[a-z]+\.[a-z]+@(example\.(com|net)|correio\.example)$/)
    }
  })
})

describe('[R2] every ledger is one the product could have written', () => {
  it('folds, line by line, in order of time', () => {
    for (const past of history.pasts) {
      const lines = placesOf(past).toSorted((a, b) => a.seq - b.seq)
      expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1))
      expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted((a, b) => a - b))
      expect(past.attempts.length).toBeLessThanOrEqual(ATTEMPTS_KEPT)
      expect(voucherOf(past).id).toBe(past.voucher)
    }
  })

  it('promises nothing a form would refuse', () => {
    for (const past of history.pasts) {
      expect(z.safeParse(termsSchema, voucherOf(past).terms).error).toBeUndefined()
      for (const { words } of past.lines) {
        expect(words.reason?.length ?? 1).toBeLessThanOrEqual(200)
        expect(words.note?.length ?? 1).toBeLessThanOrEqual(500)
      }
    }
  })

  it('[R18] exceeds its limit only where a manager forced it', () => {
    for (const past of history.pasts) {
      const voucher = voucherOf(past)
      const forced = entriesOf(past).filter((entry) => entry.kind === 'redeemed' && entry.forced)
      const taken = standing(voucher).length - (voucher.terms.uses ?? Number.POSITIVE_INFINITY)
      expect(Math.max(0, taken)).toBeLessThanOrEqual(forced.length)
    }
  })

  it('happens while a shop is open, before last midnight', () => {
    const end = startOfDay(TODAY, MERIDIANO.brand.zone)
    for (const { at, place } of history.pasts.flatMap(placesOf)) {
      expect(at).toBeLessThan(end)
      const time = localTimeOf(at, place.zone)
      if (place.channel === 'in_store')
        expect(time >= '08:00' && time < '20:00', `${time} in ${place.store}`).toBe(true)
    }
  })

  it('is done by people in their own shops', () => {
    const people = new Map([...STAFF, ...DEVICES, WEB_SHOP].map((person) => [person.id, person]))
    for (const { place } of history.pasts.flatMap(placesOf)) {
      const person = people.get(place.by)
      expect(person && storeFor(person, place.store)).toBe(place.store)
    }
  })

  it('speaks of no customer before they were one', () => {
    const since = new Map(history.customers.map((customer) => [customer.id, customer.since]))
    const known = (id: string, at: number) => expect(since.get(`cus_${id.slice(4)}`)).toBeLessThan(at)
    for (const past of history.pasts) {
      const { customer, issuedAt } = voucherOf(past)
      if (customer !== null) known(customer, issuedAt)
      for (const entry of entriesOf(past)) {
        if (entry.kind === 'redeemed' && entry.customer !== null) known(entry.customer, entry.at)
      }
    }
  })
})
