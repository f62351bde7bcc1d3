import { bigEndian } from './bytes.ts'

// Marker codes, ITU-T T.81 table B.1.
const EOI = 0xd9
export const APP0 = 0xe0
export const APP1 = 0xe1
export const APP2 = 0xe2
export const APP14 = 0xee
const COM = 0xfe
const APP15 = 0xef
const SOS = 0xda
const DHT = 0xc4
const DQT = 0xdb
const DRI = 0xdd
// Baseline, extended sequential and progressive, all Huffman coded.
const FRAMES_SHOWN = [0xc0, 0xc1, 0xc2]
// Lossless, hierarchical and arithmetic coding: right by the standard, shown by no browser.
const OTHER_CODINGS = [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf, 0xde, 0xdf]

const COMPONENTS = [1, 3, 4]

/** A part of a JPEG. `whole` is from its marker on, a scan's with the coded data; `payload` what its length counts. */
export type Segment = {
  readonly marker: number
  readonly start: number
  readonly whole: Uint8Array
  readonly payload: Uint8Array
}

/** What a frame header says: bits of a sample, and the size in pixels before any turning. */
export type Frame = { readonly precision: number; readonly width: number; readonly height: number }

/** What a segment is for; `invalid` is one that breaks its own rules or stands for nothing a picture needs. */
export type Role = 'application' | 'comment' | 'frame' | 'table' | 'scan' | 'end' | 'other_coding' | 'invalid'

/** The segments up to the end of the picture. If the last is no end, the structure is broken behind it. */
export function* segments(bytes: Uint8Array): Generator<Segment> {
  let at = 2
  while (bytes[at] === 0xff) {
    // Any marker may have more 0xff in front, to fill up.
    while (bytes[at + 1] === 0xff) at += 1
    const marker = bytes[at + 1] ?? 0
    if (marker === EOI) {
      const whole = bytes.subarray(at, at + 2)
      yield { marker, start: at, whole, payload: whole.subarray(2) }
      return
    }
    const length = bigEndian(bytes, at + 2, 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return
    const next = marker === SOS ? scanEnd(bytes, end) : end
    yield { marker, start: at, whole: bytes.subarray(at, next), payload: bytes.subarray(at + 4, end) }
    at = next
  }
}

/** What a segment is for, its inner structure checked. */
export function roleOf({ marker, whole, payload }: Segment): Role {
  if (marker === EOI) return 'end'
  if (marker === COM) return 'comment'
  if (marker >= APP0 && marker <= APP15) return 'application'
  if (OTHER_CODINGS.includes(marker)) return 'other_coding'
  if (FRAMES_SHOWN.includes(marker)) return isFrame(payload) ? 'frame' : 'invalid'
  if (marker === SOS) return isScan(whole, payload) ? 'scan' : 'invalid'
  if (marker === DQT) return areQuantisationTables(payload) ? 'table' : 'invalid'
  if (marker === DHT) return areHuffmanTables(payload) ? 'table' : 'invalid'
  return marker === DRI && payload.length === 2 ? 'table' : 'invalid'
}

/** Reads the payload of a segment whose role is `frame`. */
export function frameOf(payload: Uint8Array): Frame {
  return { precision: payload[0] ?? 0, height: bigEndian(payload, 1, 2), width: bigEndian(payload, 3, 2) }
}

// Coded data ends at the first marker that is neither a stuffed zero, nor a restart (0xd0–0xd7), nor a filling 0xff.
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

function isFrame(payload: Uint8Array): boolean {
  const components = payload[5] ?? 0
  if (!COMPONENTS.includes(components) || payload.length !== 6 + components * 3) return false
  const { width, height } = frameOf(payload)
  return width > 0 && height > 0
}

function isScan(whole: Uint8Array, payload: Uint8Array): boolean {
  const components = payload[0] ?? 0
  const codedBytes = whole.length - payload.length - 4
  return components >= 1 && components <= 4 && payload.length === 4 + components * 2 && codedBytes > 0
}

function areQuantisationTables(payload: Uint8Array): boolean {
  let at = 0
  while (at < payload.length) {
    const bytesEach = (payload[at] ?? 0) < 16 ? 1 : 2
    at += 1 + 64 * bytesEach
  }
  return at === payload.length && at > 0
}

// A table is its name, 16 counts of codes, one for each length, and so many values.
function areHuffmanTables(payload: Uint8Array): boolean {
  let at = 0
  while (at < payload.length) {
    const values = payload.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0)
    at += 17 + values
  }
  return at === payload.length && at > 0
}
