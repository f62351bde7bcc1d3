import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CLOSEST,
  closer,
  middlePart,
  moved,
  type Part,
  placeOf,
  type Size,
} from '../../views/browser/picture/part.ts'

const PHOTO = { width: 4000, height: 3000 }

const side = fc.integer({ min: 1, max: 10_000 })
const sizes: fc.Arbitrary<Size> = fc.record({ width: side, height: side })
const ratios = fc.constantFrom(1, 1.5, 3)

/** Whether no pixel of the part lies outside the picture; fractions of a pixel are rounding. */
function isWithin(part: Part, picture: Size): boolean {
  const right = part.x + part.width
  const down = part.y + part.height
  return part.x >= 0 && part.y >= 0 && right <= picture.width + 1e-6 && down <= picture.height + 1e-6
}

describe('the part of a picture that shows', () => {
  it('is at first the largest of its shape, from the middle', () => {
    expect(middlePart(PHOTO, 1)).toEqual({ x: 500, y: 0, width: 3000, height: 3000 })
    expect(middlePart(PHOTO, 4)).toEqual({ x: 0, y: 1000, width: 4000, height: 1000 })
  })

  it('moves to the edge and no further', () => {
    const part = middlePart(PHOTO, 4)
    expect(moved(part, PHOTO, 100, -400)).toMatchObject({ x: 0, y: 600 })
    expect(moved(part, PHOTO, 0, 9999)).toMatchObject({ y: 2000 })
  })

  it('comes closer around its own middle, at most four times, and goes back to all there is', () => {
    const part = closer(middlePart(PHOTO, 1), PHOTO, 2)
    expect(part).toEqual({ x: 1250, y: 750, width: 1500, height: 1500 })
    expect(closer(part, PHOTO, 99).width).toBe(3000 / CLOSEST)
    expect(closer(moved(part, PHOTO, 9999, 9999), PHOTO, 0)).toEqual({
      x: 1000,
      y: 0,
      width: 3000,
      height: 3000,
    })
  })

  it('says where it lies in hundredths of the way it can go', () => {
    const part = middlePart(PHOTO, 4)
    expect(placeOf(part, PHOTO)).toEqual({ left: 50, top: 50 })
    expect(placeOf(moved(part, PHOTO, 0, -9999), PHOTO)).toEqual({ left: 50, top: 0 })
  })

  it('never leaves the picture nor its shape, wherever it is dragged', () => {
    const steps = fc.array(
      fc.record({ right: fc.integer(), down: fc.integer(), closeness: fc.double({ noNaN: true }) }),
    )
    fc.assert(
      fc.property(sizes, ratios, steps, (picture, ratio, moves) => {
        let part = middlePart(picture, ratio)
        for (const { right, down, closeness } of moves) {
          part = closer(moved(part, picture, right, down), picture, closeness)
          expect(isWithin(part, picture)).toBe(true)
          expect(part.width / part.height).toBeCloseTo(ratio, 6)
        }
      }),
    )
  })
})
