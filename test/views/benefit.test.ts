import { describe, expect, it } from 'vitest'
import type { Benefit } from '../../src/benefit.ts'
import { benefitLine } from '../../views/benefit.ts'
import { windowsLine } from '../../views/windows.ts'
import { frame } from './fixtures.ts'

describe('what a voucher gives', () => {
  it.each<[Benefit, string]>([
    [{ kind: 'percent', percent: 15 }, '15\u202f% off'],
    [{ kind: 'percent', percent: 15, max_amount: 2000 }, '15\u202f% off, up to €20'],
    [{ kind: 'amount', amount: 550, currency: 'EUR' }, '€5.50 off'],
    [{ kind: 'item', item: 'Coffee' }, 'Coffee, free'],
    [{ kind: 'fixed_price', amount: 900, currency: 'EUR', item: 'Lunch' }, 'Lunch for €9'],
    [{ kind: 'value', amount: 5000, currency: 'EUR' }, '€50 to spend'],
    [{ kind: 'custom', text: 'Meet the chef' }, 'Meet the chef'],
  ])('%o reads in one line', (benefit, line) => {
    expect(benefitLine(frame(), benefit)).toBe(line)
  })
})

describe('when it can be used', () => {
  const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

  it('names days the way people do', () => {
    const line = (days: (typeof week)[number][]) =>
      windowsLine(frame(), [{ days, from: '15:00', to: '19:00' }])
    expect(line([...week])).toBe('Every day 15:00 to 19:00')
    expect(line(week.slice(0, 5))).toBe('Weekdays 15:00 to 19:00')
    expect(line(['sunday', 'saturday'])).toBe('Weekends 15:00 to 19:00')
    expect(line(['monday', 'tuesday', 'wednesday'])).toBe('Mon to Wed 15:00 to 19:00')
    expect(line(['friday', 'monday'])).toBe('Mon and Fri 15:00 to 19:00')
  })

  it('any time at all needs no words', () => {
    expect(windowsLine(frame(), [])).toBe('')
  })
})
