import { beforeAll, describe, expect, it } from 'vitest'
import { placeOf } from '../samples/picture-parts.ts'
import {
  avif,
  gif,
  jpegProgressive,
  jpegWithPlace,
  pngWithPlace,
  webpLossy,
  webpWithPlace,
} from '../samples/pictures.ts'
import { browserOf, COFFEE, enrol, ORIGIN, openLume, shopSystem, world } from './cast.ts'
import { multipart, picture, stranger } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

interface Stored {
  readonly url: string
  readonly width: number
  readonly height: number
}

const raw = (bytes: Uint8Array | string, type: string) =>
  shop.send('POST', '/images', typeof bytes === 'string' ? bytes : new Uint8Array(bytes), {
    'content-type': type,
  })

const inForm = (fields: Parameters<typeof multipart>[0]) => shop.send('POST', '/images', multipart(fields))

async function stored(response: Response): Promise<Stored> {
  expect(response.status).toBe(201)
  return response.json<Stored>()
}

async function served(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await stranger.get(url)).arrayBuffer())
}

const KINDS = [
  ['JPEG', jpegWithPlace, 'image/jpeg', 'jpg'],
  ['PNG', pngWithPlace, 'image/png', 'png'],
  ['WebP', webpWithPlace, 'image/webp', 'webp'],
] as const

describe('storing a picture', () => {
  it.each(KINDS)(
    'takes a %s, raw or in a form, and answers where it lies',
    async (_, bytes, type, ending) => {
      const image = await stored(await raw(bytes, type))
      expect(image).toMatchObject({ width: 16, height: 12 })
      expect(image.url).toMatch(new RegExp(`^/images/[0-9a-f]{64}\\.${ending}$`))
      expect(await stored(await inForm({ image: picture(bytes, type) }))).toEqual(image)
    },
  )

  it('the same picture has the same address, whatever it was called and whoever sent it', async () => {
    const first = await stored(await raw(jpegProgressive, 'image/jpeg'))
    const lied = await stored(await raw(jpegProgressive, 'text/html'))
    const admin = await browserOf(await enrol({ role: 'admin' }))
    const form = multipart({ image: picture(jpegProgressive, 'image/png') })
    const fromPage = await stored(await admin.send('POST', '/admin/images', { body: form }))
    expect(lied).toEqual(first)
    expect(fromPage).toEqual(first)
    expect((await world.IMAGES.list()).objects.filter(({ key }) => `/${key}` === first.url)).toHaveLength(1)
  })

  it.each(KINDS)('takes the place and the names out of a %s before it is stored', async (_, bytes, type) => {
    expect(['Anna', 'Testcam'].map((word) => placeOf(bytes, word) >= 0)).toContain(true)
    const { url } = await stored(await raw(bytes, type))
    const shown = await served(url)
    for (const word of ['Anna', 'Testcam', 'Exif', 'EXIF', 'eXIf', 'GPS', 'xmp', 'XMP']) {
      expect(placeOf(shown, word), word).toBe(-1)
    }
    expect(shown.length).toBeLessThan(bytes.length)
    expect(await stored(await raw(shown, type))).toMatchObject({ url })
  })
})

describe('serving a picture', () => {
  it.each(KINDS)('gives a %s its own type, for ever, in a sandbox', async (_, bytes, type) => {
    const { url } = await stored(await raw(bytes, type))
    const response = await stranger.get(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  it.each([
    ['a picture nobody uploaded', `/images/${'0'.repeat(64)}.png`],
    ['another name', '/images/x'],
    ['a way out', '/images/..%2Fsecret'],
    ['a name without an end', `/images/${'x'.repeat(2000)}`],
    ['a zero byte', '/images/%00'],
  ])('answers 404 for %s', async (_, path) => {
    expect((await stranger.get(path)).status).toBe(404)
  })
})

describe('what is no picture', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const heic = new Uint8Array(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'))
  const stock = async () => (await world.IMAGES.list()).objects.length

  it.each([
    ['an SVG', svg, 'image/svg+xml'],
    ['an SVG called PNG', svg, 'image/png'],
    ['HTML called JPEG', '<!doctype html><script>alert(1)</script>', 'image/jpeg'],
    ['a HEIC', heic, 'image/heic'],
    ['a GIF', gif, 'image/gif'],
    ['an AVIF', avif, 'image/avif'],
    ['nothing', '', 'image/png'],
    ['the first half of a JPEG', jpegWithPlace.slice(0, 500), 'image/jpeg'],
    ['a PNG cut off', pngWithPlace.slice(0, 60), 'image/png'],
    ['a WebP cut off', webpLossy.slice(0, 20), 'image/webp'],
    ['only a signature', new Uint8Array([0xff, 0xd8, 0xff]), 'image/jpeg'],
  ])('refuses %s with 422 and what to do instead, and stores nothing', async (_, bytes, type) => {
    const count = await stock()
    const response = await raw(bytes, type)
    expect(response.status).toBe(422)
    const { reason, explanation } = await response.json<{ reason: string; explanation: string }>()
    expect(reason).toBe('image_unsupported')
    expect(explanation).toContain('PNG, JPEG or WebP')
    expect(await stock()).toBe(count)
  })

  it.each([
    ['without the field', { photo: picture(jpegWithPlace, 'image/jpeg') }],
    ['with a text in it', { image: 'cake.jpg' }],
    ['with an empty file', { image: picture(new Uint8Array(), 'image/jpeg') }],
  ])('refuses a form %s', async (_, fields) => {
    const response = await inForm(fields)
    expect(await response.json()).toMatchObject({ status: 422, reason: 'image_unsupported' })
  })

  it('refuses a form that is none', async () => {
    const response = await raw('--x\r\nnonsense', 'multipart/form-data; boundary=y')
    expect(await response.json()).toMatchObject({ status: 422, reason: 'image_unsupported' })
  })

  it.each([
    ['raw', (bytes: Uint8Array) => raw(bytes, 'image/jpeg')],
    ['in a form', (bytes: Uint8Array) => inForm({ image: picture(bytes, 'image/jpeg') })],
  ])('refuses 11 MB %s with 413, before anything reads them', async (_, upload) => {
    const large = new Uint8Array(11 * 1024 * 1024)
    large.set(jpegWithPlace)
    const response = await upload(large)
    expect(await response.json()).toMatchObject({ status: 413, reason: 'image_too_large' })
  })

  it('asks a key for its scope', async () => {
    const reader = await shopSystem({ scopes: ['vouchers:read'] })
    const refused = await reader.send('POST', '/images', jpegWithPlace.slice(), {
      'content-type': 'image/jpeg',
    })
    expect(await refused.json()).toMatchObject({ status: 403, scope: 'images:write' })
  })
})

describe('a voucher with a picture', () => {
  it('keeps the address it was given, and shows it to its holder', async () => {
    const { url } = await stored(await raw(webpLossy, 'image/webp'))
    const response = await shop.post('/vouchers', { ...COFFEE, image_url: url })
    expect(response.status).toBe(201)
    const voucher = await response.json<{ code: string; image_url: string }>()
    expect(voucher.image_url).toBe(url)
    expect(await (await stranger.get(`/v/${voucher.code}`)).text()).toContain(`src="${url}"`)
  })

  it.each([`${ORIGIN}/images/a.png`, '//elsewhere.example/a.png', '/images/../a.png', 'data:,x', ''])(
    'never takes "%s" for one',
    async (image_url) => {
      const response = await shop.post('/vouchers', { ...COFFEE, image_url })
      expect(response.status).toBe(422)
      const { errors } = await response.json<{ errors: { pointer: string }[] }>()
      expect(errors.map(({ pointer }) => pointer)).toEqual(['/image_url'])
    },
  )
})
