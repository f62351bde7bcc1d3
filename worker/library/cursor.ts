import type { Instant } from '../../src/local-time.ts'

/** Where a page of a list, newest first, ended. */
export interface Cursor {
  readonly at: Instant
  readonly id: string
}

/** The opaque text of a cursor. */
export function cursorOf(at: Instant, id: string): string {
  return Buffer.from(`${at}.${id}`).toString('base64url')
}

/** Reads a cursor; null for a text that is none of ours. */
export function readCursor(text: string): Cursor | null {
  const found = /^(\d{1,15})\.([0-9a-z_]{1,60})$/.exec(Buffer.from(text, 'base64url').toString('utf8'))
  return found === null ? null : { at: Number(found[1]), id: found[2] ?? '' }
}
