import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PIXELS_MOST, readPicture } from '../../src/picture.ts'
import { bytesOf, jpegSegment, jpegWith, placeOf, pngChunk, withAt } from '../samples/picture-parts.ts'
import * as samples from '../samples/pictures.ts'

const pictures = Object.entries(samples).filter(([name]) => name !== 'gif' && name !== 'avif')
const sample = fc.constantFrom(...pictures.map(([, bytes]) => bytes))
const withPlaceOf = fc.constantFrom(samples.jpegWithPlace, samples.jpegTurned, samples.pngWithPlace)

/** The bytes with one bit turned round. */
function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const at = Math.floor(bit / 8) % copy.length
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8))
  return copy
}

/** What holds for any bytes: they are refused, or become a picture that reads as itself. */
function expectSound(bytes: Uint8Array): void {
  const before = Uint8Array.from(bytes)
  const reading = readPicture(bytes)
  expect(bytes).toEqual(before)
  if (reading.kind === 'refused') return
  const { width, height } = reading.picture
  expect(Math.min(width, height)).toBeGreaterThan(0)
  expect(width * height).toBeLessThanOrEqual(PIXELS_MOST)
  expect(readPicture(reading.picture.bytes)).toEqual(reading)
}

describe('Any bytes', () => {
  it('are refused or become a picture, and never fail', () => {
    const start = fc.constantFrom(
      '',
      '\xff\xd8\xff',
      '\x89PNG\r\n\x1a\n',
      'RIFF\x40\0\0\0WEBP',
      '\0\0\0\x20ftyp',
      '<',
      '<!--',
    )
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, rest) => expectSound(bytesOf(head, rest))),
      { numRuns: 3000 },
    )
  })

  it('that were a picture until bits turned round are refused or become one', () => {
    const bits = fc.array(fc.nat({ max: 16_000 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(sample, bits, (bytes, turned) => expectSound(turned.reduce(flipped, bytes))),
      { numRuns: 3000 },
    )
  })

  it('that were a picture until a piece was torn out, doubled or put in are refused or become one', () => {
    const piece = fc.tuple(fc.nat({ max: 2000 }), fc.nat({ max: 60 }), fc.uint8Array({ maxLength: 20 }))
    fc.assert(
      fc.property(sample, piece, fc.boolean(), (bytes, [at, length, added], doubled) => {
        const from = at % bytes.length
        const rest = bytes.subarray(doubled ? Math.max(0, from - length) : from + length)
        expectSound(bytesOf(bytes.subarray(0, from), added, rest))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('Pictures', () => {
  it.each(pictures)('cut off anywhere are refused: %s', (_, bytes) => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(readPicture(bytes.subarray(0, length)).kind, `${length} bytes`).toBe('refused')
    }
  })

  it('show no place and no name, whichever bit turns round', () => {
    const coordinates = bytesOf([38, 0, 0, 0, 1, 0, 0, 0, 42, 0, 0, 0, 1, 0, 0, 0, 50, 0, 0, 0, 1])
    fc.assert(
      fc.property(withPlaceOf, fc.nat({ max: 10_000 }), (bytes, bit) => {
        const reading = readPicture(flipped(bytes, bit))
        if (reading.kind === 'refused') return
        for (const secret of ['Anna', 'Testcam', coordinates])
          expect(placeOf(reading.picture.bytes, secret)).toBe(-1)
      }),
      { numRuns: 3000 },
    )
  })

  it('keep no word of what hangs behind them', () => {
    fc.assert(
      fc.property(sample, fc.uint8Array({ minLength: 1, maxLength: 50 }), (bytes, behind) => {
        expect(readPicture(bytesOf(bytes, behind))).toEqual(readPicture(bytes))
      }),
    )
  })

  it('come out the same, whatever is said in segments and chunks that are not shown', () => {
    const words = fc.uint8Array({ maxLength: 50 })
    const marker = fc.constantFrom(0xe3, 0xe4, 0xe5, 0xed, 0xef, 0xfe)
    const type = fc.stringMatching(/^[a-z][a-z][A-Z][a-z]$/)
    const headerEnd = 33
    fc.assert(
      fc.property(words, marker, type, (said, code, name) => {
        const jpeg = readPicture(jpegWith(samples.jpegTurned, jpegSegment(code, said)))
        expect(jpeg).toEqual(readPicture(samples.jpegTurned))
        const png = readPicture(withAt(samples.pngIndexed, headerEnd, pngChunk(name, said)))
        expect(png).toEqual(readPicture(samples.pngIndexed))
      }),
    )
  })
})
