import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { openingHoursSchema, readDayHours } from '../../src/opening-hours.ts'

describe('The hours of a day', () => {
  it.each([
    ['', ''],
    ['   ', ''],
    ['8-12', '08:00-12:00'],
    ['08:00-12:00,13:00-19:00', '08:00-12:00,13:00-19:00'],
    ['8 - 12 , 14h30 to 19', '08:00-12:00,14:30-19:00'],
    ['9.30–18h', '09:30-18:00'],
    ['9:00 to 13:00 and 15:00 to 20:00', '09:00-13:00,15:00-20:00'],
    ['18:00-02:00', '18:00-02:00'],
    ['10-12; 18-2', '10:00-12:00,18:00-02:00'],
    ['0-24', '00:00-24:00'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(readDayHours(typed)).toBe(kept)
    expect(readDayHours(kept)).toBe(kept)
  })

  it.each([
    'noon',
    '8',
    '8-8',
    '24:00-02:00',
    '8-25',
    '8:60-9',
    '12-14,13-15',
    '18-2,10-12',
    '8-9,10-11,12-13,14-15',
    '8-12,',
    '-',
    '８－',
  ])('%j is none', (typed) => {
    expect(readDayHours(typed)).toBeNull()
  })

  it('of a week are seven days in the form they are kept in, or none', () => {
    const reads = (week: unknown) => z.safeParse(openingHoursSchema, week).success
    expect(reads([])).toBe(true)
    expect(reads(['08:00-19:00', '', '', '', '', '', ''])).toBe(true)
    expect(reads(['8-19', '', '', '', '', '', ''])).toBe(false)
    expect(reads(['08:00-19:00'])).toBe(false)
  })
})
