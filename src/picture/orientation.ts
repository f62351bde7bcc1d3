import { bigEndian, littleEndian, standsAt } from './bytes.ts'

const EXIF = 'Exif\0\0'
const ORIENTATION_TAG = 0x0112
const SHORT = 3
const ENTRY_BYTES = 12

/** The length of what `orientationSegment` gives. */
export const ORIENTATION_SEGMENT_BYTES = 36

/** Whether the payload of a JPEG's APP1 is Exif: XMP comes in APP1 too. */
export function isExif(payload: Uint8Array): boolean {
  return standsAt(payload, 0, EXIF)
}

/**
 * How an Exif payload says a picture is to be turned: 1 (as it is) to 8, Exif 2.32 §4.6.4. What cannot be read means
 * 1, as in browsers.
 */
export function readOrientation(payload: Uint8Array): number {
  const tiff = payload.subarray(EXIF.length)
  const number = numbersOf(tiff)
  if (number === null) return 1
  const directory = number(tiff, 4, 4)
  const entries = number(tiff, directory, 2)
  for (let at = directory + 2; at < directory + 2 + entries * ENTRY_BYTES; at += ENTRY_BYTES) {
    if (at + ENTRY_BYTES > tiff.length) return 1
    if (number(tiff, at, 2) !== ORIENTATION_TAG) continue
    const isOneShort = number(tiff, at + 2, 2) === SHORT && number(tiff, at + 4, 4) === 1
    const orientation = number(tiff, at + 8, 2)
    return isOneShort && orientation >= 1 && orientation <= 8 ? orientation : 1
  }
  return 1
}

/** Whether a picture so turned lies on its side, so that width and height change places. */
export function liesOnItsSide(orientation: number): boolean {
  return orientation >= 5
}

/** A whole APP1 segment whose Exif says the orientation and nothing else. */
export function orientationSegment(orientation: number): number[] {
  const marker = [0xff, 0xe1, 0, ORIENTATION_SEGMENT_BYTES - 2]
  const header = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8]
  const entry = [ORIENTATION_TAG >> 8, ORIENTATION_TAG & 0xff, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0]
  const noNextDirectory = [0, 0, 0, 0]
  const exif = Array.from(EXIF, (letter) => letter.charCodeAt(0))
  return [...marker, ...exif, ...header, 0, 1, ...entry, ...noNextDirectory]
}

// TIFF writes its numbers in either order and says at the start in which.
function numbersOf(tiff: Uint8Array): typeof bigEndian | null {
  if (standsAt(tiff, 0, 'MM\0*')) return bigEndian
  return standsAt(tiff, 0, 'II*\0') ? littleEndian : null
}
