import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Barcode, QrCode } from '../../views/symbols.tsx'
import { violations } from './axe.ts'
import { cameraFilm, drawnRows, type Scene } from './camera-film.ts'
import { filmFile, linkOf, type Meridiano, openMeridiano } from './meridiano.ts'
import { plugInStubCamera } from './stub-camera.ts'

let shop: Meridiano
let plain: Browser
let till: Page
const made = { good: '', used: '' }
beforeAll(async () => {
  shop = await openMeridiano()
  plain = await shop.browser()
  made.good = await aCode(500)
  made.used = await aCode(1)
  await post(`/vouchers/${made.used}/redemptions`, { store_id: shop.facts.stores[0]?.id })
})
afterAll(() => shop?.close())
// A camera left running takes from those after it.
afterEach(async () => {
  const browser = till.context().browser()
  await till.context().close()
  if (browser !== plain) await browser?.close()
})

async function post(path: string, body: object): Promise<{ code: string }> {
  const answer = await fetch(`${shop.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as { code: string }
}

async function aCode(uses: number): Promise<string> {
  const terms = { benefit: { kind: 'item', item: 'Coffee' }, validity: { kind: 'days', count: 3 }, uses }
  return (await post('/vouchers', { title: 'Coffee on us', ...terms })).code
}

const qr = (text: string) => drawnRows(String(QrCode({ text, level: 'Q', label: '' })))
const bars = (text: string) => drawnRows(String(Barcode({ text, label: '' })))

/** The till of an operator whose camera, Chromium's own fake, plays these scenes in a loop. */
async function tillSeeing(scenes: readonly Scene[], module = 12): Promise<void> {
  const film = cameraFilm(scenes, { width: 1280, height: 720, module, row: module })
  const browser = await shop.browser(await filmFile(shop, film))
  till = await shop.open(browser, linkOf(shop, 'operator', 'Chiado'))
}

/** The till of an operator with a stubbed camera. */
async function stubbedTill(): Promise<void> {
  till = await shop.open(plain, linkOf(shop, 'operator', 'Chiado'))
  await plugInStubCamera(till)
  await till.reload()
}

const start = () => till.getByRole('button', { name: 'Start camera' }).click()
const state = (is: string) => till.locator(`#lens[data-state=${is}]`).waitFor()

/** Counts questions about codes from now on. */
function counted(): { count: number } {
  const counter = { count: 0 }
  till.on('request', (request) => {
    if (request.method() === 'POST') counter.count += 1
  })
  return counter
}

describe('the camera', () => {
  it('reads Code 128', async () => {
    await tillSeeing([{ rows: bars(made.good), pictures: 5 }], 4)
    await start()
    await till.locator('[data-verdict=valid]').waitFor()
  })

  it('says of a foreign symbol and of one with a slip that they are none of ours, and asks nobody', async () => {
    const slipped = `${made.good.slice(0, 11)}${made.good.endsWith('0') ? '1' : '0'}`
    await tillSeeing([
      { rows: qr('https://example.com/menu'), pictures: 10 },
      { rows: qr(slipped), pictures: 10 },
    ])
    const asked = counted()
    await start()
    await till.getByText('This is not a voucher code').waitFor()
    expect(asked.count).toBe(0)
    expect(await violations(till)).toEqual([])
  })

  it('asks once about a used voucher, however long it is held there; then says what helps, and takes a photo', async () => {
    await tillSeeing([{ rows: qr(made.used), pictures: 10 }])
    const asked = counted()
    await start()
    await till.locator('[data-verdict=used]').waitFor()
    await till.locator('[data-next]').first().click()
    await till.getByRole('heading', { name: 'Nothing read yet' }).waitFor()
    expect(asked.count).toBe(1)
    expect(await till.locator('video').isVisible()).toBe(true)
    expect(await till.getByRole('button', { name: 'Take a photo instead' }).isVisible()).toBe(true)
    expect(await violations(till)).toEqual([])
    await till.getByRole('button', { name: 'Keep looking' }).click()
    await state('looking')
    expect(shop.complaints).toEqual([])
  })

  it('lists its lenses, changes to one and remembers it on this device', async () => {
    // A file is one camera; without one, Chromium's fake is as many as it is told to be.
    till = await shop.open(await shop.browser(undefined, 2), linkOf(shop, 'operator', 'Chiado'))
    await start()
    await state('looking')
    const lens = () =>
      till.evaluate(() => {
        const { srcObject } = document.querySelector('video') as HTMLVideoElement
        return (srcObject as MediaStream).getVideoTracks()[0]?.getSettings().deviceId
      })
    const first = await lens()
    await till.getByRole('button', { name: 'Lens', exact: true }).click()
    const names = await till.locator('#lenses button').allInnerTexts()
    expect(new Set(names).size).toBe(2)
    expect(await violations(till)).toEqual([])
    await till.keyboard.press('Escape')
    expect(await till.locator('#lenses').isVisible()).toBe(false)
    await till.getByRole('button', { name: 'Lens', exact: true }).click()
    await till.locator('#lenses [aria-pressed=false]').click()
    await state('looking')
    await expect.poll(lens).not.toBe(first)
    const second = await lens()
    await till.reload()
    await start()
    await state('looking')
    expect(await lens()).toBe(second)
    expect(shop.complaints).toEqual([])
  })
})

describe('a camera with everything', () => {
  it('lights, enlarges and focuses where it is tapped, on one stream', async () => {
    await stubbedTill()
    await start()
    await state('looking')
    await till.getByRole('button', { name: 'Light' }).click()
    await till.getByRole('button', { name: '2×' }).click()
    await till.locator('#lens [data-act=zoom][aria-pressed=true]').waitFor()
    await till.locator('#lens').click({ position: { x: 195, y: 100 } })
    const applied = await till.evaluate(() => globalThis.stubCamera.applied)
    expect(applied).toContainEqual({ torch: true })
    expect(applied).toContainEqual({ zoom: 2 })
    expect(applied.at(-1)).toMatchObject({ focusMode: 'single-shot', pointsOfInterest: [{ x: 0.5 }] })
    expect(await till.evaluate(() => globalThis.stubCamera.asked.length)).toBe(1)
    expect(await violations(till)).toEqual([])
  })

  it.each([
    ['NotAllowedError', 'The camera is not allowed'],
    ['NotFoundError', 'No camera found'],
    ['NotReadableError', 'The camera is in use'],
  ])('that fails with %s has a screen, a way on, and the field to type into', async (failure, title) => {
    await stubbedTill()
    await till.evaluate((name) => {
      globalThis.stubCamera.failure = name
    }, failure)
    await start()
    await till.getByRole('heading', { name: title }).waitFor()
    expect(await till.evaluate(() => document.activeElement?.id)).toBe('code')
    expect(await violations(till)).toEqual([])
    await till.evaluate(() => {
      globalThis.stubCamera.failure = ''
    })
    await till.getByRole('button', { name: 'Try again' }).click()
    await state('looking')
  })

  it.each(['slept', 'unplugged', 'muted'])('goes on by itself after it was %s', async (how) => {
    await stubbedTill()
    await start()
    await state('looking')
    await till.evaluate((how) => {
      const [track] = globalThis.stubCamera.tracks
      if (how === 'muted') Object.defineProperty(track, 'muted', { value: true })
      else track?.stop()
      if (how === 'slept') document.dispatchEvent(new Event('visibilitychange'))
      else track?.dispatchEvent(new Event(how === 'muted' ? 'mute' : 'ended'))
    }, how)
    await expect
      .poll(() => till.evaluate(() => globalThis.stubCamera.asked.length), { timeout: 10_000 })
      .toBe(2)
    await till.evaluate((rows) => globalThis.stubCamera.see(rows), qr(made.good))
    await till.locator('[data-verdict=valid]').waitFor()
  })

  it('asks for one tap where it cannot go on by itself', async () => {
    await stubbedTill()
    await start()
    await state('looking')
    await till.evaluate(() => {
      globalThis.stubCamera.failure = 'NotAllowedError'
      globalThis.stubCamera.tracks[0]?.stop()
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await till.getByRole('heading', { name: 'The camera is resting' }).waitFor()
    await till.evaluate(() => {
      globalThis.stubCamera.failure = ''
    })
    await till.getByRole('button', { name: 'Resume' }).click()
    await state('looking')
  })

  it('reads a small code in the corner of a photo of twelve million pixels', async () => {
    await stubbedTill()
    const photo = await till.evaluate(async (rows) => {
      const canvas = new OffscreenCanvas(4032, 3024)
      const pen = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
      pen.fillStyle = '#999'
      pen.fillRect(0, 0, 4032, 3024)
      rows.forEach((row, y) => {
        row.forEach((dark, x) => {
          pen.fillStyle = dark ? '#000' : '#fff'
          pen.fillRect(3700 + x * 2, 2800 + y * 2, 2, 2)
        })
      })
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())
      return [...bytes]
    }, qr(made.good))
    await till.setInputFiles('[data-photo]', {
      name: 'photo.png',
      mimeType: 'image/png',
      buffer: Buffer.from(photo),
    })
    await till.locator('[data-verdict=valid]').waitFor()
  })
})

describe('two hundred scans in a row', () => {
  it('take one stream, and leave neither memory nor nodes nor listeners behind', async () => {
    await stubbedTill()
    const session = await till.context().newCDPSession(till)
    await start()
    await state('looking')
    const symbols = [qr(made.good), qr(await aCode(500))]
    const scan = (times: number) =>
      till.evaluate(
        async ([symbols, times]) => {
          const region = document.querySelector('#verdict') as HTMLElement
          const shown = () =>
            new Promise<void>((resolve) => {
              const seen = new MutationObserver(() => {
                if (region.querySelector('[data-verdict=valid]') === null) return
                seen.disconnect()
                resolve()
              })
              seen.observe(region, { childList: true, subtree: true })
            })
          for (let scanned = 0; scanned < times; scanned += 1) {
            const verdict = shown()
            globalThis.stubCamera.see(symbols[scanned % 2] ?? null)
            await verdict
            region.querySelector<HTMLElement>('a[data-next]')?.click()
          }
        },
        [symbols, times] as const,
      )
    const left = async () => {
      await session.send('HeapProfiler.collectGarbage')
      const { usedSize } = await session.send('Runtime.getHeapUsage')
      const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
      return { usedSize, nodes, jsEventListeners }
    }
    await scan(20)
    const before = await left()
    await scan(200)
    const after = await left()
    expect(after.usedSize).toBeLessThan(before.usedSize * 1.1)
    expect(after.nodes).toBeLessThan(before.nodes * 1.1)
    expect(after.jsEventListeners).toBeLessThan(before.jsEventListeners * 1.1)
    expect(await till.evaluate(() => globalThis.stubCamera.asked.length)).toBe(1)
    expect(shop.complaints).toEqual([])
  }, 180_000)
})
