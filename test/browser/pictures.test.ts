import { createServer } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { avifWithPlace, heicWithPlace } from '../samples/phone-pictures.ts'
import { bytesOf, exifSegment, jpegWith, overwritten, placeOf } from '../samples/picture-parts.ts'
import { jpegWithPlace, pngWithPlace, webpWithPlace } from '../samples/pictures.ts'
import { linkOf, type Meridiano, openMeridiano } from './meridiano.ts'

let shop: Meridiano
let browser: Browser
let page: Page
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
  page = await shop.open(browser, linkOf(shop, 'admin'))
})
afterAll(() => shop?.close())

/** Words of the samples' metadata, and the names of the parts it lies in. */
const METADATA = ['Anna', 'Testcam', 'Exif', 'EXIF', 'eXIf', 'GPS', 'xmp', 'XMP']
const LIGHT = 300 * 1024

const svg = (inner: string, more = 'viewBox="0 0 300 100"') =>
  bytesOf(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${more}>${inner}</svg>`,
  )

const KINDS: readonly [name: string, type: string, bytes: Uint8Array][] = [
  ['photo.png', 'image/png', pngWithPlace],
  ['photo.jpg', 'image/jpeg', jpegWithPlace],
  ['photo.jpeg', 'image/jpeg', jpegWithPlace],
  ['photo.webp', 'image/webp', webpWithPlace],
  ['drawing.svg', 'image/svg+xml', svg('<rect width="300" height="100" fill="red"/>')],
  ['photo.heic', 'image/heic', heicWithPlace],
  // A HEIF says so in its first brand; many systems have no type for either.
  ['photo.heif', '', overwritten(heicWithPlace, 8, [...Buffer.from('mif1')])],
  ['photo.avif', 'image/avif', avifWithPlace],
]

describe('a picture chosen on the issue page', () => {
  it.each(KINDS)(
    '%s is shown, cut, made small and sent without what it told',
    async (name, mimeType, bytes) => {
      const chosen = await choose(name, mimeType, bytes)
      const large = await stored(chosen.url)
      const small = await stored(chosen.url.replace('.', '-small.'))
      expect(large.type).toBe('image/webp')
      expect(large.bytes.length).toBeLessThanOrEqual(LIGHT)
      for (const word of METADATA) expect(placeOf(large.bytes, word), word).toBe(-1)
      expect(large.width / large.height).toBeCloseTo(3, 0)
      expect(large.width).toBeLessThanOrEqual(1600)
      expect(small.width).toBeLessThanOrEqual(480)
      expect(await page.locator('[data-part=said]').innerText()).toMatch(/^Ready/)
    },
  )

  it('fetches the decoder only for a HEIC, and lets no page compile code', async () => {
    const fetched: string[] = []
    page.on('request', (request) => fetched.push(request.url()))
    await choose('photo.jpg', 'image/jpeg', jpegWithPlace)
    expect(fetched.filter((url) => url.includes('heif') || url.includes('heic'))).toEqual([])
    await choose('photo.heic', 'image/heic', heicWithPlace)
    expect(fetched.some((url) => url.includes('libheif'))).toBe(true)
    const policy = (await page.reload())?.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("script-src 'self';")
    const worker = fetched.find((url) => /\/heic\.\w+\.js$/.test(url)) ?? ''
    const own = (await fetch(worker)).headers.get('content-security-policy')
    expect(own).toBe("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'")
  })

  it('shows a HEIC as it was taken: the right way up, its colours right', async () => {
    const { url } = await choose('photo.heic', 'image/heic', heicWithPlace)
    const { width, height } = await stored(url)
    expect([width, height]).toEqual([640, 213])
    const [middle] = await colours(url, [[0.5, 0.5]])
    // The coffee in the cup.
    expect(near(middle, [90, 52, 24], 30)).toBe(true)
  })

  it('takes a photo of twelve megapixels with a place, turned by its camera', async () => {
    const photo = jpegWith(await drawnPhoto(page), exifSegment(6))
    expect(photo.length).toBeGreaterThan(1_000_000)
    const { url } = await choose('IMG_0001.JPG', 'image/jpeg', photo)
    const large = await stored(url)
    expect(large.bytes.length).toBeLessThanOrEqual(LIGHT)
    expect([large.width, large.height]).toEqual([1600, 533])
    for (const word of [...METADATA, 'II*']) expect(placeOf(large.bytes, word), word).toBe(-1)
    // The photo is red on its left half: turned by 90°, red is above, and the seam runs through the middle.
    const [above, below] = await colours(url, [
      [0.5, 0.1],
      [0.5, 0.9],
    ])
    expect(near(above, [200, 30, 30], 60)).toBe(true)
    expect(near(below, [30, 30, 200], 60)).toBe(true)
  })

  it('keeps what is clear in a PNG clear', async () => {
    const png = await drawnLogo(page)
    const { url } = await choose('logo.png', 'image/png', png)
    const [corner, middle] = await colours(url, [
      [0.02, 0.05],
      [0.5, 0.5],
    ])
    expect(corner?.[3]).toBe(0)
    expect(middle?.[3]).toBe(255)
  })

  it('draws an SVG without running or fetching anything, however it asks', async () => {
    const asked: string[] = []
    const elsewhere = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const address = elsewhere.address()
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const hostile = svg(`
      <script>window.ran = true; fetch('${origin}/script')</script>
      <style>@import url('${origin}/style.css'); rect { fill: url('${origin}/fill.svg#a') }</style>
      <image href="${origin}/image.png" width="10" height="10"/>
      <use xlink:href="${origin}/use.svg#a"/>
      <rect width="300" height="100" style="fill: rgb(0, 128, 0)" onload="window.ran = true"/>`)
    const { url } = await choose('logo.svg', 'image/svg+xml', hostile)
    expect(url).toMatch(/\.webp$/)
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(near((await colours(url, [[0.5, 0.5]]))[0], [0, 128, 0], 8)).toBe(true)
    expect(asked).toEqual([])
    elsewhere.close()
  })

  it.each([
    ['a cut off JPEG', 'photo.jpg', 'image/jpeg', jpegWithPlace.slice(0, 60)],
    ['a cut off HEIC', 'photo.heic', 'image/heic', heicWithPlace.slice(0, 900)],
    [
      'an SVG that is none',
      'logo.svg',
      'image/svg+xml',
      bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><rect'),
    ],
  ])('says what to do about %s, and keeps no picture', async (_, name, mimeType, bytes) => {
    await page.goto(`${shop.url}/admin/issue`)
    await page.setInputFiles('#image', { name, mimeType, buffer: Buffer.from(bytes) })
    await page.locator('[data-part=said][data-tone=bad]').waitFor()
    expect(await page.locator('[data-part=said]').innerText()).toContain('Save it as JPEG or PNG')
    expect(await page.locator('#image_url').isChecked()).toBe(false)
    expect(await page.locator('[data-part=chosen]').isVisible()).toBe(false)
  })

  it('no page complained', () => {
    expect(shop.complaints).toEqual([])
  })
})

interface Stored {
  readonly type: string
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
}

async function choose(name: string, mimeType: string, bytes: Uint8Array): Promise<{ url: string }> {
  await page.goto(`${shop.url}/admin/issue`)
  await page.setInputFiles('#image', { name, mimeType, buffer: Buffer.from(bytes) })
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#image_url')?.checked === true)
  return { url: await page.inputValue('#image_url') }
}

async function stored(url: string): Promise<Stored> {
  const answer = await fetch(shop.url + url)
  expect(answer.status).toBe(200)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const size = await page.evaluate(async (src) => {
    const image = new Image()
    image.src = src
    await image.decode()
    return { width: image.naturalWidth, height: image.naturalHeight }
  }, url)
  return { type: answer.headers.get('content-type') ?? '', bytes, ...size }
}

/** The colours, red to alpha, at places given as shares of width and height. */
function colours(url: string, places: readonly (readonly [number, number])[]): Promise<number[][]> {
  return page.evaluate(
    async ([src, at]) => {
      const image = new Image()
      image.src = src
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      const pen = canvas.getContext('2d')
      pen?.drawImage(image, 0, 0)
      return at.map(([x, y]) => [
        ...(pen?.getImageData(Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data ?? []),
      ])
    },
    [url, places] as const,
  )
}

function near(found: readonly number[] | undefined, wanted: readonly number[], by: number): boolean {
  return found !== undefined && wanted.every((value, at) => Math.abs(value - (found[at] ?? -1)) <= by)
}

/** A JPEG of 4000 × 3000 with noise, so that it is as heavy as a photo; its left half red, its right half blue. */
async function drawnPhoto(on: Page): Promise<Uint8Array> {
  const base64 = await on.evaluate(async () => {
    const canvas = new OffscreenCanvas(4000, 3000)
    const pen = canvas.getContext('2d')
    if (pen === null) return ''
    pen.fillStyle = 'rgb(200 30 30)'
    pen.fillRect(0, 0, 2000, 3000)
    pen.fillStyle = 'rgb(30 30 200)'
    pen.fillRect(2000, 0, 2000, 3000)
    const noise = pen.getImageData(0, 0, 4000, 3000)
    for (let i = 0; i < noise.data.length; i += 4) noise.data[i + 1] = (i * 2_654_435_761) % 97
    pen.putImageData(noise, 0, 0)
    const bytes = await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).bytes()
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  })
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

/** A PNG of 600 × 200, clear but for a disc. */
async function drawnLogo(on: Page): Promise<Uint8Array> {
  const base64 = await on.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 600
    canvas.height = 200
    const pen = canvas.getContext('2d')
    pen?.arc(300, 100, 90, 0, 7)
    pen?.fill()
    return canvas.toDataURL('image/png').split(',')[1] ?? ''
  })
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
