import { crc32 } from 'node:zlib'

/** Bytes put together: texts count one byte a character. */
export function bytesOf(...parts: readonly (string | readonly number[] | Uint8Array)[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
    ),
  )
}

/** Where `part` stands in `bytes`; −1 if nowhere. */
export function placeOf(bytes: Uint8Array, part: string | Uint8Array): number {
  return Buffer.from(bytes).indexOf(typeof part === 'string' ? Buffer.from(part, 'latin1') : part)
}

/** The bytes with `added` put in at `at`. */
export function withAt(bytes: Uint8Array, at: number, added: Uint8Array): Uint8Array {
  return bytesOf(bytes.subarray(0, at), added, bytes.subarray(at))
}

/** The bytes with those from `at` on overwritten. */
export function overwritten(bytes: Uint8Array, at: number, by: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy.set(by, at)
  return copy
}

/** A JPEG segment. */
export function jpegSegment(marker: number, payload: Uint8Array): Uint8Array {
  return bytesOf([0xff, marker, (payload.length + 2) >> 8, (payload.length + 2) & 0xff], payload)
}

/** A JPEG with further segments right behind its start. */
export function jpegWith(jpeg: Uint8Array, ...segments: readonly Uint8Array[]): Uint8Array {
  return withAt(jpeg, 2, bytesOf(...segments))
}

/** An APP1 whose Exif has an orientation behind another tag, its numbers lowest byte first. */
export function exifSegment(orientation: number): Uint8Array {
  const make = [0x0f, 0x01, 2, 0, 4, 0, 0, 0, 0x41, 0x6e, 0x6e, 0x61]
  const turn = [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
  return jpegSegment(0xe1, bytesOf('Exif\0\0II*\0', [8, 0, 0, 0, 2, 0], make, turn, [0, 0, 0, 0]))
}

/** A part of a PNG or WebP: its type and data. */
export type Part = { readonly type: string; readonly data: Uint8Array }

/** A PNG chunk with its right CRC. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const sum = new Uint8Array(4)
  new DataView(sum.buffer).setUint32(0, crc32(bytesOf(type, data)))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, data.length)
  return bytesOf(length, type, data, sum)
}

/** A PNG of these chunks. */
export function pngOf(parts: readonly Part[]): Uint8Array {
  return bytesOf('\x89PNG\r\n\x1a\n', ...parts.map(({ type, data }) => pngChunk(type, data)))
}

/** The chunks of a PNG that is right. */
export function pngParts(png: Uint8Array): Part[] {
  const parts: Part[] = []
  for (let at = 8; at < png.length; ) {
    const length = Buffer.from(png).readUInt32BE(at)
    parts.push({ type: textAt(png, at + 4), data: png.slice(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return parts
}

/** A WebP of these chunks. */
export function webpOf(parts: readonly Part[]): Uint8Array {
  const body = bytesOf('WEBP', riffChunks(parts))
  return bytesOf('RIFF', littleEndian(body.length), body)
}

/** The chunks of a WebP that is right. */
export function webpParts(webp: Uint8Array): Part[] {
  return riffParts(webp.subarray(12))
}

/** Chunks as WebP writes them, in a file and in a frame. */
export function riffChunks(parts: readonly Part[]): Uint8Array {
  return bytesOf(
    ...parts.flatMap(({ type, data }) => [type, littleEndian(data.length), data, data.length % 2 ? [0] : []]),
  )
}

/** What `riffChunks` wrote. */
export function riffParts(bytes: Uint8Array): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = Buffer.from(bytes).readUInt32LE(at + 4)
    parts.push({ type: textAt(bytes, at), data: bytes.slice(at + 8, at + 8 + length) })
    at += 8 + length + (length % 2)
  }
  return parts
}

function littleEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, true)
  return bytes
}

function textAt(bytes: Uint8Array, at: number): string {
  return Buffer.from(bytes.subarray(at, at + 4)).toString('latin1')
}
