import { describe, expect, it } from 'vitest'
import { instantOf, rfc3339 } from '../../src/local-time.ts'
import { closesAt, openingAt, type Validity, validitySchema, validUntil } from '../../src/validity.ts'

const BERLIN = 'Europe/Berlin'

/** The last full second of a validity as clocks in Berlin show it, in UTC; issued 2023-02-09 10:30 unless given. */
function lastSecond(validity: Validity, issuedOn = '2023-02-09'): string | null {
  const until = validUntil(closesAt(validity, BERLIN, instantOf(issuedOn, '10:30', BERLIN)))
  return until === null ? null : rfc3339(until)
}

/** The same notation for an expected local date, time and seconds. */
function berlin(date: string, time: string, seconds: number): string {
  return rfc3339(instantOf(date, time, BERLIN) + seconds * 1000)
}

describe('A voucher valid for days', () => {
  it('ends tonight when valid for 1 day [V01]', () => {
    expect(lastSecond({ kind: 'days', count: 1 })).toBe('2023-02-09T22:59:59Z')
  })

  it('counts today as the first of 3 days [V02]', () => {
    expect(lastSecond({ kind: 'days', count: 3 })).toBe(berlin('2023-02-11', '23:59', 59))
  })

  it('ends on its last day at the given time, not that long after it [V03, differs]', () => {
    expect(lastSecond({ kind: 'days', count: 3, time: '06:30' })).toBe(berlin('2023-02-11', '06:29', 59))
  })

  it('ends at local midnight on the day the clocks change [V10]', () => {
    expect(lastSecond({ kind: 'days', count: 2 }, '2023-03-25')).toBe('2023-03-26T21:59:59Z')
  })

  it('issued one second before midnight with 1 day ends one second later', () => {
    const issuedAt = instantOf('2023-02-10', '00:00', BERLIN) - 1000
    expect(closesAt({ kind: 'days', count: 1 }, BERLIN, issuedAt)).toBe(issuedAt + 1000)
  })

  it('ends with the day of the zone it was issued for, not of UTC', () => {
    const issuedAt = Date.parse('2023-03-03T16:00:00Z') // already 4 March in Tokyo
    expect(closesAt({ kind: 'days', count: 1 }, 'Asia/Tokyo', issuedAt)).toBe(
      Date.parse('2023-03-04T15:00:00Z'),
    )
  })

  it('ends at 01:00 where the next day starts at 01:00', () => {
    const issuedAt = instantOf('2018-11-03', '12:00', 'America/Sao_Paulo')
    const end = closesAt({ kind: 'days', count: 1 }, 'America/Sao_Paulo', issuedAt)
    expect(end).toBe(Date.parse('2018-11-04T03:00:00Z'))
    expect(end).toBe(instantOf('2018-11-04', '01:00', 'America/Sao_Paulo'))
  })
})

describe('A voucher valid for months', () => {
  it('lasts through the same day of the 12th month [V08]', () => {
    expect(lastSecond({ kind: 'months', count: 12 })).toBe(berlin('2024-02-09', '23:59', 59))
  })

  it('ends on its last day at the given time [V06, differs]', () => {
    expect(lastSecond({ kind: 'months', count: 1, time: '06:30' })).toBe(berlin('2023-03-09', '06:29', 59))
  })

  it('issued on 31 January lasts through the end of February [V14]', () => {
    expect(lastSecond({ kind: 'months', count: 1 }, '2023-01-31')).toBe(berlin('2023-02-28', '23:59', 59))
  })

  it('issued on 31 January of a leap year lasts through 29 February [V15]', () => {
    expect(lastSecond({ kind: 'months', count: 1 }, '2024-01-31')).toBe(berlin('2024-02-29', '23:59', 59))
  })

  it('issued on 31 January lasts through 31 January a year later [V17]', () => {
    expect(lastSecond({ kind: 'months', count: 12 }, '2024-01-31')).toBe(berlin('2025-01-31', '23:59', 59))
  })
})

describe('A voucher valid until a date', () => {
  it('keeps that date whenever it is issued [V19]', () => {
    const validity: Validity = { kind: 'fixed_date', date: '2027-03-31' }
    expect(lastSecond(validity, '2026-01-01')).toBe('2027-03-31T21:59:59Z')
    expect(lastSecond(validity, '2027-01-01')).toBe('2027-03-31T21:59:59Z')
  })

  it('ends at the given time of that date [V19]', () => {
    expect(lastSecond({ kind: 'fixed_date', date: '2023-02-09', time: '12:15' })).toBe(
      berlin('2023-02-09', '12:14', 59),
    )
  })

  it('that ends some minutes or hours from now is said with a time of day [V18, differs]', () => {
    expect(lastSecond({ kind: 'days', count: 1, time: '11:40' })).toBe(berlin('2023-02-09', '11:39', 59))
  })

  it('ends an hour later when the clocks skip its time', () => {
    expect(closesAt({ kind: 'fixed_date', date: '2023-03-26', time: '02:30' }, BERLIN, 0)).toBe(
      Date.parse('2023-03-26T01:30:00Z'), // 03:30 in Berlin
    )
  })

  it('ends the first time its time comes when clocks are set back', () => {
    expect(closesAt({ kind: 'fixed_date', date: '2023-10-29', time: '02:30' }, BERLIN, 0)).toBe(
      Date.parse('2023-10-29T00:30:00Z'),
    )
  })
})

describe('A voucher without end', () => {
  it('never closes [V21]', () => {
    expect(lastSecond({ kind: 'unlimited' })).toBeNull()
    expect(openingAt({ validFrom: null, closesAt: null }, Number.MAX_SAFE_INTEGER)).toBe('open')
  })

  it('cannot carry an end beside it [V21]', () => {
    expect(validitySchema.safeParse({ kind: 'unlimited', date: '2027-03-31' }).success).toBe(false)
  })
})

describe('Opening', () => {
  const noon = instantOf('2023-03-04', '12:00', BERLIN)

  it('may be bounded on one side only [V20]', () => {
    expect(openingAt({ validFrom: noon, closesAt: null }, noon - 1)).toBe('not_yet_valid')
    expect(openingAt({ validFrom: noon, closesAt: null }, noon)).toBe('open')
    expect(openingAt({ validFrom: null, closesAt: noon }, noon - 1)).toBe('open')
    expect(openingAt({ validFrom: null, closesAt: noon }, noon)).toBe('expired')
  })

  it('closes at the end, not a second before or after [T01]', () => {
    const end = Date.parse('2023-03-04T00:00:00Z')
    expect(openingAt({ validFrom: null, closesAt: end }, Date.parse('2023-03-03T23:59:59Z'))).toBe('open')
    expect(openingAt({ validFrom: null, closesAt: end }, Date.parse('2023-03-04T00:00:01Z'))).toBe('expired')
  })

  it('starts at the start, not a second before or after [T02]', () => {
    const start = Date.parse('2023-03-04T00:00:00Z')
    expect(openingAt({ validFrom: start, closesAt: null }, Date.parse('2023-03-03T23:59:59Z'))).toBe(
      'not_yet_valid',
    )
    expect(openingAt({ validFrom: start, closesAt: null }, Date.parse('2023-03-04T00:00:01Z'))).toBe('open')
  })

  it('lasts all of the date it is valid until, and not the day after [V23]', () => {
    const until = (date: string) => closesAt({ kind: 'fixed_date', date }, BERLIN, noon)
    expect(openingAt({ validFrom: null, closesAt: until('2023-03-04') }, noon)).toBe('open')
    expect(openingAt({ validFrom: null, closesAt: until('2023-03-03') }, noon)).toBe('expired')
    expect(openingAt({ validFrom: null, closesAt: null }, noon)).toBe('open')
  })
})

describe('A validity as it is written', () => {
  const accepts = (input: unknown) => validitySchema.safeParse(input).success

  it('takes the four kinds', () => {
    expect(accepts({ kind: 'unlimited' })).toBe(true)
    expect(accepts({ kind: 'days', count: 3650, time: '00:00' })).toBe(true)
    expect(accepts({ kind: 'months', count: 120 })).toBe(true)
    expect(accepts({ kind: 'fixed_date', date: '2024-02-29', time: '23:59' })).toBe(true)
  })

  it.each([
    ['no days', { kind: 'days', count: 0 }],
    ['more than 3,650 days', { kind: 'days', count: 3651 }],
    ['more than 120 months', { kind: 'months', count: 121 }],
    ['half a day', { kind: 'days', count: 0.5 }],
    ['a number as text', { kind: 'days', count: '14' }],
    ['a date that does not exist', { kind: 'fixed_date', date: '2023-02-29' }],
    ['a date with a time in it', { kind: 'fixed_date', date: '2023-02-28T10:00' }],
    ['24:00 as a time', { kind: 'fixed_date', date: '2023-02-28', time: '24:00' }],
    ['months and days together [V05, V11, differ]', { kind: 'months', count: 1, days: 3 }],
    ['minutes [V18, differs]', { kind: 'minutes', count: 10 }],
  ])('refuses %s', (_, input) => {
    expect(accepts(input)).toBe(false)
  })
})
