import { describe, expect, it } from 'vitest'
import { PIXELS_MOST } from '../../src/picture.ts'
import {
  bytesOf,
  overwritten,
  type Part,
  riffChunks,
  riffParts,
  webpOf,
  webpParts,
} from '../samples/picture-parts.ts'
import { webpAnimated, webpLossless, webpLossy, webpWithPlace } from '../samples/pictures.ts'
import { pictureOf, refusalOf } from './a-picture.ts'

const FRAME_HEADER_BYTES = 16
const EXIF_FLAG = 8
const XMP_FLAG = 4

const extended = webpParts(webpWithPlace)
const animated = webpParts(webpAnimated)

const part = (type: string, data: Uint8Array): Part => ({ type, data })
const dataOf = (parts: readonly Part[], type: string) =>
  parts.find((other) => other.type === type)?.data ?? bytesOf()
const typesOf = (webp: Uint8Array) => webpParts(webp).map(({ type }) => type)

/** The parts with the data of those of one type made anew. */
function withData(parts: readonly Part[], type: string, made: (data: Uint8Array) => Uint8Array): Part[] {
  return parts.map((other) => (other.type === type ? part(type, made(other.data)) : other))
}

/** An extended WebP whose canvas is said to have these sides. */
function sized(parts: readonly Part[], width: number, height: number): Uint8Array {
  const sides = [width - 1, height - 1].flatMap((side) => [side & 0xff, (side >> 8) & 0xff, side >> 16])
  return webpOf(withData(parts, 'VP8X', (data) => bytesOf(data.slice(0, 4), sides)))
}

describe('A WebP', () => {
  it('keeps its pixels and alpha, and no longer says it had Exif and XMP', () => {
    const kept = webpParts(pictureOf(webpWithPlace).bytes)
    const [canvas, ...rest] = kept
    expect(rest).toEqual([part('ALPH', dataOf(extended, 'ALPH')), part('VP8 ', dataOf(extended, 'VP8 '))])
    const flags = dataOf(extended, 'VP8X')[0] ?? 0
    expect(flags & (EXIF_FLAG | XMP_FLAG)).toBe(EXIF_FLAG | XMP_FLAG)
    expect(canvas?.data[0]).toBe(flags & ~(EXIF_FLAG | XMP_FLAG))
  })

  it('states its new size', () => {
    const { bytes } = pictureOf(webpWithPlace)
    expect(bytes).toEqual(webpOf(webpParts(bytes)))
  })

  it('keeps its profile', () => {
    const [canvas, ...rest] = extended
    const webp = webpOf([canvas ?? part('VP8X', bytesOf()), part('ICCP', bytesOf('profile')), ...rest])
    expect(typesOf(pictureOf(webp).bytes)).toEqual(['VP8X', 'ICCP', 'ALPH', 'VP8 '])
  })

  it('keeps its animation, frame by frame', () => {
    const frames = (webp: Uint8Array) => webpParts(webp).filter(({ type }) => type === 'ANMF')
    const { bytes } = pictureOf(webpAnimated)
    expect(typesOf(bytes)).toEqual(['VP8X', 'ANIM', 'ANMF', 'ANMF'])
    expect(frames(bytes)).toEqual(frames(webpAnimated))
  })

  it('loses words hidden in a frame of its animation', () => {
    const hidden = withData(animated, 'ANMF', (data) =>
      bytesOf(data, riffChunks([part('XMP ', bytesOf('Anna!'))])),
    )
    expect(pictureOf(webpOf(hidden)).bytes).toEqual(pictureOf(webpAnimated).bytes)
  })

  it('loses chunks nobody knows, behind a simple image too', () => {
    const words = part('ANNA', bytesOf('at home'))
    expect(pictureOf(webpOf([...extended, words])).bytes).toEqual(pictureOf(webpWithPlace).bytes)
    expect(pictureOf(webpOf([...webpParts(webpLossy), words])).bytes).toEqual(webpLossy)
  })

  const image = dataOf(extended, 'VP8 ')
  const lossless = dataOf(webpParts(webpLossless), 'VP8L')
  const firstFrame = dataOf(animated, 'ANMF')
  const cramped = bytesOf(firstFrame.slice(0, 6), [7, 0, 0], firstFrame.slice(9))
  it.each([
    ['larger than the file', overwritten(webpLossy, 4, [0xff, 0xff, 0xff, 0xff])],
    ['smaller than its header', overwritten(webpLossy, 4, [0, 0, 0, 0])],
    ['whose chunks do not end where it ends', overwritten(webpLossy, 4, [webpLossy.length - 10])],
    ['without an image', webpOf(extended.filter(({ type }) => type !== 'VP8 '))],
    ['with two images', webpOf([...extended, part('VP8 ', image)])],
    ['with two canvases', webpOf([...extended, part('VP8X', dataOf(extended, 'VP8X'))])],
    ['that starts with something else', webpOf([part('ALPH', bytesOf('a')), ...extended])],
    ['with an image of another size than its canvas', sized(extended, 15, 12)],
    ['with a frame larger than its canvas', sized(animated, 16, 11)],
    ['with an image larger than its frame', webpOf(withData(animated, 'ANMF', () => cramped))],
    [
      'with a frame without an image',
      webpOf(withData(animated, 'ANMF', (data) => data.slice(0, FRAME_HEADER_BYTES))),
    ],
    ['of no width', webpOf([part('VP8 ', overwritten(image, 6, [0, 0]))])],
    ['of no height', webpOf([part('VP8 ', overwritten(image, 8, [0, 0]))])],
    ['without its start code', webpOf([part('VP8 ', overwritten(image, 3, [0]))])],
    ['without its signature', webpOf([part('VP8L', overwritten(lossless, 0, [0]))])],
  ])('%s is broken', (_, bytes) => {
    expect(refusalOf(bytes)).toBe('broken')
  })

  it('that claims too many pixels is refused by its header', () => {
    const whole = overwritten(lossless, 1, [0xff, 0xff, 0xff, 0x0f])
    expect(refusalOf(webpOf([part('VP8L', whole)]))).toBe('too_many_pixels')
  })

  it('that claims too many pixels in all its frames together is refused', () => {
    expect(refusalOf(sized(animated, PIXELS_MOST / 10_000, 5000))).toBeNull()
    expect(refusalOf(sized(animated, PIXELS_MOST / 10_000, 5001))).toBe('too_many_pixels')
  })

  it('is a picture whose chunks can be read back', () => {
    expect(riffParts(riffChunks(extended))).toEqual(extended)
  })
})
