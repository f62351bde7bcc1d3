import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { avifWithPlace, heicWithPlace } from '../samples/phone-pictures.ts'
import { placeOf } from '../samples/picture-parts.ts'
import { jpegWithPlace } from '../samples/pictures.ts'
import { violations } from './axe.ts'
import { linkOf, type Meridiano, openMeridiano } from './meridiano.ts'
import { type Desk, deskOf, METADATA, near, svg } from './picture-desk.ts'

let shop: Meridiano
let desk: Desk
let page: Page
beforeAll(async () => {
  shop = await openMeridiano()
  desk = await deskOf(shop)
  page = desk.page
})
afterAll(() => shop?.close())

describe('the part of a picture that shows', () => {
  it('is chosen with the keys alone', async () => {
    const before = await desk.choose('photo.heic', 'image/heic', heicWithPlace)
    await page.getByRole('button', { name: 'Adjust' }).focus()
    await page.keyboard.press('Enter')
    const view = page.getByRole('application', { name: 'The part that shows' })
    expect(await view.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.locator('[data-part=at]').innerText()).toBe('50% from the left, 50% from the top')
    for (let press = 0; press < 10; press += 1) await page.keyboard.press('+')
    for (let press = 0; press < 40; press += 1) await page.keyboard.press('ArrowUp')
    for (let press = 0; press < 40; press += 1) await page.keyboard.press('ArrowLeft')
    expect(await page.locator('[data-part=at]').innerText()).toBe('0% from the left, 0% from the top')
    // Further, Tab leads to the slider and the two buttons; Enter takes the part and sends no form.
    await page.keyboard.press('Enter')
    const after = await desk.changedFrom(before)
    expect(page.url()).toMatch(/\/admin\/issue$/)
    expect(
      await page.getByRole('button', { name: 'Adjust' }).evaluate((one) => one === document.activeElement),
    ).toBe(true)
    const { width, height } = await desk.stored(after)
    expect([width, height]).toEqual([320, 107])
    // The white field in the upper left corner.
    expect(near((await desk.colours(after, [[0.3, 0.7]]))[0], [255, 255, 255], 25)).toBe(true)
    expect(near((await desk.colours(before, [[0.15, 0.7]]))[0], [255, 255, 255], 25)).toBe(false)
  })

  it('follows mouse and finger, and stays as it was where one leaves with Escape', async () => {
    const before = await desk.choose('photo.heic', 'image/heic', heicWithPlace)
    await page.getByRole('button', { name: 'Adjust' }).click()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    expect(await page.locator('[data-part=crop]').isVisible()).toBe(false)
    expect(await page.inputValue('#image_url')).toBe(before)
    await page.getByRole('button', { name: 'Adjust' }).click()
    await expect
      .poll(() => page.locator('[data-part=at]').innerText())
      .toBe('50% from the left, 50% from the top')
    const box = await page.locator('[data-part=view]').boundingBox()
    const { x, y } = { x: (box?.x ?? 0) + 100, y: (box?.y ?? 0) + 20 }
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x, y + 200, { steps: 5 })
    await page.mouse.up()
    expect(await page.locator('[data-part=at]').innerText()).toBe('50% from the left, 0% from the top')
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: readonly { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: [...at] })
    await touch('touchStart', [{ x, y: y + 60 }])
    await touch('touchMove', [{ x, y: y + 30 }])
    await touch('touchMove', [{ x, y: y - 400 }])
    await touch('touchEnd', [])
    expect(await page.locator('[data-part=at]').innerText()).toBe('50% from the left, 100% from the top')
    await page.getByRole('button', { name: 'Use this part' }).click()
    await desk.changedFrom(before)
  })

  it.each([
    ['light', { width: 390, height: 844 }],
    ['dark', { width: 1280, height: 800 }],
    ['light', { width: 320, height: 640 }],
  ] as const)('axe finds nothing and nothing overflows, %s, %o', async (colorScheme, size) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(size)
    await desk.choose('photo.heic', 'image/heic', heicWithPlace)
    await page.getByRole('button', { name: 'Adjust' }).click()
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
  })

  it('no page complained', () => {
    expect(shop.complaints).toEqual([])
  })
})

describe('a form of any other page, with two pictures and picture.js', () => {
  it('cuts each to its own shape, and is sent once, with both, after they have arrived', async () => {
    await page.goto(`${shop.url}/admin/issue`)
    const field = await page.locator('[data-picture]').evaluate((section) => section.outerHTML)
    // Before any script has touched it, as a page would give it.
    const section = field.replace(' data-ready=""', '')
    const logo = section
      .replace(/(?<=(?:id|name|for|by)=")image/g, 'logo')
      .replace('data-ratio="3"', 'data-ratio="1"')
    const form = `<form id="two" method="get" action="/two">${section}${logo}<button>Save</button></form>`
    const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Two</title><script type="module" src="${await addressOf('picture.js')}"></script>${form}`
    await page.route('**/two**', (route) => route.fulfill({ contentType: 'text/html', body }))
    await page.goto(`${shop.url}/two`)
    const held = Promise.withResolvers<void>()
    await page.route('**/admin/images', async (route) => {
      await held.promise
      await route.continue()
    })
    await page.locator('[data-ready] #logo').waitFor({ state: 'attached' })
    const file = { name: 'a.heic', mimeType: '', buffer: Buffer.from(heicWithPlace) }
    await page.setInputFiles('#image', file)
    await page.setInputFiles('#logo', file)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('form[aria-busy=true]').waitFor()
    held.resolve()
    await page.waitForURL(/two\?.*image_url=.*logo_url=/)
    const sent = new URL(page.url()).searchParams
    expect(await desk.stored(sent.get('image_url') ?? '')).toMatchObject({ width: 640, height: 213 })
    expect(await desk.stored(sent.get('logo_url') ?? '')).toMatchObject({ width: 480, height: 480 })
    await page.unrouteAll()
  })
})

/** Where a built file lies; read only now, as starting the server may have built it anew. */
async function addressOf(name: string): Promise<string> {
  const built = await readFile(join(import.meta.dirname, '../../views/browser/built.json'), 'utf8')
  return (JSON.parse(built) as Record<string, string>)[name] ?? ''
}

describe('with JavaScript off', () => {
  let plain: Page
  beforeAll(async () => {
    plain = await shop.open(await shop.browser(), linkOf(shop, 'admin'), { javaScriptEnabled: false })
  })
  const send = async (name: string, mimeType: string, bytes: Uint8Array) => {
    await plain.goto(`${shop.url}/admin/issue`)
    await plain.fill('#title', 'Lunch without scripts')
    await plain.setInputFiles('#image', { name, mimeType, buffer: Buffer.from(bytes) })
    await plain.fill('#image_alt', 'A cup on a warm ground')
    await plain.selectOption('#image_focus', 'top')
    await plain.getByRole('button', { name: 'Generate voucher' }).click()
  }

  it.each([
    ['photo.jpg', 'image/jpeg', jpegWithPlace],
    // Locally the Images service is bound, and opens AVIF.
    ['photo.avif', 'image/avif', avifWithPlace],
  ])('%s goes with the form, and shows what must stay in view', async (name, type, bytes) => {
    await send(name, type, bytes)
    await plain.waitForURL(/\/handover$/)
    await plain.goto((await plain.locator('[data-act=open]').getAttribute('href')) ?? '')
    const photo = plain.getByAltText('A cup on a warm ground')
    const src = (await photo.getAttribute('src')) ?? ''
    for (const word of METADATA) expect(placeOf((await desk.stored(src)).bytes, word), word).toBe(-1)
    expect(await photo.evaluate((image) => getComputedStyle(image).objectPosition)).toBe('50% 0%')
  })

  it.each([
    ['HEIC', 'photo.heic', 'image/heic', heicWithPlace],
    ['SVG', 'logo.svg', 'image/svg+xml', svg('<rect width="9" height="9"/>')],
  ])('says what to do about a %s', async (kind, name, type, bytes) => {
    await send(name, type, bytes)
    const problem = plain.locator('#image-error')
    expect(await problem.innerText()).toContain(kind)
    expect(await problem.innerText()).toContain('Save it as PNG, JPEG or WebP')
    expect(await plain.inputValue('#image_alt')).toBe('A cup on a warm ground')
  })
})
