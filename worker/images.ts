import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import * as z from 'zod/mini'
import type { LooksLike } from '../src/picture/looks-like.ts'
import { PICTURE_BYTES_MOST, type Picture, pictureType, readPicture } from '../src/picture.ts'
import { imageUrlSchema } from '../src/terms.ts'
import { smallPicture } from '../views/small-picture.ts'
import { en } from '../views/words/en.ts'
import { limitedBytes } from './body.ts'
import type { AppEnv, Env } from './env.ts'
import { requestProblem } from './problem.ts'
import { isSmallOf, transformPicture } from './transform-picture.ts'

/** A stored picture: its address is its content. */
export interface StoredImage {
  readonly url: string
  readonly width: number
  readonly height: number
}

/** What came of an upload; `looksLike` is what it seems to be, where people try that kind. */
export type Upload =
  | { readonly kind: 'stored'; readonly image: StoredImage }
  | { readonly kind: 'refused'; readonly reason: 'image_unsupported'; readonly looksLike: LooksLike | null }
  | { readonly kind: 'refused'; readonly reason: 'image_too_large' }

/**
 * Stores a picture under the hash of its bytes, and a small one beside it: `sentSmall`, where a browser has drawn it
 * already, or one the Images service makes. Sending the picture again changes nothing.
 */
export async function storeImage(env: Env, bytes: Uint8Array, sentSmall?: Uint8Array): Promise<Upload> {
  if (bytes.byteLength > PICTURE_BYTES_MOST) return TOO_LARGE
  // A browser that sends both sizes has done the work; the picture is only read and stripped here.
  const made = await transformPicture(sentSmall === undefined ? env.PICTURES : undefined, bytes)
  if (made.kind === 'refused')
    return made.reason === 'too_many_pixels' ? TOO_LARGE : unsupported(made.looksLike)
  const { large } = made
  const small = sentSmall === undefined ? made.small : smallOf(large, sentSmall)
  if (small === null && sentSmall !== undefined) return unsupported(null)
  const url = `/images/${createHash('sha256').update(large.bytes).digest('hex')}.${large.kind}`
  if (small !== null) await keepSmall(env, smallPicture(url), small)
  await keep(env, url, large)
  return { kind: 'stored', image: { url, width: large.width, height: large.height } }
}

const TOO_LARGE: Upload = { kind: 'refused', reason: 'image_too_large' }

function unsupported(looksLike: LooksLike | null): Upload {
  return { kind: 'refused', reason: 'image_unsupported', looksLike }
}

function smallOf(large: Picture, bytes: Uint8Array): Picture | null {
  const read = readPicture(bytes)
  return read.kind === 'picture' && isSmallOf(large, read.picture) ? read.picture : null
}

/** Its address says nothing of its own bytes, so the first one stays: nobody changes a picture others look at. */
async function keepSmall(env: Env, url: string, small: Picture): Promise<void> {
  if ((await env.IMAGES.head(url.slice(1))) === null) await keep(env, url, small)
}

async function keep(env: Env, url: string, { kind, width, height, bytes }: Picture): Promise<void> {
  await env.IMAGES.put(url.slice(1), bytes, {
    httpMetadata: { contentType: pictureType(kind) },
    customMetadata: { width: String(width), height: String(height) },
  })
}

/** What was uploaded: the raw body, or of a form the fields `image` and `small`. */
interface Uploaded {
  readonly bytes: Uint8Array
  readonly small?: Uint8Array
}

/** The pictures of an upload. Null is more than is taken; a form without any holds an empty one. */
async function uploaded(c: Context<AppEnv>): Promise<Uploaded | null> {
  const bytes = await limitedBytes(c.req.raw, PICTURE_BYTES_MOST + FORM_OVERHEAD_BYTES)
  const type = c.req.header('content-type') ?? ''
  if (bytes === null) return null
  if (!type.startsWith('multipart/form-data')) return { bytes }
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
    const small = form.get('small')
    return {
      bytes: (await bytesIn(form.get('image'))) ?? new Uint8Array(),
      ...(small instanceof File && { small: new Uint8Array(await small.arrayBuffer()) }),
    }
  } catch {
    // A form that cannot be read holds no picture.
    return { bytes: new Uint8Array() }
  }
}

async function bytesIn(field: File | string | null): Promise<Uint8Array | null> {
  return field instanceof File ? new Uint8Array(await field.arrayBuffer()) : null
}

/** Whether a picture with this address was uploaded here; whatever has no such shape is not even looked for. */
export async function imageExists(env: Env, url: string): Promise<boolean> {
  return isImageUrl(url) && (await env.IMAGES.head(url.slice(1))) !== null
}

/** POST of a picture: 201 with where it lies, or why it is not taken. The same picture always lies at the same address. */
export async function uploadImage(c: Context<AppEnv>): Promise<Response> {
  const sent = await uploaded(c)
  if (sent === null) return requestProblem(c, 'image_too_large')
  const upload = await storeImage(c.env, sent.bytes, sent.small)
  if (upload.kind === 'stored') return c.json(upload.image, 201)
  if (upload.reason === 'image_too_large') return requestProblem(c, upload.reason)
  return requestProblem(c, upload.reason, { explanation: en.pictures.unsupported(upload.looksLike) })
}

/** GET /images/{hash}.{kind}: for ever the same bytes, shown in a sandbox. */
export async function serveImage(c: Context<AppEnv>): Promise<Response> {
  const { path } = c.req
  if (isImageUrl(path)) return shown(c, await c.env.IMAGES.get(path.slice(1)), FOR_EVER)
  const large = path.replace(SMALL, '')
  if (large === path || !isImageUrl(large)) return c.notFound()
  const small = await c.env.IMAGES.get(path.slice(1))
  if (small !== null) return shown(c, small, FOR_EVER)
  // Nobody has made it small; somebody may yet, by sending it again.
  return shown(c, await c.env.IMAGES.get(large.slice(1)), FOR_AN_HOUR)
}

const SMALL = /-small(?=\.\w+$)/
const FOR_EVER = 'public, max-age=31536000, immutable'
const FOR_AN_HOUR = 'public, max-age=3600'

function shown(
  c: Context<AppEnv>,
  stored: R2ObjectBody | null,
  caching: string,
): Response | Promise<Response> {
  if (stored === null) return c.notFound()
  return c.body(stored.body, 200, {
    'Content-Type': stored.httpMetadata?.contentType ?? 'application/octet-stream',
    'Cache-Control': caching,
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
}

function isImageUrl(text: string): boolean {
  return z.safeParse(imageUrlSchema, text).success
}

/** Boundaries and part headers around two files, and the small one itself. */
const FORM_OVERHEAD_BYTES = 512 * 1024
