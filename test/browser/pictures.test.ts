import { createServer } from 'node:http'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { avifWithPlace, heicWithPlace } from '../samples/phone-pictures.ts'
import { bytesOf, exifSegment, jpegWith, overwritten, placeOf } from '../samples/picture-parts.ts'
import { jpegWithPlace, pngWithPlace, webpWithPlace } from '../samples/pictures.ts'
import { type Meridiano, openMeridiano } from './meridiano.ts'
import { type Desk, deskOf, drawnLogo, drawnPhoto, METADATA, near, svg } from './picture-desk.ts'

let shop: Meridiano
let desk: Desk
let page: Page
beforeAll(async () => {
  shop = await openMeridiano()
  desk = await deskOf(shop)
  page = desk.page
})
afterAll(() => shop?.close())

const LIGHT = 300 * 1024

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
      const url = await desk.choose(name, mimeType, bytes)
      const large = await desk.stored(url)
      const small = await desk.stored(url.replace('.', '-small.'))
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
    await desk.choose('photo.jpg', 'image/jpeg', jpegWithPlace)
    expect(fetched.filter((url) => url.includes('heif') || url.includes('heic'))).toEqual([])
    await desk.choose('photo.heic', 'image/heic', heicWithPlace)
    expect(fetched.some((url) => url.includes('libheif'))).toBe(true)
    const policy = (await page.reload())?.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("script-src 'self';")
    const worker = fetched.find((url) => /\/heic\.\w+\.js$/.test(url)) ?? ''
    const own = (await fetch(worker)).headers.get('content-security-policy')
    expect(own).toBe("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'")
  })

  it('shows a HEIC as it was taken: the right way up, its colours right', async () => {
    const url = await desk.choose('photo.heic', 'image/heic', heicWithPlace)
    const { width, height } = await desk.stored(url)
    expect([width, height]).toEqual([640, 213])
    const [middle] = await desk.colours(url, [[0.5, 0.5]])
    // The coffee in the cup.
    expect(near(middle, [90, 52, 24], 30)).toBe(true)
  })

  it('takes a photo of twelve megapixels with a place, turned by its camera', async () => {
    const photo = jpegWith(await drawnPhoto(page), exifSegment(6))
    expect(photo.length).toBeGreaterThan(1_000_000)
    const url = await desk.choose('IMG_0001.JPG', 'image/jpeg', photo)
    const large = await desk.stored(url)
    expect(large.bytes.length).toBeLessThanOrEqual(LIGHT)
    expect([large.width, large.height]).toEqual([1600, 533])
    for (const word of [...METADATA, 'II*']) expect(placeOf(large.bytes, word), word).toBe(-1)
    // The photo is red on its left half: turned by 90°, red is above, and the seam runs through the middle.
    const [above, below] = await desk.colours(url, [
      [0.5, 0.1],
      [0.5, 0.9],
    ])
    expect(near(above, [200, 30, 30], 60)).toBe(true)
    expect(near(below, [30, 30, 200], 60)).toBe(true)
  })

  it('keeps what is clear in a PNG clear', async () => {
    const png = await drawnLogo(page)
    const url = await desk.choose('logo.png', 'image/png', png)
    const [corner, middle] = await desk.colours(url, [
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
    const url = await desk.choose('logo.svg', 'image/svg+xml', hostile)
    expect(url).toMatch(/\.webp$/)
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(near((await desk.colours(url, [[0.5, 0.5]]))[0], [0, 128, 0], 8)).toBe(true)
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
    await desk.put(name, mimeType, bytes)
    await page.locator('[data-part=said][data-tone=bad]').waitFor()
    expect(await page.locator('[data-part=said]').innerText()).toContain('Save it as JPEG or PNG')
    expect(await page.locator('#image_url').isChecked()).toBe(false)
    expect(await page.locator('[data-part=chosen]').isVisible()).toBe(false)
  })

  it('is shown before anything is sent, and goes along with the form where the connection fails', async () => {
    const seen = Promise.withResolvers<void>()
    await page.route('**/admin/images', async (route) => {
      await seen.promise
      await route.abort()
    })
    await desk.put('photo.jpg', 'image/jpeg', await drawnPhoto(page))
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('[data-part=image]')?.naturalWidth,
    )
    seen.resolve()
    await page.locator('[data-part=said]', { hasText: 'goes along' }).waitFor()
    await page.fill('#title', 'Lunch in a tunnel')
    await page.getByRole('button', { name: 'Generate voucher' }).click()
    await page.waitForURL(/\/handover$/)
    await page.goto((await page.locator('[data-act=open]').getAttribute('href')) ?? '')
    const src = (await page.locator('.ticket__photo').getAttribute('src')) ?? ''
    expect((await desk.stored(src)).bytes.length).toBeLessThanOrEqual(LIGHT)
    await page.unroute('**/admin/images')
  })

  it('uses the later of two pictures, however late the first one arrives', async () => {
    const held = Promise.withResolvers<void>()
    let first = true
    await page.route('**/admin/images', async (route) => {
      if (first) {
        first = false
        await held.promise
      }
      await route.continue().catch(() => {})
    })
    await page.goto(`${shop.url}/admin/issue`)
    const sent = page.waitForRequest('**/admin/images')
    await page.setInputFiles('#image', { name: 'a.heic', mimeType: '', buffer: Buffer.from(heicWithPlace) })
    await sent
    await page.setInputFiles('#image', {
      name: 'b.png',
      mimeType: 'image/png',
      buffer: Buffer.from(await drawnLogo(page)),
    })
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#image_url')?.checked === true)
    const answered = page.waitForResponse('**/admin/images')
    held.resolve()
    await answered
    expect((await desk.stored(await page.inputValue('#image_url'))).width).toBe(600)
    await page.unroute('**/admin/images')
  })
})
