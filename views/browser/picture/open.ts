import { looksLike } from '../../../src/picture/looks-like.ts'
import { type HeicFiles, openHeic } from './heic.ts'
import { openSvg } from './svg.ts'

/** Enough of a file to see what it is. */
const HEAD_BYTES = 4096

/** What to do about the HEIC pictures this browser cannot open: where the decoder lies, and a word that it takes a while. */
export interface HeicHelp extends HeicFiles {
  readonly fetching: () => void
}

/**
 * The pixels of a picture, upright; null for what cannot be opened. The browser decodes what it can; SVG is drawn, and
 * only for a HEIC that the browser refuses is a decoder fetched.
 */
export async function open(file: Blob, help: HeicHelp): Promise<ImageBitmap | null> {
  const kind = looksLike(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()))
  if (kind === 'svg') return openSvg(file)
  const bitmap = await decoded(file)
  if (bitmap !== null || kind !== 'heic') return bitmap
  help.fetching()
  return openHeic(file, help)
}

async function decoded(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return null
  }
}
