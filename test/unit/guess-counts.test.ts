import { expect, it } from 'vitest'
import { callersOfGuesses, sumOfGuesses } from '../../src/guess-counts.ts'

const NOON = Date.UTC(2027, 2, 1, 12)
const line = (hour: number, caller: string, tries: number, reason = 'unknown_code') => ({
  hour: NOON + hour * 3_600_000,
  caller,
  reason,
  tries,
})

const ROWS = [
  line(0, 'person:usr_olive', 3),
  line(0, 'device:ses_1', 3),
  line(0, 'network:192.0.2.7', 3),
  line(1, 'stranger:192.0.2.7', 5),
  line(2, 'stranger:192.0.2.7', 1, 'unknown_link'),
  line(2, 'wrong_key:192.0.2.8', 4, 'wrong_key'),
]

it('counts a try once, though the device and the network of whoever made it count along', () => {
  const { total, reasons, hours, callers } = sumOfGuesses(ROWS)
  expect(total).toBe(13)
  expect(reasons.map(({ of, tries }) => [of, tries])).toEqual([
    ['unknown_code', 8],
    ['unknown_link', 1],
    ['wrong_key', 4],
    ['signin_refused', 0],
  ])
  expect(hours.map(({ tries }) => tries)).toEqual([5, 5, 3])
  expect(callers.map(({ of, tries }) => [of, tries])).toEqual([
    ['stranger:192.0.2.7', 6],
    ['wrong_key:192.0.2.8', 4],
    ['person:usr_olive', 3],
  ])
})

it('names everybody who may be held up, devices and networks too', () => {
  expect(callersOfGuesses(ROWS).map(({ of }) => of)).toEqual([
    'stranger:192.0.2.7',
    'wrong_key:192.0.2.8',
    'person:usr_olive',
    'device:ses_1',
    'network:192.0.2.7',
  ])
})

it('counts nobody of a kind it does not know', () => {
  expect(sumOfGuesses([line(0, '__proto__:x', 9), line(0, 'retired:x', 9)]).total).toBe(0)
})
