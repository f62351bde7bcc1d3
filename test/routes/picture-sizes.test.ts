import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Picture, readPicture } from '../../src/picture.ts'
import { storeImage } from '../../worker/images.ts'
import { isSmallOf, transformPicture } from '../../worker/transform-picture.ts'
import { avifWithPlace, heicWithPlace } from '../samples/phone-pictures.ts'
import { bytesOf, placeOf } from '../samples/picture-parts.ts'
import {
  gif,
  jpegTurned,
  jpegWithPlace,
  pngWithPlace,
  webpLossy,
  webpWithPlace,
} from '../samples/pictures.ts'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { multipart, picture, stranger } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

const service = env.IMAGES_SERVICE
const SVG = bytesOf(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>',
)
const METADATA = ['Anna', 'Testcam', 'Exif', 'EXIF', 'eXIf', 'GPS', 'xmp', 'XMP']

/** A picture of noise, so that nothing makes it light: a large PNG drawn by the service itself from a small one. */
async function large(width: number, height: number): Promise<Uint8Array> {
  const drawn = await service
    .input(new Response(jpegWithPlace).body ?? new ReadableStream())
    .transform({ width, height, fit: 'squeeze' })
    .output({ format: 'image/png' })
  return new Uint8Array(await drawn.response().arrayBuffer())
}

async function bothSizes(binding: ImagesBinding | undefined, bytes: Uint8Array) {
  const made = await transformPicture(binding, bytes)
  if (made.kind === 'refused') throw new Error(`refused: ${made.reason}`)
  return made
}

function measured({ kind, width, height }: Picture) {
  return { kind, width, height }
}

describe('without the Images service', () => {
  it.each([
    ['PNG', pngWithPlace],
    ['JPEG', jpegWithPlace],
    ['WebP', webpWithPlace],
  ])('keeps a %s as it came, stripped, and makes no small one', async (_, bytes) => {
    const made = await bothSizes(undefined, bytes)
    expect(made.small).toBeNull()
    expect(readPicture(bytes)).toEqual({ kind: 'picture', picture: made.large })
  })

  it.each([
    ['heic', heicWithPlace],
    ['avif', avifWithPlace],
    ['svg', SVG],
    ['gif', gif],
  ] as const)('refuses %s by its name', async (looksLike, bytes) => {
    expect(await transformPicture(undefined, bytes)).toEqual({
      kind: 'refused',
      reason: 'unsupported',
      looksLike,
    })
  })

  it.each([
    ['HEIC', heicWithPlace],
    ['AVIF', avifWithPlace],
    ['SVG', SVG],
  ])('says what to do about %s, and stores nothing', async (name, bytes) => {
    const response = await shop.send('POST', '/images', bytes.slice(), { 'content-type': 'image/png' })
    expect(response.status).toBe(422)
    const { explanation } = await response.json<{ explanation: string }>()
    expect(explanation).toContain(name)
    expect(explanation).toContain('Save it as PNG, JPEG or WebP')
  })
})

describe('with the Images service', () => {
  it('opens AVIF, which is then a WebP in two sizes without what it told', async () => {
    const made = await bothSizes(service, avifWithPlace)
    expect(measured(made.large)).toEqual({ kind: 'webp', width: 160, height: 120 })
    expect(made.small && measured(made.small)).toEqual({ kind: 'webp', width: 160, height: 120 })
    for (const word of METADATA) expect(placeOf(made.large.bytes, word), word).toBe(-1)
  })

  it('makes a large picture 1600 px long and 300 KB light, and a small one of 480 px', async () => {
    const made = await bothSizes(service, await large(2400, 1200))
    expect(measured(made.large)).toEqual({ kind: 'webp', width: 1600, height: 800 })
    expect(made.large.bytes.length).toBeLessThanOrEqual(300 * 1024)
    expect(made.small && measured(made.small)).toEqual({ kind: 'webp', width: 480, height: 240 })
  })

  it('leaves a picture that is light enough as it is, and turns the small one upright with it', async () => {
    const made = await bothSizes(service, jpegTurned)
    expect(made.large).toMatchObject({ kind: 'jpg', width: 12, height: 16 })
    expect(made.small).toMatchObject({ kind: 'webp', width: 12, height: 16 })
  })

  it('never hands it an SVG, nor anything else it might open and we do not take', async () => {
    const untouchable = new Proxy(service, {
      get: () => {
        throw new Error('was asked')
      },
    })
    for (const bytes of [SVG, gif, bytesOf('%PDF-1.7'), new Uint8Array()]) {
      expect(await transformPicture(untouchable, bytes)).toMatchObject({ kind: 'refused' })
    }
  })

  it('refuses what it cannot open by its name, here a HEIC', async () => {
    expect(await transformPicture(service, heicWithPlace)).toMatchObject({
      kind: 'refused',
      reason: 'unsupported',
      looksLike: 'heic',
    })
  })

  it('refuses an endless canvas by what the service says of it, before it is decoded', async () => {
    const endless = {
      info: async () => ({ format: 'image/avif', fileSize: 1, width: 60_000, height: 60_000 }),
    }
    const made = await transformPicture(endless as unknown as ImagesBinding, avifWithPlace)
    expect(made).toMatchObject({ kind: 'refused', reason: 'too_many_pixels' })
  })

  it('keeps a picture it fails on, unshrunk', async () => {
    const down = {
      input: () => {
        throw new Error('9422: quota')
      },
    }
    const made = await bothSizes(down as unknown as ImagesBinding, pngWithPlace)
    expect(made).toMatchObject({ large: { kind: 'png', width: 16, height: 12 }, small: null })
  })

  it('is what an upload goes through where it is bound', async () => {
    const upload = await storeImage({ ...world, PICTURES: service }, avifWithPlace)
    if (upload.kind !== 'stored') throw new Error(upload.reason)
    expect(upload.image).toMatchObject({ width: 160, height: 120 })
    expect((await stranger.get(upload.image.url)).headers.get('content-type')).toBe('image/webp')
    const small = await stranger.get(upload.image.url.replace('.', '-small.'))
    expect(small.headers.get('cache-control')).toContain('immutable')
  })
})

describe('a small picture sent beside the large one', () => {
  const both = (image: Uint8Array, small: Uint8Array) =>
    shop.send(
      'POST',
      '/images',
      multipart({ image: picture(image, 'image/webp'), small: picture(small, 'image/webp') }),
    )

  it('lies beside it, stripped too; the first one stays', async () => {
    const response = await both(jpegWithPlace, pngWithPlace)
    expect(response.status).toBe(201)
    const { url } = await response.json<{ url: string }>()
    const address = url.replace('.', '-small.')
    const first = await stranger.get(address)
    expect(first.headers.get('content-type')).toBe('image/png')
    const bytes = new Uint8Array(await first.arrayBuffer())
    for (const word of METADATA) expect(placeOf(bytes, word), word).toBe(-1)
    expect((await both(jpegWithPlace, webpLossy)).status).toBe(201)
    expect((await stranger.get(address)).headers.get('content-type')).toBe('image/png')
  })

  it.each([
    ['no picture', () => SVG],
    ['of another shape', () => jpegTurned],
    ['as large as the large one', () => large(960, 720)],
  ])('is refused when it is %s, and so is the large one', async (_, small) => {
    const before = (await world.IMAGES.list()).objects.length
    expect((await both(webpLossy, await small())).status).toBe(422)
    expect((await world.IMAGES.list()).objects.length).toBe(before)
  })

  it('may be a pixel off, as both sides are rounded', () => {
    const of = (width: number, height: number): Picture => ({ kind: 'webp', width, height, bytes: SVG })
    expect(isSmallOf(of(1600, 533), of(480, 160))).toBe(true)
    expect(isSmallOf(of(1599, 1067), of(480, 320))).toBe(true)
    expect(isSmallOf(of(1600, 533), of(480, 240))).toBe(false)
    expect(isSmallOf(of(1600, 533), of(481, 160))).toBe(false)
  })

  it('where none was made, its address gives the picture itself, and not for ever', async () => {
    const upload = await storeImage(world, webpWithPlace)
    if (upload.kind !== 'stored') throw new Error(upload.reason)
    const response = await stranger.get(upload.image.url.replace('.', '-small.'))
    expect(response.headers.get('content-type')).toBe('image/webp')
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600')
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  })

  it.each(['-small-small', '-large', '-smal'])('no other name leads to it: %s', async (ending) => {
    const upload = await storeImage(world, webpWithPlace)
    if (upload.kind !== 'stored') throw new Error(upload.reason)
    expect((await stranger.get(upload.image.url.replace('.', `${ending}.`))).status).toBe(404)
  })
})

describe('what a picture shows', () => {
  const titled = {
    title: 'Breakfast for two',
    benefit: { kind: 'item', item: 'Breakfast' },
    validity: { kind: 'unlimited' },
  }

  it('is said to who cannot see it, and given back by the API', async () => {
    const upload = await storeImage(world, webpLossy)
    const image_url = upload.kind === 'stored' ? upload.image.url : ''
    const response = await shop.post('/vouchers', { ...titled, image_url, image_alt: ' A table for two ' })
    const voucher = await response.json<{ id: string; code: string; image_alt: string | null }>()
    expect(voucher.image_alt).toBe('A table for two')
    expect(await (await stranger.get(`/v/${voucher.code}`)).text()).toContain('alt="A table for two"')
    const without = await shop.post('/vouchers', { ...titled, image_url })
    const other = await without.json<{ code: string; image_alt: string | null }>()
    expect(other.image_alt).toBeNull()
    expect(await (await stranger.get(`/v/${other.code}`)).text()).toContain('alt="Breakfast for two"')
  })

  it('keeps in view what matters', async () => {
    const upload = await storeImage(world, webpLossy)
    const image_url = upload.kind === 'stored' ? upload.image.url : ''
    const response = await shop.post('/vouchers', { ...titled, image_url, image_focus: 'top' })
    const voucher = await response.json<{ code: string; image_focus: string | null }>()
    expect(voucher.image_focus).toBe('top')
    expect(await (await stranger.get(`/v/${voucher.code}`)).text()).toContain('data-focus="top"')
  })

  it('has at most 200 letters, in the API and in the form', async () => {
    const response = await shop.post('/vouchers', { ...titled, image_alt: 'x'.repeat(201) })
    const { errors } = await response.json<{ errors: { pointer: string }[] }>()
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/image_alt'])
    const admin = await browserOf(await enrol({ role: 'admin' }))
    const form = multipart({
      idempotency_key: crypto.randomUUID(),
      title: 'Coffee',
      days: '3',
      image: picture(webpLossy, 'image/webp'),
      image_alt: 'x'.repeat(201),
    })
    const page = await admin.send('POST', '/admin/issue', { body: form })
    expect(page.status).toBe(422)
    expect(await page.text()).toContain('id="image_alt-error"')
  })
})
