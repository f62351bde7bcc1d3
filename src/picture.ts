import { standsAt } from './picture/bytes.ts'
import { stripJpeg } from './picture/jpeg.ts'
import { type LooksLike, looksLike } from './picture/looks-like.ts'
import { stripPng } from './picture/png.ts'
import { stripWebp } from './picture/webp.ts'

/** A picture as we keep it: nothing in `bytes` but what is shown; `width` and `height` in pixels as displayed. */
export type Picture = {
  readonly kind: 'jpg' | 'png' | 'webp'
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
}

/**
 * What an upload turned out to be. `unsupported` is no picture of a kind every browser shows, and `looksLike` names
 * the kind it seems to be, if one of those people try; `broken` is cut off, damaged or made to deceive.
 */
export type PictureReading =
  | { readonly kind: 'picture'; readonly picture: Picture }
  | {
      readonly kind: 'refused'
      readonly reason: 'unsupported' | 'broken' | 'too_many_pixels'
      readonly looksLike: LooksLike | null
    }

/** The largest upload, in bytes; the caller measures, before it reads. */
export const PICTURE_BYTES_MOST = 10 * 1024 * 1024

/**
 * The most pixels of a picture, all frames of an animation together: what phones take fits, while a few bytes that
 * claim an endless canvas are refused by their header, before anything decodes them.
 */
export const PIXELS_MOST = 50_000_000

const STRIP = { jpg: stripJpeg, png: stripPng, webp: stripWebp }

/**
 * Reads an upload by its content, never by its name, and takes out everything that is not shown: places, cameras,
 * comments, thumbnails, whatever hangs behind the picture. Pixel data stays as it is, byte for byte, and so does the
 * way up. Any bytes give a value; reading the result again gives the same result.
 */
export function readPicture(bytes: Uint8Array): PictureReading {
  const kind = kindOf(bytes)
  if (kind === null) return { kind: 'refused', reason: 'unsupported', looksLike: looksLike(bytes) }
  const stripped = STRIP[kind](bytes)
  if (stripped.kind !== 'stripped') return { kind: 'refused', reason: stripped.kind, looksLike: null }
  if (stripped.pixels > PIXELS_MOST) return { kind: 'refused', reason: 'too_many_pixels', looksLike: null }
  const { width, height } = stripped
  return { kind: 'picture', picture: { kind, width, height, bytes: stripped.bytes } }
}

/** The media type to serve a kind of picture with. */
export function pictureType(kind: Picture['kind']): string {
  return kind === 'jpg' ? 'image/jpeg' : `image/${kind}`
}

function kindOf(bytes: Uint8Array): Picture['kind'] | null {
  if (standsAt(bytes, 0, '\xff\xd8\xff')) return 'jpg'
  if (standsAt(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png'
  return standsAt(bytes, 0, 'RIFF') && standsAt(bytes, 8, 'WEBP') ? 'webp' : null
}
