import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, instantOf, localDateOf, startOfDay } from '../../src/local-time.ts'
import {
  dueAt,
  type Lasting,
  membershipStatus,
  outlookOf,
  periodAt,
  periodStart,
  shareOf,
  sharesOf,
  stepAt,
} from '../../src/membership.ts'
import { at, BERLIN } from './cast.ts'

const lasting = (start: string, more: Partial<Lasting> = {}): Lasting => ({
  startsAt: at(start),
  endsAt: null,
  zone: BERLIN,
  period: 'month',
  ...more,
})
const midnight = (date: string) => startOfDay(date, BERLIN)
const OFFER = 'ofr_coffee'
const lines = (count: number) => [{ offer_id: OFFER, count }]

describe('Periods (R110)', () => {
  it('begin on the same day of later months, and the 31st comes back after February', () => {
    const starts = [0, 1, 2, 3].map((n) => periodStart(lasting('2027-01-31 14:30'), n))
    expect(starts).toEqual([
      at('2027-01-31 14:30'),
      midnight('2027-02-28'),
      midnight('2027-03-31'),
      midnight('2027-04-30'),
    ])
    expect(periodStart(lasting('2028-01-31 14:30'), 1)).toBe(midnight('2028-02-29'))
    expect(periodStart(lasting('2028-02-29 09:00', { period: 'year' }), 1)).toBe(midnight('2029-02-28'))
    expect(periodStart(lasting('2028-02-29 09:00', { period: 'year' }), 4)).toBe(midnight('2032-02-29'))
    expect(periodStart(lasting('2026-11-30 09:00', { period: 'quarter' }), 1)).toBe(midnight('2027-02-28'))
  })

  it('begin with the local day, also on the days clocks change', () => {
    const spring = periodStart(lasting('2027-02-28 12:00'), 1)
    expect(spring).toBe(instantOf('2027-03-28', '00:00', BERLIN))
    expect(periodStart(lasting('2027-03-28 12:00'), 1)).toBe(instantOf('2027-04-28', '00:00', BERLIN))
  })

  it('are one for a plan paid once, and none at or after the end', () => {
    expect(periodStart(lasting('2026-11-20 10:00', { period: 'once' }), 1)).toBeNull()
    const ends = lasting('2026-11-20 10:00', { endsAt: midnight('2027-01-20') })
    expect(periodStart(ends, 1)).toBe(midnight('2026-12-20'))
    expect(periodStart(ends, 2)).toBeNull()
    expect(dueAt(ends, 2)).toBe(midnight('2027-01-20'))
    expect(dueAt(lasting('2026-11-20 10:00', { period: 'once' }), 1)).toBeNull()
  })

  it('know which of them runs', () => {
    const plan = lasting('2026-08-31 10:00')
    expect(periodAt(plan, at('2026-08-31 09:00'))).toBe(0)
    expect(periodAt(plan, at('2026-09-29 23:59'))).toBe(0)
    expect(periodAt(plan, at('2026-09-30 00:00'))).toBe(1)
    expect(periodAt(plan, at('2026-11-20 10:00'))).toBe(2)
    expect(periodAt(lasting('2020-08-31 10:00', { period: 'once' }), at('2026-11-20 10:00'))).toBe(0)
  })
})

describe('Shares (R111)', () => {
  it('are whole unless the end cuts the period short, then by days, rounded down', () => {
    const plan = lasting('2026-11-20 10:00', { endsAt: midnight('2027-01-05') })
    expect(shareOf(plan, 0, 4)).toBe(4)
    // 16 of the 31 days from 20 December to 19 January.
    expect(shareOf(plan, 1, 4)).toBe(2)
    expect(shareOf(plan, 1, 1)).toBe(0)
    expect(sharesOf(plan, 1, [...lines(4), { offer_id: 'ofr_cake', count: 1 }])).toEqual(lines(2))
  })

  it('count a day whole that the membership reaches into, and no day it does not', () => {
    const until = (end: number) => shareOf(lasting('2026-11-20 10:00', { endsAt: end }), 0, 30)
    expect(until(midnight('2026-11-21'))).toBe(1)
    expect(until(midnight('2026-11-21') + 1)).toBe(2)
    expect(until(midnight('2026-12-19'))).toBe(29)
    expect(until(at('2026-12-19 12:00'))).toBe(30)
    expect(until(midnight('2026-12-20'))).toBe(30)
  })

  it('are never cut for a plan paid once', () => {
    const plan = lasting('2026-11-20 10:00', { period: 'once', endsAt: midnight('2026-11-22') })
    expect(shareOf(plan, 0, 5)).toBe(5)
  })
})

describe('What is due (R114)', () => {
  it('is the next period that has begun, then the end', () => {
    const plan = lasting('2026-11-20 10:00', { endsAt: midnight('2027-01-05') })
    expect(stepAt(plan, 0, at('2026-11-20 09:59'))).toEqual({ kind: 'nothing' })
    expect(stepAt(plan, 0, at('2026-11-20 10:00'))).toEqual({ kind: 'period' })
    expect(stepAt(plan, 1, at('2027-02-01 10:00'))).toEqual({ kind: 'period' })
    expect(stepAt(plan, 2, at('2027-02-01 10:00'))).toEqual({ kind: 'end' })
    expect(stepAt(plan, 2, at('2027-01-04 10:00'))).toEqual({ kind: 'nothing' })
  })

  it('says where a membership stands', () => {
    const plan = { startsAt: 10, endsAt: 20 }
    const status = (now: number, ended: number | null = null) => membershipStatus(plan, ended, now)
    expect([status(9), status(10), status(19), status(20), status(15, 14)]).toEqual([
      'scheduled',
      'active',
      'active',
      'ended',
      'ended',
    ])
  })

  it('is told before it is sold', () => {
    const now = at('2026-11-20 10:00')
    const open = lasting('2026-11-20 10:00')
    expect(outlookOf(open, lines(4), now)).toEqual({
      first: { at: now, vouchers: lines(4) },
      next: midnight('2026-12-20'),
      cut: null,
    })
    expect(outlookOf({ ...open, endsAt: midnight('2027-01-05') }, lines(4), now)).toEqual({
      first: { at: now, vouchers: lines(4) },
      next: midnight('2026-12-20'),
      cut: { at: midnight('2026-12-20'), vouchers: lines(2) },
    })
    expect(outlookOf({ ...open, endsAt: midnight('2027-01-20') }, lines(4), now).cut).toBeNull()
    // Cut short at once: that is what comes first.
    expect(outlookOf({ ...open, endsAt: midnight('2026-12-05') }, lines(4), now)).toEqual({
      first: { at: now, vouchers: lines(2) },
      next: null,
      cut: null,
    })
    // Recorded late: the running period, and nothing of those that are over (R113).
    expect(outlookOf(lasting('2026-08-31 10:00'), lines(4), now)).toEqual({
      first: { at: now, vouchers: lines(4) },
      next: midnight('2026-11-30'),
      cut: null,
    })
  })
})

describe('Any membership', () => {
  const zones = ['Europe/Berlin', 'America/Sao_Paulo', 'Pacific/Apia', 'America/Santiago', 'Africa/Cairo']
  const DAY = 86_400_000
  const some = fc
    .record({
      startsAt: fc.integer({ min: Date.parse('2018-01-01'), max: Date.parse('2032-12-31') }),
      zone: fc.constantFrom(...zones),
      period: fc.constantFrom('month' as const, 'quarter' as const, 'year' as const),
      days: fc.integer({ min: 1, max: 1500 }),
    })
    .map(({ days, ...one }): Lasting & { endsAt: number } => ({ ...one, endsAt: one.startsAt + days * DAY }))

  it('walked by any clock gives each period once, in order, and then ends', () => {
    fc.assert(
      fc.property(some, fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 40 }), (plan, pauses) => {
        let next = 0
        const given: number[] = []
        let ended = false
        const looks = [...pauses, 2000]
        let now = plan.startsAt - DAY
        for (const pause of looks) {
          now += pause * DAY
          for (
            let step = stepAt(plan, next, now);
            step.kind !== 'nothing' && !ended;
            step = stepAt(plan, next, now)
          ) {
            if (step.kind === 'end') ended = true
            else {
              given.push(next)
              next += 1
            }
          }
        }
        expect(ended).toBe(true)
        expect(given).toEqual(given.map((_, index) => index))
        expect(periodStart(plan, next)).toBeNull()
        // Every moment of it lies in exactly one period.
        for (const n of given) {
          const begins = periodStart(plan, n) ?? Number.NaN
          expect(periodAt(plan, begins)).toBe(n)
          if (n > 0) expect(periodAt(plan, begins - 1)).toBe(n - 1)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('gives whole periods whole, the cut one never more, and with a later end never less', () => {
    fc.assert(
      fc.property(
        some,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 60 }),
        (plan, count, more) => {
          const sum = (one: Lasting) => {
            let total = 0
            for (let n = 0; periodStart(one, n) !== null; n += 1) total += shareOf(one, n, count)
            return total
          }
          let periods = 0
          while (periodStart(plan, periods) !== null) periods += 1
          const total = sum(plan)
          expect(total).toBeGreaterThanOrEqual(count * (periods - 1))
          expect(total).toBeLessThanOrEqual(count * periods)
          expect(sum({ ...plan, endsAt: plan.endsAt + more * DAY })).toBeGreaterThanOrEqual(total)
          // Ended where a period ends, nothing is cut.
          const end = periodStart({ ...plan, endsAt: null }, periods)
          expect(sum({ ...plan, endsAt: end })).toBe(count * periods)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('cut after every day gives at last what was promised, one by one', () => {
    const plan = lasting('2027-01-31 10:00')
    const shares = Array.from({ length: 28 }, (_, day) =>
      shareOf({ ...plan, endsAt: midnight(addDays(localDateOf(plan.startsAt, BERLIN), day + 1)) }, 0, 28),
    )
    expect(shares).toEqual(shares.map((_, day) => day + 1))
  })
})
