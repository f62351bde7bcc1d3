import { describe, expect, it } from 'vitest'
import { chanceOf } from '../../worker/demo/chance.ts'

describe('chance that is the same every time', () => {
  it('repeats itself for the same seed and for no other', () => {
    const draw = (seed: string) => {
      const chance = chanceOf(seed)
      return Array.from({ length: 20 }, () => chance.between(1, 1000))
    }
    expect(draw('Joana')).toEqual(draw('Joana'))
    expect(draw('Joana')).not.toEqual(draw('João'))
  })

  it('spreads evenly, picks by weight and waits as long as asked on average', () => {
    const chance = chanceOf('a long day')
    const draws = 20_000
    const times = (what: () => boolean) => Array.from({ length: draws }, what).filter(Boolean).length / draws
    expect(times(() => chance.between(1, 6) === 6)).toBeCloseTo(1 / 6, 1)
    expect(times(() => chance.hit(0.3))).toBeCloseTo(0.3, 1)
    expect(
      times(
        () =>
          chance.weighted([
            ['tea', 1],
            ['coffee', 3],
          ]) === 'coffee',
      ),
    ).toBeCloseTo(0.75, 1)
    expect(times(() => chance.wait(6) > 6)).toBeCloseTo(Math.exp(-1), 1)
  })

  it('never picks what weighs nothing', () => {
    const chance = chanceOf('closed on Sundays')
    const picked = Array.from({ length: 500 }, () =>
      chance.weighted([
        ['open', 1],
        ['closed', 0],
      ]),
    )
    expect(picked).not.toContain('closed')
  })
})
