import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import * as z from 'zod/mini'
import { PICTURE_BYTES_MOST, pictureType, readPicture } from '../src/picture.ts'
import { imageUrlSchema } from '../src/terms.ts'
import { limitedBytes } from './body.ts'
import type { AppEnv, Env } from './env.ts'
import { requestProblem } from './problem.ts'

/** A stored picture: its address is its content. */
export interface StoredImage {
  readonly url: string
  readonly width: number
  readonly height: number
}

/** What came of an upload. */
export type Upload =
  | { readonly kind: 'stored'; readonly image: StoredImage }
  | { readonly kind: 'refused'; readonly reason: 'image_unsupported' | 'image_too_large' }

/** Stores a picture under the hash of its stripped bytes; sending it again changes nothing. */
export async function storeImage(env: Env, bytes: Uint8Array): Promise<Upload> {
  if (bytes.byteLength > PICTURE_BYTES_MOST) return { kind: 'refused', reason: 'image_too_large' }
  const read = readPicture(bytes)
  if (read.kind === 'refused') {
    return {
      kind: 'refused',
      reason: read.reason === 'too_many_pixels' ? 'image_too_large' : 'image_unsupported',
    }
  }
  const { picture } = read
  const key = `images/${createHash('sha256').update(picture.bytes).digest('hex')}.${picture.kind}`
  const { width, height } = picture
  const customMetadata = { width: String(width), height: String(height) }
  await env.IMAGES.put(key, picture.bytes, {
    httpMetadata: { contentType: pictureType(picture.kind) },
    customMetadata,
  })
  return { kind: 'stored', image: { url: `/${key}`, width, height } }
}

/** The picture of an upload: the raw body, or the field `image` of a form. Null is more than is taken. */
async function uploadedBytes(c: Context<AppEnv>): Promise<Uint8Array | null> {
  const bytes = await limitedBytes(c.req.raw, PICTURE_BYTES_MOST + FORM_OVERHEAD_BYTES)
  const type = c.req.header('content-type') ?? ''
  if (bytes === null || !type.startsWith('multipart/form-data')) return bytes
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
    const file = form.get('image')
    return file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
  } catch {
    // A form that cannot be read holds no picture.
    return new Uint8Array()
  }
}

/** Whether a picture with this address was uploaded here; whatever has no such shape is not even looked for. */
export async function imageExists(env: Env, url: string): Promise<boolean> {
  return isImageUrl(url) && (await env.IMAGES.head(url.slice(1))) !== null
}

/** POST of a picture: 201 with where it lies, or why it is not taken. The same picture always lies at the same address. */
export async function uploadImage(c: Context<AppEnv>): Promise<Response> {
  const bytes = await uploadedBytes(c)
  if (bytes === null) return requestProblem(c, 'image_too_large')
  const upload = await storeImage(c.env, bytes)
  return upload.kind === 'stored' ? c.json(upload.image, 201) : requestProblem(c, upload.reason)
}

/** GET /images/{hash}.{kind}: for ever the same bytes, shown in a sandbox. */
export async function serveImage(c: Context<AppEnv>): Promise<Response> {
  const stored = isImageUrl(c.req.path) ? await c.env.IMAGES.get(c.req.path.slice(1)) : null
  if (stored === null) return c.notFound()
  return c.body(stored.body, 200, {
    'Content-Type': stored.httpMetadata?.contentType ?? 'application/octet-stream',
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
}

function isImageUrl(text: string): boolean {
  return z.safeParse(imageUrlSchema, text).success
}

/** Boundaries and part headers around one file. */
const FORM_OVERHEAD_BYTES = 4096
