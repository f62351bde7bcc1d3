import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../src/happening.ts'
import { addDays, instantOf } from '../../src/local-time.ts'
import { type Automatic, birthdaysOn, occasionFor } from '../../src/offer-automatic.ts'

const ZONE = 'Europe/Lisbon'
const NOW = Date.parse('2026-11-20T12:00:00Z')
const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

const occasion = (automatic: Automatic, happening: Happening, more: object = {}, now = NOW) =>
  occasionFor({ automatic, publishedAt: NOW - 30 * DAY, publish_from: null, ...more }, happening, {
    now,
    zone: ZONE,
  })
const bought = (total: number, more: object = {}): Happening => ({
  ...{ kind: 'purchase', at: NOW, purchase: 'pur_mina_7', total, currency: 'EUR' },
  ...more,
})
const FROM_20: Automatic = { on: 'purchase', minimum: { amount: 2000, currency: 'EUR' } }

describe('[R101] an occasion', () => {
  it.each<[string, Automatic, Happening, string | null]>([
    ['a purchase of enough', FROM_20, bought(2000), 'purchase pur_mina_7'],
    ['a purchase of less', FROM_20, bought(1999), null],
    ['other money', FROM_20, bought(9000, { currency: 'USD' }), null],
    ['any purchase', { on: 'purchase', minimum: null }, bought(0), 'purchase pur_mina_7'],
    ['the tenth visit', { on: 'visit', every: 5 }, { kind: 'visit', at: NOW, number: 10 }, 'visit 10'],
    ['the ninth', { on: 'visit', every: 5 }, { kind: 'visit', at: NOW, number: 9 }, null],
    ['joining', { on: 'sign_up' }, { kind: 'sign_up', at: NOW }, 'sign_up'],
    ['a birthday', { on: 'birthday' }, { kind: 'birthday', at: NOW, day: '2026-11-20' }, 'birthday 2026'],
    [
      'an absence',
      { on: 'absence', days: 30 },
      { kind: 'absence', at: NOW, last: '2026-10-21', day: '2026-11-20' },
      'absence 2026-10-21',
    ],
    [
      'a shorter one',
      { on: 'absence', days: 31 },
      { kind: 'absence', at: NOW, last: '2026-10-21', day: '2026-11-20' },
      null,
    ],
    [
      'points',
      { on: 'points', reached: 100 },
      { kind: 'points', line: 3, at: NOW, available: 100 },
      'points 2026',
    ],
    [
      'a point less',
      { on: 'points', reached: 100 },
      { kind: 'points', line: 3, at: NOW, available: 99 },
      null,
    ],
    ['something else', { on: 'sign_up' }, bought(5000), null],
  ])('is %s or not', (_, rule, happening, expected) => {
    expect(occasion(rule, happening)).toBe(expected)
  })

  it('has the same name whenever it is asked about, and another for every other one', () => {
    const visit = fc.record({ number: fc.integer({ min: 1, max: 60 }), at: fc.integer({ min: 0, max: 6 }) })
    fc.assert(
      fc.property(fc.array(visit), fc.integer({ min: 1, max: 9 }), (visits, every) => {
        const names = visits.flatMap(
          ({ number, at }) =>
            occasion({ on: 'visit', every }, { kind: 'visit', at: NOW - at * DAY, number }) ?? [],
        )
        const due = new Set(visits.map(({ number }) => number).filter((number) => number % every === 0))
        expect(new Set(names).size).toBe(due.size)
      }),
    )
  })

  it('of points is once a year of the brand, also where its new year is not that of Greenwich', () => {
    const reached: Automatic = { on: 'points', reached: 1 }
    const at = (zone: string) => {
      const now = instantOf('2027-01-01', '00:30', zone)
      const happening = { kind: 'points', line: 3, at: now, available: 5 } as const
      return occasionFor({ automatic: reached, publishedAt: 0, publish_from: null }, happening, { now, zone })
    }
    expect([at('Pacific/Auckland'), at('America/Lima')]).toEqual(['points 2027', 'points 2027'])
  })
})

describe('[R102] an occasion', () => {
  it('is what happened since the offer was open', () => {
    const opened = { publishedAt: NOW - HOUR }
    expect(occasion(FROM_20, bought(3000, { at: NOW - HOUR }), opened)).not.toBeNull()
    expect(occasion(FROM_20, bought(3000, { at: NOW - HOUR - 1 }), opened)).toBeNull()
    expect(occasion(FROM_20, bought(3000), { publish_from: NOW + 1 })).toBeNull()
    expect(occasion(FROM_20, bought(3000), { automatic: null })).toBeNull()
  })

  it('is so for seven days', () => {
    expect(occasion(FROM_20, bought(3000), {}, NOW + 7 * DAY)).not.toBeNull()
    expect(occasion(FROM_20, bought(3000), {}, NOW + 7 * DAY + 1)).toBeNull()
  })
})

describe('[R104] birthdays kept on a day', () => {
  it.each([
    ['2026-02-27', '02-27', '02-27'],
    ['2026-02-28', '02-28', '02-29'],
    ['2026-03-01', '03-01', '03-01'],
    ['2028-02-28', '02-28', '02-28'],
    ['2028-02-29', '02-29', '02-29'],
    ['2100-02-28', '02-28', '02-29'],
  ])('%s are those from %s to %s', (day, first, last) => {
    expect(birthdaysOn(day)).toEqual({ first, last })
  })

  it('come once a year for everybody, in every year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1990, max: 2110 }), fc.integer({ min: 0, max: 365 }), (year, n) => {
        const birthday = addDays('2028-01-01', n).slice(5)
        const days = Array.from({ length: 366 }, (_, day) => addDays(`${year}-01-01`, day))
        const kept = days
          .filter((day) => day.startsWith(String(year)))
          .map(birthdaysOn)
          .filter(({ first, last }) => first <= birthday && birthday <= last)
        expect(kept).toHaveLength(1)
      }),
      { numRuns: 40 },
    )
  })
})
