import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, instantOf, localDateOf, localTimeOf, rfc3339, startOfDay } from '../../src/local-time.ts'
import { closesAt } from '../../src/validity.ts'

const ZONES = Intl.supportedValuesOf('timeZone')
const MINUTE = 60_000

// From 2012 on: until 2011 clocks were set back across midnight in St. John's, and Samoa left out a date.
const instants = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2100, 0, 1) })

/** Checks a property of moments in every zone there is, the minutes around its days' ends included. */
function inEveryZone(runs: number, check: (zone: string, instant: number) => void): void {
  const moments = fc.oneof(
    instants.map((instant) => () => instant),
    fc.tuple(instants, fc.integer({ min: -3 * 60, max: 3 * 60 })).map(
      ([instant, minutes]) =>
        (zone: string) =>
          startOfDay(localDateOf(instant, zone), zone) + minutes * MINUTE,
    ),
  )
  for (const zone of ZONES) {
    fc.assert(
      fc.property(moments, (momentIn) => check(zone, momentIn(zone))),
      { numRuns: runs },
    )
  }
}

describe('In every zone', () => {
  it('a day starts on its own date, not after any moment of it, and a moment earlier is another date', () => {
    inEveryZone(10, (zone, instant) => {
      const date = localDateOf(instant, zone)
      const start = startOfDay(date, zone)
      expect(localDateOf(start, zone)).toBe(date)
      expect(start).toBeLessThanOrEqual(instant)
      expect(localDateOf(start - 1, zone) < date).toBe(true)
    })
  })

  it('the date and time a clock shows lead back to that minute, or to the first time it showed them', () => {
    inEveryZone(10, (zone, instant) => {
      const found = instantOf(localDateOf(instant, zone), localTimeOf(instant, zone), zone)
      expect(localTimeOf(found, zone)).toBe(localTimeOf(instant, zone))
      expect(found).toBeLessThanOrEqual(instant)
    })
  })

  it('a voucher valid for days ends after it is issued, and later with every day more', () => {
    inEveryZone(5, (zone, issuedAt) => {
      const ends = [1, 2, 3, 30, 31, 365].map(
        (count) => closesAt({ kind: 'days', count }, zone, issuedAt) ?? Number.NaN,
      )
      expect([issuedAt, ...ends]).toEqual(ascending([issuedAt, ...ends]))
    })
  })

  it('a voucher valid for months ends after it is issued, and later with every month more', () => {
    inEveryZone(5, (zone, issuedAt) => {
      const ends = [1, 2, 3, 12, 120].map(
        (count) => closesAt({ kind: 'months', count }, zone, issuedAt) ?? Number.NaN,
      )
      expect([issuedAt, ...ends]).toEqual(ascending([issuedAt, ...ends]))
    })
  })

  it('the last second of a voucher valid for days is on its last day', () => {
    inEveryZone(5, (zone, issuedAt) => {
      const end = closesAt({ kind: 'days', count: 14 }, zone, issuedAt) ?? Number.NaN
      expect(localDateOf(end - 1000, zone)).toBe(addDays(localDateOf(issuedAt, zone), 13))
    })
  })
})

describe('RFC 3339', () => {
  it('leads back to the same moment', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(Date.parse(rfc3339(instant))).toBe(instant)
      }),
    )
  })
})

/** The different numbers of a list from small to large: equal to the list when it rises strictly. */
function ascending(numbers: number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b)
}
