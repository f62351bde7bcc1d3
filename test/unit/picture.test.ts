import { describe, expect, it } from 'vitest'
import { pictureType, readPicture } from '../../src/picture.ts'
import { bytesOf, overwritten, placeOf } from '../samples/picture-parts.ts'
import * as samples from '../samples/pictures.ts'
import { pictureOf, refusalOf } from './a-picture.ts'

const { jpegGrey, jpegTurned, jpegWithPlace, pngIndexed, pngWithPlace, webpAnimated, webpWithPlace } = samples

const html = '<html><script>alert(1)</script></html>'
// 38/1, 42/1, 50/1: the degrees, minutes and seconds of the samples' place.
const coordinates = bytesOf([38, 0, 0, 0, 1, 0, 0, 0, 42, 0, 0, 0, 1, 0, 0, 0, 50, 0, 0, 0, 1])

describe('A picture', () => {
  it.each([
    ['jpg', 'a JPEG', jpegWithPlace],
    ['jpg', 'a progressive JPEG', samples.jpegProgressive],
    ['jpg', 'a grey JPEG', jpegGrey],
    ['jpg', 'a CMYK JPEG', samples.jpegCmyk],
    ['png', 'a PNG', pngWithPlace],
    ['png', 'a PNG with a palette', pngIndexed],
    ['webp', 'a lossy WebP', samples.webpLossy],
    ['webp', 'a lossless WebP', samples.webpLossless],
    ['webp', 'an extended WebP', webpWithPlace],
    ['webp', 'an animated WebP', webpAnimated],
  ])('is known as %s, with its size, when it is %s', (kind, _, bytes) => {
    expect(pictureOf(bytes)).toMatchObject({ kind, width: 16, height: 12 })
  })

  it.each([
    ['a JPEG', jpegWithPlace],
    ['a turned JPEG', jpegTurned],
    ['a PNG', pngWithPlace],
    ['a WebP', webpWithPlace],
    ['an animated WebP', webpAnimated],
  ])('keeps no place, no name and no camera when it is %s', (_, bytes) => {
    for (const secret of ['Anna', 'Testcam', coordinates]) {
      expect(placeOf(bytes, secret)).toBeGreaterThan(0)
      expect(placeOf(pictureOf(bytes).bytes, secret)).toBe(-1)
    }
  })

  it.each([
    ['grey JPEG', jpegGrey],
    ['CMYK JPEG', samples.jpegCmyk],
    ['progressive JPEG', samples.jpegProgressive],
    ['PNG with a palette', pngIndexed],
    ['simple WebP', samples.webpLossless],
  ])('that holds nothing else stays as it is: %s', (_, bytes) => {
    expect(pictureOf(bytes).bytes).toEqual(bytes)
  })

  it.each([
    ['JPEG', jpegTurned],
    ['PNG', pngWithPlace],
    ['WebP', webpWithPlace],
    ['animated WebP', webpAnimated],
  ])('is cut behind its end, so that no page or film hides there: %s', (_, bytes) => {
    const { bytes: kept } = pictureOf(bytesOf(bytes, html))
    expect(kept).toEqual(pictureOf(bytes).bytes)
    expect(placeOf(kept, '<html')).toBe(-1)
  })

  it('is served with the media type of its kind', () => {
    expect([pictureType('jpg'), pictureType('png'), pictureType('webp')]).toEqual([
      'image/jpeg',
      'image/png',
      'image/webp',
    ])
  })
})

describe('What is not taken', () => {
  const heic = bytesOf([0, 0, 0, 28], 'ftypheic', [0, 0, 0, 0], 'mif1MiHEheic', 'rest')
  const utf16 = new Uint8Array(Buffer.from('\ufeff<svg xmlns="http://www.w3.org/2000/svg"/>', 'utf16le'))
  it.each([
    ['svg', 'SVG', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    [
      'svg',
      'SVG behind declarations',
      bytesOf('\xef\xbb\xbf<?xml version="1.0"?>\n<!-- > -->\n<!DOCTYPE svg>\n<svg/>'),
    ],
    ['svg', 'SVG with entities', bytesOf('<!DOCTYPE svg PUBLIC "a" "b" [ <!ENTITY x "y"> ]> <svg:svg/>')],
    ['svg', 'SVG in UTF-16', utf16],
    ['html', 'a page', bytesOf(' <!-- a --><!DOCTYPE html><svg/>')],
    ['html', 'a script', bytesOf('<script>alert(1)</script>')],
    ['heic', 'HEIC', heic],
    ['avif', 'AVIF', samples.avif],
    ['gif', 'GIF', samples.gif],
    ['pdf', 'PDF', bytesOf('%PDF-1.7\n')],
    [null, 'words', bytesOf('not a picture')],
    [null, 'a film', bytesOf([0, 0, 0, 16], 'ftypisom', [0, 0, 0, 0])],
    [null, 'nothing', bytesOf()],
  ])('is refused and named %s when it is %s', (looksLike, _, bytes) => {
    expect(readPicture(bytes)).toEqual({ kind: 'refused', reason: 'unsupported', looksLike })
  })

  it('includes JPEGs that browsers do not show: lossless, arithmetic, of 12 bits', () => {
    const frame = placeOf(jpegGrey, bytesOf([0xff, 0xc0]))
    expect(refusalOf(overwritten(jpegGrey, frame + 1, [0xc3]))).toBe('unsupported')
    expect(refusalOf(overwritten(jpegGrey, frame + 1, [0xc9]))).toBe('unsupported')
    expect(refusalOf(overwritten(jpegGrey, frame + 4, [12]))).toBe('unsupported')
  })
})
