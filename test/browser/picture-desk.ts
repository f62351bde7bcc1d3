import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { bytesOf } from '../samples/picture-parts.ts'
import { linkOf, type Meridiano } from './meridiano.ts'

/** Words of the samples' metadata, and the names of the parts it lies in. */
export const METADATA = ['Anna', 'Testcam', 'Exif', 'EXIF', 'eXIf', 'GPS', 'xmp', 'XMP']
/** An SVG around these elements. */
export const svg = (inner: string, more = 'viewBox="0 0 300 100"') =>
  bytesOf(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${more}>${inner}</svg>`,
  )

/** A picture as it is served. */
export interface Stored {
  readonly type: string
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
}

/** The issue page of somebody signed in, and what becomes of the pictures chosen there. */
export interface Desk {
  readonly page: Page
  /** Puts the file into the field of a fresh page. */
  put(name: string, mimeType: string, bytes: Uint8Array): Promise<void>
  /** The same, and waits until it lies on the server: its address. */
  choose(name: string, mimeType: string, bytes: Uint8Array): Promise<string>
  /** The address the field holds once it is another one. */
  changedFrom(url: string): Promise<string>
  stored(url: string): Promise<Stored>
  /** The colours, red to alpha, at places given as shares of width and height. */
  colours(url: string, places: readonly (readonly [number, number])[]): Promise<number[][]>
}

/** A window of an admin's on the issue page. */
export async function deskOf(shop: Meridiano): Promise<Desk> {
  // Pages of the test's own are answered in the browser: nothing may ask for them in its place.
  const page = await shop.open(await shop.browser(), linkOf(shop, 'admin'), { serviceWorkers: 'block' })
  const put: Desk['put'] = async (name, mimeType, bytes) => {
    await page.goto(`${shop.url}/admin/issue`)
    await page.setInputFiles('#image', { name, mimeType, buffer: Buffer.from(bytes) })
  }
  const changedFrom: Desk['changedFrom'] = async (url) => {
    await page.waitForFunction((before) => {
      const field = document.querySelector<HTMLInputElement>('#image_url')
      return field?.checked === true && field.value !== before
    }, url)
    return page.inputValue('#image_url')
  }
  return {
    page,
    put,
    changedFrom,
    choose: async (...file) => {
      await put(...file)
      return changedFrom('')
    },
    stored: (url) => storedAt(shop, page, url),
    colours: (url, places) => coloursIn(page, url, places),
  }
}

async function storedAt(shop: Meridiano, page: Page, url: string): Promise<Stored> {
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

function coloursIn(
  page: Page,
  url: string,
  places: readonly (readonly [number, number])[],
): Promise<number[][]> {
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

/** Whether a colour is another, give or take `by`. */
export function near(found: readonly number[] | undefined, wanted: readonly number[], by: number): boolean {
  return found !== undefined && wanted.every((value, at) => Math.abs(value - (found[at] ?? -1)) <= by)
}

/** A JPEG of 4000 × 3000 with noise, so that it is as heavy as a photo; its left half red, its right half blue. */
export async function drawnPhoto(on: Page): Promise<Uint8Array> {
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
export async function drawnLogo(on: Page): Promise<Uint8Array> {
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
