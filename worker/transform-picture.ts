import { PIXELS_MOST, type Picture, type PictureReading, readPicture } from '../src/picture.ts'

/** Longest side of the picture pages show large, in pixels. */
const LARGE_SIDE_MOST = 1600
/** Longest side of the one that lists show. */
const SMALL_SIDE_MOST = 480
/** The heaviest a picture is kept where it can be made lighter. */
const LIGHT_BYTES_MOST = 300 * 1024

type Refused = Extract<PictureReading, { kind: 'refused' }>

/** A picture in both its sizes; `small` is null where nothing here can make one. */
export type Transformed =
  | { readonly kind: 'sizes'; readonly large: Picture; readonly small: Picture | null }
  | Refused

/** Kinds the Images service opens and we cannot. It would pass SVG on as it is: that never leaves here. */
const OPENED_THERE = ['heic', 'avif'] as const

/**
 * Makes an upload fit to be stored: nothing in it but what is shown, at most 1600 px and 300 KB, and a small one beside
 * it. All of that takes Cloudflare's Images service; without its binding, PNG, JPEG and WebP are kept as they come,
 * stripped, and everything else is refused. A service that fails costs the shrinking, not the picture.
 */
export async function transformPicture(
  service: ImagesBinding | undefined,
  bytes: Uint8Array,
): Promise<Transformed> {
  const read = readPicture(bytes)
  if (service === undefined) return read.kind === 'refused' ? read : sizes(read.picture, null)
  if (read.kind === 'refused') return opened(service, bytes, read)
  const { picture } = read
  const light = isLight(picture) ? picture : await fitted(service, picture.bytes, LARGE_SIDE_MOST)
  return sizes(light ?? picture, await fitted(service, picture.bytes, SMALL_SIDE_MOST))
}

/** Whether a small picture was sent that may stand for a large one: no larger than small ones are, and of its shape. */
export function isSmallOf(large: Picture, small: Picture): boolean {
  const { width, height } = small
  // Both sides are rounded to whole pixels, each by half a pixel at most.
  const off = Math.abs(width * large.height - height * large.width)
  return Math.max(width, height) <= SMALL_SIDE_MOST && off <= large.width + large.height
}

async function opened(service: ImagesBinding, bytes: Uint8Array, refused: Refused): Promise<Transformed> {
  if (!OPENED_THERE.some((kind) => kind === refused.looksLike)) return refused
  const pixels = await pixelsOf(service, bytes)
  if (pixels === null) return refused
  if (pixels > PIXELS_MOST) return { kind: 'refused', reason: 'too_many_pixels', looksLike: null }
  const large = await fitted(service, bytes, LARGE_SIDE_MOST)
  if (large === null) return refused
  return sizes(large, await fitted(service, bytes, SMALL_SIDE_MOST))
}

function sizes(large: Picture, small: Picture | null): Transformed {
  return { kind: 'sizes', large, small }
}

function isLight({ width, height, bytes }: Picture): boolean {
  return Math.max(width, height) <= LARGE_SIDE_MOST && bytes.length <= LIGHT_BYTES_MOST
}

async function pixelsOf(service: ImagesBinding, bytes: Uint8Array): Promise<number | null> {
  try {
    const info = await service.info(streamOf(bytes))
    return 'width' in info ? info.width * info.height : null
  } catch {
    return null
  }
}

/** Each try is lighter than the one before. */
const TRIES = [
  { scale: 1, quality: 80 },
  { scale: 1, quality: 60 },
  { scale: 0.7, quality: 60 },
  { scale: 0.5, quality: 50 },
] as const

/** The picture upright, as WebP within that side and 300 KB; null where the service does not open it. */
async function fitted(service: ImagesBinding, bytes: Uint8Array, side: number): Promise<Picture | null> {
  let lightest: Picture | null = null
  for (const { scale, quality } of TRIES) {
    lightest = await asWebp(service, bytes, Math.round(side * scale), quality)
    if (lightest === null || lightest.bytes.length <= LIGHT_BYTES_MOST) break
  }
  return lightest
}

async function asWebp(
  service: ImagesBinding,
  bytes: Uint8Array,
  side: number,
  quality: number,
): Promise<Picture | null> {
  try {
    const result = await service
      .input(streamOf(bytes))
      .transform({ width: side, height: side, fit: 'scale-down' })
      .output({ format: 'image/webp', quality })
    // What comes back is an upload like any other: it is kept only if it reads as a picture.
    const read = readPicture(new Uint8Array(await result.response().arrayBuffer()))
    return read.kind === 'picture' ? read.picture : null
  } catch {
    return null
  }
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new Response(bytes).body ?? new ReadableStream()
}
