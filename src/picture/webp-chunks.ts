import { latin, littleEndian, type Output, standsAt } from './bytes.ts'

/** A part of a WebP: its four letters and its data, without size and padding. */
export type Chunk = { readonly type: string; readonly data: Uint8Array }

/** Pixels across and down. */
export type Size = { readonly width: number; readonly height: number }

const HEADER_BYTES = 8
const LOSSY_HEADER_BYTES = 10
const LOSSLESS_HEADER_BYTES = 5
const SIDE_BITS = 0x3fff

/** The chunks in a run of bytes; the last is null if they do not end where the run does. */
export function* chunksIn(bytes: Uint8Array): Generator<Chunk | null> {
  let at = 0
  while (at < bytes.length) {
    const start = at + HEADER_BYTES
    const length = littleEndian(bytes, at + 4, 4)
    at = start + length + (length % 2)
    yield at > bytes.length
      ? null
      : { type: latin(bytes, start - HEADER_BYTES, start - 4), data: bytes.subarray(start, start + length) }
  }
}

/** Writes a chunk: letters, size, data, and a zero if that makes it even. */
export function addChunk(kept: Output, type: string, data: Uint8Array): void {
  kept.add(Array.from(type, (letter) => letter.charCodeAt(0)))
  kept.add(fourBytes(data.length))
  kept.add(data)
  if (data.length % 2 === 1) kept.add([0])
}

/** A number in the four bytes in which RIFF writes sizes. */
export function fourBytes(value: number): number[] {
  return [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff)
}

/** The size in the header of a coded image; null if the header is wrong or the chunk holds no image. */
export function imageSize({ type, data }: Chunk): Size | null {
  if (type === 'VP8 ') return lossySize(data)
  return type === 'VP8L' ? losslessSize(data) : null
}

// RFC 6386 §9.1: a key frame that is shown, of one of four versions, then a start code and the sides in 14 bits each.
function lossySize(data: Uint8Array): Size | null {
  if (data.length < LOSSY_HEADER_BYTES || !standsAt(data, 3, '\x9d\x01\x2a')) return null
  const tag = littleEndian(data, 0, 3)
  const [isKeyFrame, version, isShown, partitionBytes] = [(tag & 1) === 0, (tag >> 1) & 7, tag & 16, tag >> 5]
  if (!isKeyFrame || version > 3 || isShown === 0 || partitionBytes >= data.length) return null
  const [width, height] = [littleEndian(data, 6, 2) & SIDE_BITS, littleEndian(data, 8, 2) & SIDE_BITS]
  return width > 0 && height > 0 ? { width, height } : null
}

// RFC 9649 §3.4: a signature, the sides less one in 14 bits each, a bit for alpha, three for the version 0.
function losslessSize(data: Uint8Array): Size | null {
  if (data.length < LOSSLESS_HEADER_BYTES || data[0] !== 0x2f) return null
  const header = littleEndian(data, 1, 4)
  if (header >>> 29 !== 0) return null
  return { width: (header & SIDE_BITS) + 1, height: ((header >>> 14) & SIDE_BITS) + 1 }
}
