import { describe, expect, it } from 'vitest'
import {
  bytesOf,
  exifSegment,
  jpegSegment,
  jpegWith,
  overwritten,
  placeOf,
  withAt,
} from '../samples/picture-parts.ts'
import { jpegGrey, jpegTurned, jpegWithPlace } from '../samples/pictures.ts'
import { pictureOf, refusalOf } from './a-picture.ts'

describe('A JPEG', () => {
  const tables = bytesOf([0xff, 0xdb])
  const frame = placeOf(jpegGrey, bytesOf([0xff, 0xc0]))

  it('keeps its tables and scans byte for byte', () => {
    const { bytes } = pictureOf(jpegWithPlace)
    expect(bytes.slice(placeOf(bytes, tables))).toEqual(jpegWithPlace.slice(placeOf(jpegWithPlace, tables)))
  })

  it.each([2, 3, 4, 5, 6, 7, 8])(
    'stays the way up that orientation %i says, in Exif that says no more',
    (turn) => {
      const picture = pictureOf(jpegWith(jpegGrey, exifSegment(turn)))
      const [width, height] = turn < 5 ? [16, 12] : [12, 16]
      expect(picture).toMatchObject({ width, height })
      const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0]
      const exif = bytesOf('Exif\0\0MM\0*', [0, 0, 0, 8, 0, 1], entry, [0, 0, 0, 0])
      expect(picture.bytes).toEqual(jpegWith(jpegGrey, jpegSegment(0xe1, exif)))
      expect(pictureOf(picture.bytes)).toEqual(picture)
    },
  )

  it.each([0, 1, 9])('has no Exif left when its orientation is %i', (turn) => {
    expect(pictureOf(jpegWith(jpegGrey, exifSegment(turn))).bytes).toEqual(jpegGrey)
  })

  it('goes by its first Exif, as browsers do', () => {
    const picture = pictureOf(jpegWith(jpegGrey, exifSegment(6), exifSegment(3)))
    expect(picture.bytes).toEqual(pictureOf(jpegWith(jpegGrey, exifSegment(6))).bytes)
  })

  it('keeps its colours: the profile stays', () => {
    expect(placeOf(pictureOf(jpegTurned).bytes, 'ICC_PROFILE\0')).toBeGreaterThan(0)
  })

  it('keeps the shape of its pixels and loses the thumbnail beside it', () => {
    const shape = [1, 1, 1, 0, 72, 0, 72]
    const jfif = jpegSegment(0xe0, bytesOf('JFIF\0', shape, [1, 1], 'RGB'))
    const picture = pictureOf(jpegWith(jpegGrey, jfif, jpegSegment(0xe0, bytesOf('JFXX\0\x10', jpegGrey))))
    expect(picture.bytes).toEqual(jpegWith(jpegGrey, jpegSegment(0xe0, bytesOf('JFIF\0', shape, [0, 0]))))
  })

  it('loses comments and what programs wrote for themselves, wherever they stand', () => {
    const words = [0xe1, 0xe2, 0xe3, 0xed, 0xef, 0xfe].map((marker) =>
      jpegSegment(marker, bytesOf('Photoshop Anna')),
    )
    const end = jpegGrey.length - 2
    expect(pictureOf(jpegWith(withAt(jpegGrey, end, bytesOf(...words)), ...words)).bytes).toEqual(jpegGrey)
  })

  it.each([
    ['without an end', jpegGrey.slice(0, -2)],
    ['of no width', overwritten(jpegGrey, frame + 7, [0, 0])],
    ['of no height', overwritten(jpegGrey, frame + 5, [0, 0])],
    ['with two frames', withAt(jpegGrey, frame, jpegGrey.slice(frame, frame + 13))],
    ['with words among its tables', jpegWith(jpegGrey, jpegSegment(0xdb, bytesOf('Anna')))],
    ['with nothing in it', bytesOf([0xff, 0xd8, 0xff, 0xd9])],
  ])('%s is broken', (_, bytes) => {
    expect(refusalOf(bytes)).toBe('broken')
  })

  it('of thousands of scans, made to keep a decoder busy, is broken', () => {
    const scan = jpegGrey.slice(placeOf(jpegGrey, bytesOf([0xff, 0xda])), -2)
    const scans = (count: number) =>
      withAt(jpegGrey, jpegGrey.length - 2, bytesOf(...Array(count).fill(scan)))
    expect(refusalOf(scans(20))).toBeNull()
    expect(refusalOf(scans(2000))).toBe('broken')
  })

  it('that claims too many pixels is refused', () => {
    expect(refusalOf(overwritten(jpegGrey, frame + 5, [0xff, 0xff, 0xff, 0xff]))).toBe('too_many_pixels')
  })
})
