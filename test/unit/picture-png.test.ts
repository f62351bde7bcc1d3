import { describe, expect, it } from 'vitest'
import { PIXELS_MOST } from '../../src/picture.ts'
import { bytesOf, overwritten, type Part, placeOf, pngOf, pngParts } from '../samples/picture-parts.ts'
import { jpegGrey, pngIndexed, pngWithPlace } from '../samples/pictures.ts'
import { pictureOf, refusalOf } from './a-picture.ts'

const indexed = pngParts(pngIndexed)

const part = (type: string, ...data: readonly (string | readonly number[])[]): Part => ({
  type,
  data: bytesOf(...data),
})
const without = (parts: readonly Part[], type: string) => parts.filter((other) => other.type !== type)
const pixels = (png: Uint8Array) => pngParts(png).filter(({ type }) => type === 'IDAT')

/** The parts with others put in before the first of a type. */
function withBefore(parts: readonly Part[], type: string, ...added: readonly Part[]): Part[] {
  const at = parts.findIndex((other) => other.type === type)
  return [...parts.slice(0, at), ...added, ...parts.slice(at)]
}

/** The picture with its header saying these sides. */
function sized(parts: readonly Part[], width: number, height: number): Part[] {
  const sides = new Uint8Array(8)
  new DataView(sides.buffer).setUint32(0, width)
  new DataView(sides.buffer).setUint32(4, height)
  return parts.map(({ type, data }) => ({
    type,
    data: type === 'IHDR' ? bytesOf(sides, data.slice(8)) : data,
  }))
}

/** The control chunk of an animation's frame of `width` × 12 pixels at the left edge. */
function frame(width: number): Part {
  return part('fcTL', [0, 0, 0, 0, 0, 0, 0, width, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 10, 0, 0])
}

describe('A PNG', () => {
  it('keeps its pixels byte for byte', () => {
    expect(pixels(pictureOf(pngWithPlace).bytes)).toEqual(pixels(pngWithPlace))
  })

  it('keeps what its colours and its shape depend on', () => {
    const colours = [
      part('gAMA', [0, 0, 177, 143]),
      part('cHRM', Array(32).fill(1)),
      part('sRGB', [0]),
      part('iCCP', 'profile\0\0xyz'),
      part('sBIT', [8, 8, 8]),
    ]
    const shape = [part('bKGD', [0]), part('pHYs', [0, 0, 0, 1, 0, 0, 0, 1, 0])]
    const png = pngOf(withBefore(withBefore(indexed, 'PLTE', ...colours), 'IDAT', ...shape))
    expect(pictureOf(png).bytes).toEqual(png)
  })

  it('keeps its animation', () => {
    const second = [frame(16), part('fdAT', [0, 0, 0, 2], 'coded')]
    const first = withBefore(indexed, 'IDAT', part('acTL', [0, 0, 0, 2, 0, 0, 0, 0]), frame(16))
    const png = pngOf(withBefore(first, 'IEND', ...second))
    expect(pictureOf(png).bytes).toEqual(png)
  })

  it.each(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'prVt', 'caBX'])(
    'loses its %s, wherever it stands',
    (type) => {
      const said = part(type, 'Comment\0Anna at home')
      const png = pngOf(withBefore(withBefore(indexed, 'IDAT', said), 'IEND', said))
      expect(pictureOf(png).bytes).toEqual(pngIndexed)
    },
  )

  it('loses a chunk about colours that holds something else', () => {
    const png = pngOf(withBefore(indexed, 'PLTE', part('gAMA', '<html><script>alert(1)</script></html>')))
    expect(pictureOf(png).bytes).toEqual(pngIndexed)
  })

  it.each([
    ['without an end', pngOf(without(indexed, 'IEND'))],
    ['without pixels', pngOf(without(indexed, 'IDAT'))],
    ['without its palette', pngOf(without(indexed, 'PLTE'))],
    ['without a header', pngOf(without(indexed, 'IHDR'))],
    ['with two headers', pngOf([...indexed.slice(0, 1), ...indexed])],
    [
      'with its pixels torn apart',
      pngOf(withBefore(indexed, 'IEND', part('pHYs', Array(9).fill(1)), part('IDAT'))),
    ],
    ['with a needed chunk nobody knows', pngOf(withBefore(indexed, 'IDAT', part('ANNA')))],
    ['of no width', pngOf(sized(indexed, 0, 12))],
    ['of no height', pngOf(sized(indexed, 16, 0))],
    ['of a size no PNG can have', pngOf(sized(indexed, 2 ** 31, 1))],
    ['with a frame larger than itself', pngOf(withBefore(indexed, 'IDAT', frame(17)))],
    ['with a damaged pixel', overwritten(pngIndexed, placeOf(pngIndexed, 'IDAT') + 8, [0])],
    ['that is only begun', pngIndexed.slice(0, 8)],
  ])('%s is broken', (_, bytes) => {
    expect(refusalOf(bytes)).toBe('broken')
  })

  it('that claims too many pixels is refused by its header', () => {
    expect(refusalOf(pngOf(sized(indexed, PIXELS_MOST / 1000, 1000)))).toBeNull()
    expect(refusalOf(pngOf(sized(indexed, PIXELS_MOST / 1000, 1001)))).toBe('too_many_pixels')
    expect(refusalOf(pngOf(sized(indexed, 2 ** 31 - 1, 2 ** 31 - 1)))).toBe('too_many_pixels')
  })

  it('that claims too many pixels in all its frames together is refused', () => {
    const large = sized(indexed, PIXELS_MOST / 1000, 500)
    const frames = (count: number) => pngOf(withBefore(large, 'IDAT', ...Array<Part>(count).fill(frame(16))))
    expect(refusalOf(frames(2))).toBeNull()
    expect(refusalOf(frames(3))).toBe('too_many_pixels')
  })

  it('with a photo hanging behind it is the PNG alone', () => {
    expect(pictureOf(bytesOf(pngIndexed, jpegGrey)).bytes).toEqual(pngIndexed)
  })
})
