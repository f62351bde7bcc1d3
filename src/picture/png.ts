import { bigEndian, latin, output } from './bytes.ts'
import { crc32 } from './crc32.ts'
import { BROKEN, type Stripped } from './stripped.ts'

const SIGNATURE_BYTES = 8
// A chunk is its length, its type, the data and a CRC over type and data.
const BYTES_AROUND_DATA = 12
const NUMBER_MOST = 2 ** 31 - 1
const INDEXED = 3

// Which bit depths each colour type may have, PNG (third edition) table 9.
const BIT_DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

// The chunks that stay, and how many bytes of data each can have. All others are words, times and places.
const DATA_BYTES = new Map<string, { least: number; most: number }>([
  ['IHDR', { least: 13, most: 13 }],
  ['PLTE', { least: 3, most: 768 }],
  ['IDAT', { least: 0, most: NUMBER_MOST }],
  ['IEND', { least: 0, most: 0 }],
  ['tRNS', { least: 1, most: 256 }],
  ['gAMA', { least: 4, most: 4 }],
  ['cHRM', { least: 32, most: 32 }],
  ['sRGB', { least: 1, most: 1 }],
  ['iCCP', { least: 3, most: NUMBER_MOST }],
  ['sBIT', { least: 1, most: 4 }],
  ['bKGD', { least: 1, most: 6 }],
  ['pHYs', { least: 9, most: 9 }],
  ['acTL', { least: 8, most: 8 }],
  ['fcTL', { least: 26, most: 26 }],
  ['fdAT', { least: 4, most: NUMBER_MOST }],
])

type Chunk = { readonly type: string; readonly whole: Uint8Array; readonly data: Uint8Array }

/** What was seen of a picture so far; `data` is where its IDAT chunks are, which must stand together. */
type Seen = {
  readonly width: number
  readonly height: number
  readonly indexed: boolean
  readonly palette: boolean
  readonly data: 'ahead' | 'here' | 'behind'
  readonly frames: number
}

/**
 * A PNG, still or animated, with only the chunks that browsers draw by. Chunks that must be understood and are not
 * break it, like a wrong CRC in one that stays. What follows the end goes.
 */
export function stripPng(bytes: Uint8Array): Stripped {
  const kept = output(bytes.length)
  kept.add(bytes.subarray(0, SIGNATURE_BYTES))
  let seen: Seen | null = null
  for (const chunk of chunks(bytes)) {
    const fate = fateOf(chunk)
    if (fate === 'broken') return BROKEN
    if (fate === 'dropped') continue
    seen = seen === null ? readHeader(chunk) : withChunk(seen, chunk)
    if (seen === null) return BROKEN
    kept.add(chunk.whole)
    if (chunk.type === 'IEND') {
      const { width, height, frames } = seen
      const pixels = width * height * Math.max(frames, 1)
      return { kind: 'stripped', width, height, pixels, bytes: kept.written() }
    }
  }
  return BROKEN
}

// All chunks that are there in full; the caller stops at the end of the picture, or misses it.
function* chunks(bytes: Uint8Array): Generator<Chunk> {
  let at = SIGNATURE_BYTES
  for (;;) {
    const end = at + BYTES_AROUND_DATA + bigEndian(bytes, at, 4)
    if (end > bytes.length) return
    const whole = bytes.subarray(at, end)
    yield { type: latin(whole, 4, 8), whole, data: whole.subarray(8, -4) }
    at = end
  }
}

// A chunk whose type starts with a capital is critical: no picture without it.
function fateOf({ type, whole, data }: Chunk): 'kept' | 'dropped' | 'broken' {
  const range = DATA_BYTES.get(type)
  if (range === undefined || data.length < range.least || data.length > range.most) {
    return /^[a-z][A-Za-z]{3}$/.test(type) ? 'dropped' : 'broken'
  }
  return crc32(whole.subarray(4, -4)) === bigEndian(whole, whole.length - 4, 4) ? 'kept' : 'broken'
}

function readHeader({ type, data }: Chunk): Seen | null {
  if (type !== 'IHDR') return null
  const [width, height] = [bigEndian(data, 0, 4), bigEndian(data, 4, 4)]
  const [depth = 0, colourType = 0, compression, filter, interlace = 0] = data.subarray(8)
  const sizeIsRight = isSide(width) && isSide(height)
  const codingIsRight = compression === 0 && filter === 0 && interlace <= 1
  if (!sizeIsRight || !codingIsRight || !BIT_DEPTHS[colourType]?.includes(depth)) return null
  return { width, height, indexed: colourType === INDEXED, palette: false, data: 'ahead', frames: 0 }
}

// The rules on order, and those on which a decoder's memory depends; null where one is broken.
function withChunk(seen: Seen, { type, data }: Chunk): Seen | null {
  switch (type) {
    case 'IHDR':
      return null
    case 'PLTE':
      return seen.palette || seen.data !== 'ahead' || data.length % 3 !== 0
        ? null
        : { ...seen, palette: true }
    case 'IDAT':
      return seen.data === 'behind' || (seen.indexed && !seen.palette) ? null : { ...seen, data: 'here' }
    case 'IEND':
      return seen.data === 'ahead' ? null : seen
    case 'fcTL':
      return fitsFrame(seen, data) ? { ...seen, data: afterwards(seen.data), frames: seen.frames + 1 } : null
    default:
      return { ...seen, data: afterwards(seen.data) }
  }
}

function afterwards(data: Seen['data']): Seen['data'] {
  return data === 'ahead' ? 'ahead' : 'behind'
}

// A frame of an animation must lie within the picture: an fcTL says its width, height, x and y, after a number.
function fitsFrame(seen: Seen, control: Uint8Array): boolean {
  const [width, height] = [bigEndian(control, 4, 4), bigEndian(control, 8, 4)]
  const [right, bottom] = [bigEndian(control, 12, 4) + width, bigEndian(control, 16, 4) + height]
  return width > 0 && height > 0 && right <= seen.width && bottom <= seen.height
}

function isSide(length: number): boolean {
  return length > 0 && length <= NUMBER_MOST
}
