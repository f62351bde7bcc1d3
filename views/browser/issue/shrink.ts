/** A picture ready to be sent. */
export interface Shrunk {
  readonly blob: Blob
  /** Bytes before; what was small enough is sent as it is, re-encoded all the same to lose its metadata. */
  readonly before: number
}

const LONGEST_SIDE = 1600
const MOST_BYTES = 300 * 1024
const QUALITIES = [0.85, 0.75, 0.62, 0.5]
const SMALLER = 0.75
const TRIES = 4

/**
 * Draws the picture anew, upright, at most 1600 px long and 300 KB heavy, as WebP or, where the browser has none, JPEG.
 * Drawing leaves behind where and with what it was taken. Null for what this browser cannot read.
 */
export async function shrink(file: Blob): Promise<Shrunk | null> {
  const bitmap = await decode(file)
  if (bitmap === null) return null
  let scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height))
  let smallest: Blob | null = null
  for (let tries = 0; tries < TRIES; tries += 1, scale *= SMALLER) {
    const canvas = draw(bitmap, scale)
    for (const quality of QUALITIES) {
      smallest = await encode(canvas, quality)
      if (smallest !== null && smallest.size <= MOST_BYTES) return { blob: smallest, before: file.size }
    }
  }
  return smallest === null ? null : { blob: smallest, before: file.size }
}

async function decode(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return null
  }
}

function draw(bitmap: ImageBitmap, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (context === null) return canvas
  // JPEG has no transparency: what is clear would turn black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** Browsers that cannot write WebP give PNG instead, which is too heavy for photographs. */
async function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const webp = await toBlob(canvas, 'image/webp', quality)
  return webp?.type === 'image/webp' ? webp : toBlob(canvas, 'image/jpeg', quality)
}

function toBlob(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality))
}
