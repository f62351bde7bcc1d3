import { type Picture, readPicture } from '../../src/picture.ts'

/** The picture these bytes read as; throws when they are refused. */
export function pictureOf(bytes: Uint8Array): Picture {
  const reading = readPicture(bytes)
  if (reading.kind === 'refused') throw new Error(`refused: ${reading.reason}`)
  return reading.picture
}

/** Why these bytes are refused; null when they are a picture. */
export function refusalOf(bytes: Uint8Array): string | null {
  const reading = readPicture(bytes)
  return reading.kind === 'refused' ? reading.reason : null
}
