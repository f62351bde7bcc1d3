import type { Part } from './part.ts'

/** A picture ready to be sent: the large one, and the one for lists. */
export interface Encoded {
  readonly large: Blob
  readonly small: Blob
}

const LARGE_SIDE = 1600
const SMALL_SIDE = 480
const MOST_BYTES = 300 * 1024
const QUALITIES = [0.85, 0.75, 0.62, 0.5]
const SMALLER = 0.75
const TRIES = 4

/**
 * Draws a part of a picture anew, at most 1600 px long and 300 KB heavy, and again at 480 px. Drawing leaves behind where
 * and with what it was taken. Null where the browser cannot.
 */
export async function encode(picture: ImageBitmap, part: Part): Promise<Encoded | null> {
  const clear = hasClearParts(draw(picture, part, SMALL_SIDE))
  let side = Math.min(LARGE_SIDE, Math.max(part.width, part.height))
  for (let tries = 0; tries < TRIES; tries += 1, side *= SMALLER) {
    const large = await lightest(draw(picture, part, side), clear)
    if (large === null) return null
    if (large.size > MOST_BYTES && tries < TRIES - 1) continue
    const small = await lightest(draw(picture, part, Math.min(side, SMALL_SIDE)), clear)
    return small === null ? null : { large, small }
  }
  return null
}

/** The first that is light enough, else the last and lightest. */
async function lightest(canvas: HTMLCanvasElement, clear: boolean): Promise<Blob | null> {
  let blob: Blob | null = null
  for (const quality of QUALITIES) {
    blob = await written(canvas, quality, clear)
    if (blob === null || blob.size <= MOST_BYTES) break
  }
  return blob
}

/** WebP; browsers that cannot write it give PNG instead, which only drawings with clear parts are light enough for. */
async function written(canvas: HTMLCanvasElement, quality: number, clear: boolean): Promise<Blob | null> {
  const webp = await toBlob(canvas, 'image/webp', quality)
  if (webp?.type === 'image/webp') return webp
  if (clear && webp !== null && webp.size <= MOST_BYTES) return webp
  return toBlob(onWhite(canvas), 'image/jpeg', quality)
}

function draw(picture: ImageBitmap, part: Part, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(part.width, part.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(part.width * scale))
  canvas.height = Math.max(1, Math.round(part.height * scale))
  const pen = canvas.getContext('2d')
  if (pen === null) return canvas
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, canvas.width, canvas.height)
  return canvas
}

function hasClearParts(canvas: HTMLCanvasElement): boolean {
  const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
  return data?.some((value, at) => at % 4 === 3 && value < 255) ?? false
}

/** JPEG has no transparency: what is clear would turn black. */
function onWhite(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const pen = canvas.getContext('2d')
  if (pen === null) return canvas
  pen.globalCompositeOperation = 'destination-over'
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  return canvas
}

function toBlob(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality))
}
