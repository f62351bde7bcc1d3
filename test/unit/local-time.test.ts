import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  instantOf,
  isLocalDate,
  isLocalTime,
  isZone,
  localDateOf,
  localTimeOf,
  rfc3339,
  startOfDay,
  weekdayOf,
} from '../../src/local-time.ts'

const at = (text: string) => Date.parse(text)

describe('A moment on local clocks', () => {
  it('shows the date and time of its zone', () => {
    const moment = at('2026-11-22T23:30:59Z')
    expect(localDateOf(moment, 'Europe/Berlin')).toBe('2026-11-23')
    expect(localTimeOf(moment, 'Europe/Berlin')).toBe('00:30')
    expect(localDateOf(moment, 'America/New_York')).toBe('2026-11-22')
    expect(localTimeOf(moment, 'Asia/Kathmandu')).toBe('05:15')
  })

  it('of a time the clocks skip is later by as much as they skip', () => {
    expect(instantOf('2026-03-29', '02:15', 'Europe/Berlin')).toBe(at('2026-03-29T01:15:00Z')) // 03:15
    expect(instantOf('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe(at('2026-10-03T15:45:00Z')) // 02:45
  })

  it('of a time that comes twice is the first', () => {
    expect(instantOf('2026-10-25', '02:15', 'Europe/Berlin')).toBe(at('2026-10-25T00:15:00Z'))
    expect(instantOf('2026-11-01', '01:15', 'America/New_York')).toBe(at('2026-11-01T05:15:00Z'))
  })
})

describe('The start of a day', () => {
  it('is midnight where there is one', () => {
    expect(startOfDay('2026-11-22', 'Europe/Berlin')).toBe(at('2026-11-21T23:00:00Z'))
  })

  it('is the first moment there is where the clocks skip midnight', () => {
    // Beirut goes from 23:59:59 to 01:00 on the last Sunday of March.
    expect(startOfDay('2026-03-29', 'Asia/Beirut')).toBe(at('2026-03-28T22:00:00Z'))
    expect(localTimeOf(startOfDay('2026-03-29', 'Asia/Beirut'), 'Asia/Beirut')).toBe('01:00')
    // Toronto once went from 23:30 to 00:30.
    expect(localTimeOf(startOfDay('1919-03-31', 'America/Toronto'), 'America/Toronto')).toBe('00:30')
  })

  it('is the first midnight where there are two', () => {
    expect(startOfDay('2026-11-01', 'America/Havana')).toBe(at('2026-11-01T04:00:00Z'))
  })

  it('follows from the last day there was where a date was left out', () => {
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe(startOfDay('2011-12-31', 'Pacific/Apia'))
  })
})

describe('Dates', () => {
  it('move by days across months and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01')
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29')
  })

  it('move by months and stop at the end of a shorter one', () => {
    expect(addMonths('2023-01-31', 1)).toBe('2023-02-28')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2023-10-31', 4)).toBe('2024-02-29')
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28')
  })

  it('know their weekday', () => {
    expect(weekdayOf('2026-11-22')).toBe('sunday')
    expect(weekdayOf('2024-02-29')).toBe('thursday')
  })
})

describe('What people write', () => {
  it('is a date only if that day exists', () => {
    expect(isLocalDate('2024-02-29')).toBe(true)
    expect(
      ['2023-02-29', '2023-13-01', '2023-1-1', '23-01-01', '2023-01-01T00:00', '', '0000-01-01'].filter(
        isLocalDate,
      ),
    ).toEqual([])
  })

  it('is not a date when its end has no four-digit year', () => {
    expect(isLocalDate('9998-12-31')).toBe(true)
    expect(isLocalDate('9999-01-01')).toBe(false)
  })

  it('is a time from 00:00 to 23:59', () => {
    expect(['00:00', '23:59'].filter(isLocalTime)).toHaveLength(2)
    expect(['24:00', '12:60', '9:00', '09:00:00', ' 09:00', '09:00\n', ''].filter(isLocalTime)).toEqual([])
  })

  it('is a zone by its name, not by an offset', () => {
    expect(
      ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'].filter(isZone),
    ).toHaveLength(4)
    expect(
      ['+02:00', 'Z', 'Europe/Atlantis', '2020-01-01T00:00Z', '', 'Europe/Berlin[u-ca=hebrew]'].filter(
        isZone,
      ),
    ).toEqual([])
  })
})

describe('RFC 3339', () => {
  it('has no fraction for whole seconds', () => {
    expect(rfc3339(at('2026-11-22T06:00:00Z'))).toBe('2026-11-22T06:00:00Z')
  })

  it('keeps milliseconds that are there', () => {
    expect(rfc3339(at('2026-11-22T06:00:00.250Z'))).toBe('2026-11-22T06:00:00.250Z')
  })
})
