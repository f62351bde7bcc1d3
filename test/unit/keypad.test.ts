import { describe, expect, it } from 'vitest'
import { amountTyped } from '../../src/typed-amount.ts'
import { afterKey } from '../../views/browser/counter/keypad.ts'

const typed = (keys: string, decimals: number) =>
  keys.split(' ').reduce((text, key) => afterKey(text, key, { decimals }), '')

describe('The keypad for a sum', () => {
  it.each([
    ['1 2 . 5 0', 2, '12.50'],
    ['1 2 , 5', 2, '12,5'],
    ['1 2 . 5 0 9', 2, '12.50'],
    ['. 5', 2, '0.5'],
    ['1 . . 5', 2, '1.5'],
    ['0 0 7', 2, '7'],
    ['1 2 back back back 3', 2, '3'],
    ['1 . back 5', 2, '15'],
    ['00 5 00', 0, '500'],
    ['5 . 5', 0, '55'],
    ['1 . 2 3 4 5', 3, '1.234'],
    ['9 9 9 9 9 9 9 9 9 9 9 9 9 9', 2, '999999999999'],
  ])('%s of a currency with %d decimals is %s', (keys, decimals, text) => {
    expect(typed(keys, decimals)).toBe(text)
  })

  it('makes nothing that is read otherwise than it looks', () => {
    expect([amountTyped(typed('1 2 . 5', 2), 2), amountTyped(typed('1 . 2 3 4', 3), 3)]).toEqual([1250, 1234])
    expect([amountTyped(typed('5 00', 0), 0), amountTyped(typed('3 .', 2), 2)]).toEqual([500, null])
  })
})
