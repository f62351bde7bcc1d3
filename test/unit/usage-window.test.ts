import { describe, expect, it } from 'vitest'
import { instantOf, type LocalDate, type LocalTime, WEEKDAYS } from '../../src/local-time.ts'
import {
  blackoutDatesSchema,
  type UsageTimes,
  type UsageWindow,
  windowAt,
  windowsSchema,
} from '../../src/usage-window.ts'

const BERLIN = 'Europe/Berlin'
const OPEN = { open: true }

// 2026-11-20 is a Friday.
const fridayEvening: UsageWindow = { days: ['friday'], from: '17:00', to: '19:00' }
const fridayNight: UsageWindow = { days: ['friday'], from: '22:00', to: '02:00' }

function inBerlin(times: UsageTimes, date: LocalDate, time: LocalTime) {
  return windowAt(times, instantOf(date, time, BERLIN), BERLIN)
}

function closedUntil(date: LocalDate, time: LocalTime) {
  return { open: false, opensAt: instantOf(date, time, BERLIN) }
}

describe('Usage windows', () => {
  it('let a voucher without any be used always', () => {
    expect(inBerlin({ windows: [] }, '2026-11-20', '03:00')).toEqual(OPEN)
  })

  it('open at their start and close at their end', () => {
    const times = { windows: [fridayEvening] }
    expect(inBerlin(times, '2026-11-20', '16:59')).toEqual(closedUntil('2026-11-20', '17:00'))
    expect(inBerlin(times, '2026-11-20', '17:00')).toEqual(OPEN)
    expect(inBerlin(times, '2026-11-20', '18:59')).toEqual(OPEN)
    expect(inBerlin(times, '2026-11-20', '19:00')).toEqual(closedUntil('2026-11-27', '17:00'))
  })

  it('that open for an hour a day are open in that hour only [T06]', () => {
    const times: UsageTimes = { windows: [{ days: [...WEEKDAYS], from: '00:00', to: '01:00' }] }
    const start = Date.parse('2025-01-01T00:00:00Z')
    expect(windowAt(times, start + 30 * 60_000, 'UTC')).toEqual(OPEN)
    expect(windowAt(times, start + 2 * 3_600_000, 'UTC')).toEqual({
      open: false,
      opensAt: Date.parse('2025-01-02T00:00:00Z'),
    })
  })

  it('that cross midnight belong to the day they start on', () => {
    const times = { windows: [fridayNight] }
    expect(inBerlin(times, '2026-11-20', '01:00')).toEqual(closedUntil('2026-11-20', '22:00'))
    expect(inBerlin(times, '2026-11-20', '23:00')).toEqual(OPEN)
    expect(inBerlin(times, '2026-11-21', '01:59')).toEqual(OPEN)
    expect(inBerlin(times, '2026-11-21', '02:00')).toEqual(closedUntil('2026-11-27', '22:00'))
  })

  it('may last to the end of the day', () => {
    const times: UsageTimes = { windows: [{ days: ['friday'], from: '18:00', to: '24:00' }] }
    expect(inBerlin(times, '2026-11-20', '23:59')).toEqual(OPEN)
    expect(inBerlin(times, '2026-11-21', '00:00')).toEqual(closedUntil('2026-11-27', '18:00'))
  })

  it('tell the nearest of several openings', () => {
    const times: UsageTimes = {
      windows: [
        fridayEvening,
        { days: ['tuesday', 'sunday'], from: '10:00', to: '12:00' },
        { days: ['sunday'], from: '08:00', to: '09:00' },
      ],
    }
    expect(inBerlin(times, '2026-11-20', '20:00')).toEqual(closedUntil('2026-11-22', '08:00'))
    expect(inBerlin(times, '2026-11-22', '09:30')).toEqual(closedUntil('2026-11-22', '10:00'))
  })

  it('are read on the clocks of the zone they are used in', () => {
    const moment = instantOf('2026-11-20', '18:00', BERLIN)
    expect(windowAt({ windows: [fridayEvening] }, moment, 'Asia/Tokyo')).toEqual({
      open: false,
      opensAt: instantOf('2026-11-27', '17:00', 'Asia/Tokyo'),
    })
  })
})

describe('Usage windows when clocks change', () => {
  it('open an hour later, for an hour less, where their start is skipped', () => {
    const times: UsageTimes = { windows: [{ days: ['sunday'], from: '02:00', to: '05:00' }] }
    const threeOClock = Date.parse('2026-03-29T01:00:00Z')
    expect(windowAt(times, threeOClock - 1, BERLIN)).toEqual({ open: false, opensAt: threeOClock })
    expect(windowAt(times, threeOClock, BERLIN)).toEqual(OPEN)
    expect(windowAt(times, threeOClock + 2 * 3_600_000, BERLIN)).toMatchObject({ open: false })
  })

  it('close the first time their end comes', () => {
    const times: UsageTimes = { windows: [{ days: ['saturday'], from: '23:00', to: '02:30' }] }
    const firstHalfPastTwo = Date.parse('2026-10-25T00:30:00Z')
    expect(windowAt(times, firstHalfPastTwo - 1, BERLIN)).toEqual(OPEN)
    expect(windowAt(times, firstHalfPastTwo, BERLIN)).toMatchObject({ open: false })
    expect(windowAt(times, firstHalfPastTwo + 3_600_000 - 1, BERLIN)).toMatchObject({ open: false })
  })

  it('of whole days leave no gap where a day has no midnight', () => {
    const times: UsageTimes = { windows: [{ days: [...WEEKDAYS], from: '00:00', to: '24:00' }] }
    const firstMoment = Date.parse('2026-03-28T22:00:00Z')
    expect(windowAt(times, firstMoment - 1, 'Asia/Beirut')).toEqual(OPEN)
    expect(windowAt(times, firstMoment, 'Asia/Beirut')).toEqual(OPEN)
  })

  it('at the same local time open a week later to the minute', () => {
    const times: UsageTimes = { windows: [{ days: ['friday'], from: '10:00', to: '11:00' }] }
    expect(inBerlin(times, '2026-10-23', '12:00')).toEqual(closedUntil('2026-10-30', '10:00'))
  })
})

describe('Blackout dates', () => {
  it('close the whole date and open with the next', () => {
    const times = { windows: [], blackoutDates: ['2026-12-24', '2026-12-25'] }
    expect(inBerlin(times, '2026-12-23', '23:59')).toEqual(OPEN)
    expect(inBerlin(times, '2026-12-24', '00:00')).toEqual(closedUntil('2026-12-26', '00:00'))
    expect(inBerlin(times, '2026-12-25', '23:59')).toEqual(closedUntil('2026-12-26', '00:00'))
    expect(inBerlin(times, '2026-12-26', '00:00')).toEqual(OPEN)
  })

  it('close windows on them, and the next opening is in the week after', () => {
    const times = { windows: [fridayEvening], blackoutDates: ['2026-11-20', '2026-11-27'] }
    expect(inBerlin(times, '2026-11-20', '18:00')).toEqual(closedUntil('2026-12-04', '17:00'))
  })

  it('cut a night at midnight, by the calendar', () => {
    const closedSaturday = { windows: [fridayNight], blackoutDates: ['2026-11-21'] }
    expect(inBerlin(closedSaturday, '2026-11-20', '23:59')).toEqual(OPEN)
    expect(inBerlin(closedSaturday, '2026-11-21', '01:00')).toEqual(closedUntil('2026-11-27', '22:00'))
    const closedFriday = { windows: [fridayNight], blackoutDates: ['2026-11-20'] }
    expect(inBerlin(closedFriday, '2026-11-20', '23:00')).toEqual(closedUntil('2026-11-21', '00:00'))
    expect(inBerlin(closedFriday, '2026-11-21', '01:00')).toEqual(OPEN)
  })

  it('never hide an opening, however many they are', () => {
    const fridays = Array.from({ length: 60 }, (_, week) =>
      new Date(Date.UTC(2026, 10, 20 + 7 * week)).toISOString().slice(0, 10),
    )
    const afterThem = new Date(Date.UTC(2026, 10, 20 + 7 * 60)).toISOString().slice(0, 10)
    expect(inBerlin({ windows: [fridayEvening], blackoutDates: fridays }, '2026-11-20', '18:00')).toEqual(
      closedUntil(afterThem, '17:00'),
    )
  })
})

describe('Usage windows as they are written', () => {
  const accepts = (...windows: unknown[]) => windowsSchema.safeParse(windows).success

  it('may be none, several, across midnight, or to the end of the day', () => {
    expect(accepts()).toBe(true)
    expect(accepts(fridayEvening, fridayNight, { days: ['monday'], from: '00:00', to: '24:00' })).toBe(true)
  })

  it.each([
    ['no day', { ...fridayEvening, days: [] }],
    ['a day twice', { ...fridayEvening, days: ['friday', 'friday'] }],
    ['an unknown day', { ...fridayEvening, days: ['Friday'] }],
    ['from = to', { ...fridayEvening, to: '17:00' }],
    ['24:00 as its start', { ...fridayEvening, from: '24:00' }],
    ['a time that does not exist', { ...fridayEvening, to: '19:60' }],
    ['anything more', { ...fridayEvening, zone: BERLIN }],
  ])('are refused with %s', (_, window) => {
    expect(accepts(window)).toBe(false)
  })

  it('are at most 14', () => {
    expect(accepts(...Array.from({ length: 14 }, () => fridayEvening))).toBe(true)
    expect(accepts(...Array.from({ length: 15 }, () => fridayEvening))).toBe(false)
  })

  it('have blackout dates that exist, each once, at most 60', () => {
    const dates = Array.from({ length: 61 }, (_, day) =>
      new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
    )
    expect(blackoutDatesSchema.safeParse(dates.slice(0, 60)).success).toBe(true)
    expect(blackoutDatesSchema.safeParse(dates).success).toBe(false)
    expect(blackoutDatesSchema.safeParse(['2026-02-30']).success).toBe(false)
    expect(blackoutDatesSchema.safeParse(['2026-02-28', '2026-02-28']).success).toBe(false)
  })
})
