import { type Output, output, standsAt } from './bytes.ts'
import {
  APP0,
  APP1,
  APP2,
  APP14,
  type Frame,
  frameOf,
  roleOf,
  type Segment,
  segments,
} from './jpeg-segments.ts'
import {
  isExif,
  liesOnItsSide,
  ORIENTATION_SEGMENT_BYTES,
  orientationSegment,
  readOrientation,
} from './orientation.ts'
import { BROKEN, type Stripped, UNSUPPORTED } from './stripped.ts'

// Browsers show samples of 8 bits only.
const PRECISION_SHOWN = 8

// Encoders write a dozen; thousands, each over all pixels, are made to keep a decoder busy.
const SCANS_MOST = 100

// What JFIF defines, without the size of its thumbnail and the thumbnail.
const JFIF_BYTES = 12
const NO_THUMBNAIL = [0, 0]
const ADOBE_BYTES = 12

/**
 * A JPEG with only its frame, tables, scans and what tells their colours. Of Exif stays the orientation, if it is not
 * the plain one. What follows the end of the picture goes, such as the film of a motion photo.
 */
export function stripJpeg(bytes: Uint8Array): Stripped {
  const frame = soundFrame(bytes)
  if (frame.kind !== 'frame') return frame
  const exif = exifThatCounts(bytes)
  const orientation = exif === null ? 1 : readOrientation(exif.payload)
  const kept = output(bytes.length + ORIENTATION_SEGMENT_BYTES)
  kept.add(bytes.subarray(0, 2))
  for (const segment of segments(bytes)) {
    if (segment.start !== exif?.start) addShown(kept, segment)
    else if (orientation !== 1) kept.add(orientationSegment(orientation))
  }
  const [width, height] = liesOnItsSide(orientation)
    ? [frame.height, frame.width]
    : [frame.width, frame.height]
  return { kind: 'stripped', width, height, pixels: width * height, bytes: kept.written() }
}

// The one frame of a picture that is whole: tables and scans as they must be, up to its end.
function soundFrame(bytes: Uint8Array): ({ kind: 'frame' } & Frame) | typeof BROKEN | typeof UNSUPPORTED {
  let frame: Frame | null = null
  let scans = 0
  for (const segment of segments(bytes)) {
    const role = roleOf(segment)
    if (role === 'other_coding') return UNSUPPORTED
    if (role === 'invalid' || (role === 'frame' && frame !== null)) return BROKEN
    if (role === 'frame') frame = frameOf(segment.payload)
    if (role === 'scan') scans += 1
    if (frame === null ? scans > 0 : scans > SCANS_MOST) return BROKEN
    if (role === 'end' && frame !== null && scans > 0) {
      return frame.precision === PRECISION_SHOWN ? { kind: 'frame', ...frame } : UNSUPPORTED
    }
  }
  return BROKEN
}

// Browsers go by the first Exif and do not look behind the first scan.
function exifThatCounts(bytes: Uint8Array): Segment | null {
  for (const segment of segments(bytes)) {
    if (roleOf(segment) === 'scan') return null
    if (segment.marker === APP1 && isExif(segment.payload)) return segment
  }
  return null
}

function addShown(kept: Output, segment: Segment): void {
  const role = roleOf(segment)
  if (role === 'comment') return
  if (role !== 'application') kept.add(segment.whole)
  else addColours(kept, segment)
}

// What application segments tell about colours and the shape of pixels; no thumbnail, nor what else may hang behind.
function addColours(kept: Output, { marker, whole, payload }: Segment): void {
  if (marker === APP0 && standsAt(payload, 0, 'JFIF\0') && payload.length >= JFIF_BYTES + 2) {
    kept.add([0xff, APP0, 0, 2 + JFIF_BYTES + 2])
    kept.add(payload.subarray(0, JFIF_BYTES))
    kept.add(NO_THUMBNAIL)
  } else if (marker === APP14 && standsAt(payload, 0, 'Adobe') && payload.length >= ADOBE_BYTES) {
    kept.add([0xff, APP14, 0, 2 + ADOBE_BYTES])
    kept.add(payload.subarray(0, ADOBE_BYTES))
  } else if (marker === APP2 && standsAt(payload, 0, 'ICC_PROFILE\0')) {
    kept.add(whole)
  }
}
