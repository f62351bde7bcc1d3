import { describe, expect, it } from 'vitest'
import { readCode } from '../../src/code.ts'
import { lookAgain, NOTHING_SEEN, sight } from '../../views/browser/counter/sighting.ts'

const CODE = '7Q4K9XW2MTR2'
const OTHER = '000000000000'

/** What the camera acts on when it sees these texts at these times; null is an empty picture. */
function acted(seen: readonly (readonly [at: number, text: string])[]): string[] {
  let sighting = NOTHING_SEEN
  return seen.flatMap(([at, text]) => {
    const step = sight(sighting, readCode(text), at)
    sighting = step.sighting
    return step.accepted ?? []
  })
}

describe('A code before the camera', () => {
  it('is acted on once, however long it is held there', () => {
    const held = Array.from({ length: 100 }, (_, index) => [1000 + index * 100, CODE] as const)
    expect(acted(held)).toEqual([CODE])
  })

  it('counts again after it has been out of view for 1.5 seconds', () => {
    expect(
      acted([
        [1000, CODE],
        [2400, CODE],
      ]),
    ).toEqual([CODE])
    expect(
      acted([
        [1000, CODE],
        [2500, CODE],
      ]),
    ).toEqual([CODE, CODE])
  })

  it('gives way to another one at once', () => {
    expect(
      acted([
        [1000, CODE],
        [1100, OTHER],
      ]),
    ).toEqual([CODE, OTHER])
  })

  it('counts as still in view after an answer was shown', () => {
    const first = sight(NOTHING_SEEN, readCode(CODE), 1000)
    const later = lookAgain(first.sighting, 60_000)
    expect(sight(later, readCode(CODE), 60_100).accepted).toBeNull()
    expect(sight(later, readCode(CODE), 61_500).accepted).toBe(CODE)
  })

  it('without a check symbol must be read twice', () => {
    expect(acted([[1000, 'WELCOME10']])).toEqual([])
    expect(
      acted([
        [1000, 'WELCOME10'],
        [1100, 'WELC0ME1O'],
      ]),
    ).toEqual(['WE1C0ME10'])
    expect(
      acted([
        [1000, 'WELCOME10'],
        [1100, 'WELCOME11'],
        [1200, 'WELCOME10'],
      ]),
    ).toEqual([])
  })

  it('that is none of ours is passed over', () => {
    expect(
      acted([
        [1000, 'https://example.com/menu'],
        [1100, '7Q4K9XW2MTR3'],
      ]),
    ).toEqual([])
  })

  it('may be a link to the voucher', () => {
    expect(acted([[1000, `https://vale.example/v/${CODE}`]])).toEqual([CODE])
  })
})
