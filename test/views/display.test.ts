import { describe, expect, it } from 'vitest'
import { currencyDigits } from '../../src/money.ts'
import { birthdaySaid } from '../../views/birthday.ts'
import { displayFor } from '../../views/display.ts'
import { NOW } from './fixtures.ts'

const display = displayFor('en-IE', currencyDigits)
const LISBON = 'Europe/Lisbon'

describe('what people read', () => {
  it('money has the decimals of its currency, a promise drops empty ones, a debt has a real minus', () => {
    expect(display.money(3240, 'EUR')).toBe('€32.40')
    expect(display.money(1500, 'JPY')).toContain('1,500')
    expect(display.money(1500, 'KWD')).toContain('1.500')
    expect(display.money(5000, 'HUF')).toContain('50.00')
    expect(display.price(900, 'EUR')).toBe('€9')
    expect(display.price(950, 'EUR')).toBe('€9.50')
    expect(display.money(-1760, 'EUR')).toBe('−€17.60')
  })

  it('a number is grouped as a sum of money is', () => {
    const portuguese = displayFor('pt-PT', currencyDigits)
    expect(portuguese.number(45_000)).toBe('45,000')
    expect(portuguese.money(4_500_000, 'EUR')).toBe('€45,000.00')
    expect(displayFor('de-DE', currencyDigits, 'de').number(45_000)).toBe('45.000')
  })

  it('a language is called by name, and what is none as it is written', () => {
    expect(display.language('pt-PT')).toBe('Portuguese (Portugal)')
    expect(display.language('no language')).toBe('no language')
  })

  it('a birthday is a day, with its year where that is known', () => {
    expect(birthdaySaid(display, '--05-21')).toBe('21 May')
    expect(birthdaySaid(display, '1990-05-21')).toBe('21 May 1990')
    expect(birthdaySaid(display, 'in May')).toBe('in May')
  })

  it('a percentage has a thin space', () => {
    expect(display.percent(15)).toBe('15\u202f%')
    expect(display.percent(12.5)).toBe('12.5\u202f%')
  })

  it('dates carry their weekday', () => {
    expect(display.dateTime(NOW, LISBON)).toBe('Sun 22 Nov 2026, 14:10')
    expect(display.shortDate(NOW, LISBON)).toBe('Sun 22 Nov')
  })

  it('what closes with a day ends at 23:59 of it, what closes at a time ends then', () => {
    const midnight = Date.UTC(2026, 11, 18)
    expect(display.dateTime(display.until(midnight, LISBON), LISBON)).toBe('Thu 17 Dec 2026, 23:59')
    const evening = Date.UTC(2026, 10, 24, 19)
    expect(display.dateTime(display.until(evening, LISBON), LISBON)).toBe('Tue 24 Nov 2026, 19:00')
  })

  it('a day that starts at one o’clock because clocks move forward still ends the day before at 23:59', () => {
    const zone = 'Africa/Cairo'
    const startOfDay = Date.UTC(2026, 3, 23, 22)
    expect(display.time(startOfDay, zone)).toBe('01:00')
    expect(display.time(display.until(startOfDay, zone), zone)).toBe('23:59')
  })

  it('today and yesterday are those of the place', () => {
    const justAfterMidnight = Date.UTC(2026, 10, 22, 0, 30)
    expect(display.moment(justAfterMidnight, NOW, LISBON)).toBe('Today, 00:30')
    expect(display.moment(justAfterMidnight, NOW, 'Atlantic/Azores')).toBe('Yesterday, 23:30')
    expect(display.momentWithin(justAfterMidnight, NOW, LISBON)).toBe('today, 00:30')
  })

  it('says how long ago', () => {
    expect(display.relative(NOW - 8 * 60_000, NOW)).toBe('8 minutes ago')
    expect(display.relative(NOW - 12_000, NOW)).toBe('12 seconds ago')
    expect(display.relative(NOW + 2 * 86_400_000, NOW)).toBe('in 2 days')
  })

  it('a Portuguese brand with English words reads English throughout', () => {
    expect(displayFor('pt-PT', currencyDigits).date(NOW, LISBON)).toBe('Sun 22 Nov 2026')
  })

  it('a zone is called by its city', () => {
    expect(display.city('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
  })
})
