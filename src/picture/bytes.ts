/** The unsigned number in `length` bytes at `at`, highest byte first; bytes behind the end count as 0. */
export function bigEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let i = 0; i < length; i += 1) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}

/** The unsigned number in `length` bytes at `at`, lowest byte first; bytes behind the end count as 0. */
export function littleEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let i = length - 1; i >= 0; i -= 1) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}

/** The bytes from `start` to before `end` as text, one character a byte; shorter where the bytes end. For some thousands at most. */
export function latin(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}

/** Whether `text`, one byte a character, stands at `at`. */
export function standsAt(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}

/** Bytes written one behind the other. */
export type Output = {
  readonly add: (piece: Uint8Array | readonly number[]) => void
  /** A copy of what was written so far. */
  readonly written: () => Uint8Array
}

/**
 * An output for at most `room` bytes. The room is taken at once: a list of pieces would let a file of a million tiny
 * pieces fill the memory.
 */
export function output(room: number): Output {
  const bytes = new Uint8Array(room)
  let length = 0
  return {
    add: (piece) => {
      bytes.set(piece, length)
      length += piece.length
    },
    written: () => bytes.slice(0, length),
  }
}
