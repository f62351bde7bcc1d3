import { littleEndian, output } from './bytes.ts'
import { BROKEN, type Stripped } from './stripped.ts'
import { addChunk, type Chunk, chunksIn, fourBytes, imageSize, type Size } from './webp-chunks.ts'

const FILE_HEADER_BYTES = 12
const CANVAS_BYTES = 10
const ANIMATION_BYTES = 6
const FRAME_HEADER_BYTES = 16

// Of the flags of VP8X, those for a colour profile, alpha and animation stay; those for Exif and XMP go.
const FLAGS_KEPT = 0b0011_0010
const ANIMATION_FLAG = 0b0000_0010

const CODED_IMAGES = ['VP8 ', 'VP8L']
const FRAME_PARTS = ['ALPH', ...CODED_IMAGES]

// What is drawn after the first chunk of each form; the rest are words and places.
const CHUNKS_KEPT = {
  simple: [],
  still: ['ICCP', ...FRAME_PARTS],
  animated: ['ICCP', 'ANIM', 'ANMF'],
} satisfies Record<string, string[]>

/** What the first chunk says: the size, and which chunks may follow. `data` is that chunk's, as it stays. */
type Canvas = Size & { readonly form: keyof typeof CHUNKS_KEPT; readonly data: Uint8Array }

/**
 * A WebP, simple, extended or animated, with only the chunks that are drawn; RFC 9649 §2. What follows the end that
 * its header states goes.
 */
export function stripWebp(bytes: Uint8Array): Stripped {
  const end = littleEndian(bytes, 4, 4) + 8
  if (end > bytes.length) return BROKEN
  const chunks = chunksIn(bytes.subarray(FILE_HEADER_BYTES, end))
  const first = chunks.next().value
  const canvas = first ? canvasOf(first) : null
  if (!first || canvas === null) return BROKEN

  const kept = output(end)
  kept.add(bytes.subarray(0, FILE_HEADER_BYTES))
  addChunk(kept, first.type, canvas.data)
  let images = canvas.form === 'simple' ? 1 : 0
  for (const chunk of chunks) {
    const data = chunk === null ? 'broken' : dataKept(canvas, chunk)
    if (chunk === null || data === 'broken') return BROKEN
    if (data === 'dropped') continue
    if (chunk.type === 'ANMF' || CODED_IMAGES.includes(chunk.type)) images += 1
    addChunk(kept, chunk.type, data)
  }
  if (images === 0 || (images > 1 && canvas.form !== 'animated')) return BROKEN
  const { width, height } = canvas
  return { kind: 'stripped', width, height, pixels: width * height * images, bytes: sized(kept.written()) }
}

function canvasOf(first: Chunk): Canvas | null {
  if (first.type !== 'VP8X') {
    const size = imageSize(first)
    return size === null ? null : { ...size, form: 'simple', data: first.data }
  }
  if (first.data.length < CANVAS_BYTES) return null
  const flags = (first.data[0] ?? 0) & FLAGS_KEPT
  const size = { width: littleEndian(first.data, 4, 3) + 1, height: littleEndian(first.data, 7, 3) + 1 }
  const data = Uint8Array.of(flags, 0, 0, 0, ...first.data.subarray(4, CANVAS_BYTES))
  return { ...size, form: flags & ANIMATION_FLAG ? 'animated' : 'still', data }
}

function dataKept(canvas: Canvas, chunk: Chunk): Uint8Array | 'dropped' | 'broken' {
  const { type, data } = chunk
  const kept: readonly string[] = CHUNKS_KEPT[canvas.form]
  if (type === 'VP8X') return 'broken'
  if (!kept.includes(type)) return 'dropped'
  if (type === 'ANMF') return frameKept(canvas, data)
  if (type === 'ANIM') return data.length < ANIMATION_BYTES ? 'broken' : data.subarray(0, ANIMATION_BYTES)
  return CODED_IMAGES.includes(type) && !hasSize(chunk, canvas) ? 'broken' : data
}

// A frame of an animation: where it lies on the canvas, then chunks again, one of them its image.
function frameKept(canvas: Size, data: Uint8Array): Uint8Array | 'broken' {
  const [x, y] = [littleEndian(data, 0, 3) * 2, littleEndian(data, 3, 3) * 2]
  const size = { width: littleEndian(data, 6, 3) + 1, height: littleEndian(data, 9, 3) + 1 }
  const fits = x + size.width <= canvas.width && y + size.height <= canvas.height
  if (data.length < FRAME_HEADER_BYTES || !fits) return 'broken'

  const kept = output(data.length)
  kept.add(data.subarray(0, FRAME_HEADER_BYTES))
  let images = 0
  for (const chunk of chunksIn(data.subarray(FRAME_HEADER_BYTES))) {
    if (chunk === null) return 'broken'
    if (!FRAME_PARTS.includes(chunk.type)) continue
    if (CODED_IMAGES.includes(chunk.type)) {
      images += 1
      if (!hasSize(chunk, size)) return 'broken'
    }
    addChunk(kept, chunk.type, chunk.data)
  }
  return images === 1 ? kept.written() : 'broken'
}

// The header that a decoder makes room by must not promise less than the image it then finds.
function hasSize(image: Chunk, { width, height }: Size): boolean {
  const size = imageSize(image)
  return size?.width === width && size.height === height
}

function sized(file: Uint8Array): Uint8Array {
  file.set(fourBytes(file.length - 8), 4)
  return file
}
