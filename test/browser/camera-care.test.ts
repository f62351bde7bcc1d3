import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { QrCode } from '../../views/symbols.tsx'
import { drawnRows } from './camera-film.ts'
import { linkOf, type Meridiano, openMeridiano } from './meridiano.ts'
import { plugInStubCamera } from './stub-camera.ts'

let shop: Meridiano
let browser: Browser
let till: Page
const made = { good: '', other: '' }
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
  made.good = await aCode('Good coffee')
  made.other = await aCode('Another one')
})
afterAll(() => shop?.close())
// A camera left running takes from those after it.
afterEach(() => till.context().close())

async function aCode(title: string): Promise<string> {
  const answer = await fetch(`${shop.url}/api/v1/vouchers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      title,
      benefit: { kind: 'item', item: 'Coffee' },
      validity: { kind: 'days', count: 3 },
      uses: 100,
    }),
  })
  return ((await answer.json()) as { code: string }).code
}

/** The till of an operator with a stubbed camera, and what `prepare` does to the page before it is loaded. */
async function tillWith(prepare: () => Promise<unknown>, options: BrowserContextOptions = {}): Promise<void> {
  till = await shop.open(browser, linkOf(shop, 'operator', 'Chiado'), options)
  await plugInStubCamera(till)
  await prepare()
  await till.reload()
}

const start = () => till.getByRole('button', { name: 'Start camera' }).click()
const see = (code: string) =>
  till.evaluate(
    (rows) => globalThis.stubCamera.see(rows),
    drawnRows(String(QrCode({ text: code, level: 'Q', label: '' }))),
  )

describe('a camera in use', () => {
  it('keeps the screen awake; nobody before it for three minutes, it rests and lets go, until one tap', async () => {
    await tillWith(async () => {
      await till.clock.install()
      await till.addInitScript(() => {
        const locks: { released: boolean; release(): Promise<void> }[] = []
        const request = async () => {
          const release = async () => {
            lock.released = true
          }
          const lock = { released: false, release }
          locks.push(lock)
          return lock
        }
        Object.defineProperty(navigator, 'wakeLock', { value: { request } })
        Object.assign(globalThis, { locks })
      })
    })
    const locks = () =>
      till.evaluate(() =>
        (globalThis as unknown as { locks: { released: boolean }[] }).locks.map((lock) => lock.released),
      )
    await start()
    await expect.poll(locks).toEqual([false])
    await till.clock.fastForward('03:05')
    await till.getByRole('heading', { name: 'The camera is resting' }).waitFor()
    await expect.poll(locks).toEqual([true])
    expect(await till.evaluate(() => globalThis.stubCamera.tracks[0]?.readyState)).toBe('ended')
    await till.getByRole('button', { name: 'Resume' }).click()
    await expect.poll(locks).toEqual([true, false])
    await see(made.good)
    await till.locator('[data-verdict=valid]').waitFor()
  })

  it.each([
    { width: 390, height: 844 },
    { width: 320, height: 640 },
    { width: 844, height: 390 },
  ])('says how to hold the code beside where it is held, on $width × $height', async (viewport) => {
    await tillWith(async () => {}, { viewport })
    await start()
    await till.locator('#lens[data-state=looking]').waitFor()
    const said = await till.locator('#lens .say span:not([hidden])').boundingBox()
    const aim = await till.locator('#lens .aim').boundingBox()
    // The corners of the frame begin a little inside of it.
    expect((said?.y ?? 999) + (said?.height ?? 0)).toBeLessThanOrEqual((aim?.y ?? 0) + 16)
    expect((await till.locator('.lens-tools button:visible').first().boundingBox())?.y).toBeGreaterThan(
      (aim?.y ?? 0) + (aim?.height ?? 999) / 2,
    )
  })
})

describe('no camera that can be used', () => {
  it('on an address that is not secure: says so, takes a photo, and has the field to type into', async () => {
    await tillWith(() =>
      till.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined })),
    )
    await start()
    await till.getByRole('heading', { name: 'The camera needs a secure address' }).waitFor()
    expect(await till.getByRole('button', { name: 'Take a photo instead' }).isVisible()).toBe(true)
    expect(await till.evaluate(() => document.activeElement?.id)).toBe('code')
  })

  it('where the reader does not load: says so, gives the camera back, and has the field to type into', async () => {
    const cut = async () => till.route('**/zxing_reader.*.wasm', (route) => route.abort())
    await tillWith(cut, { serviceWorkers: 'block' })
    await start()
    await till.getByRole('heading', { name: 'This browser cannot read codes' }).waitFor()
    expect(await till.evaluate(() => document.activeElement?.id)).toBe('code')
    expect(await till.evaluate(() => globalThis.stubCamera.tracks[0]?.readyState)).toBe('ended')
  })
})

describe('the browser’s own reader', () => {
  /** A till whose browser has a reader: it knows these kinds, and says to one picture after the other what these texts say. */
  const readerSaying = (formats: readonly string[], first: string | null, then: string | null) =>
    tillWith(
      () =>
        till.route('**/decoder.*.js', async (route) => {
          const answer = await route.fetch()
          const stub = `
            let seen = 0
            self.BarcodeDetector = class {
              static async getSupportedFormats() { return ${JSON.stringify(formats)} }
              async detect() {
                const text = seen++ === 0 ? ${JSON.stringify(first)} : ${JSON.stringify(then)}
                if (text === null) throw new Error('no')
                return [{ rawValue: text }]
              }
            };`
          await route.fulfill({ response: answer, body: stub + (await answer.text()) })
        }),
      { serviceWorkers: 'block' },
    )
  const BOTH = ['code_128', 'qr_code']
  const promised = () => till.locator('#verdict .promise').first().innerText()

  it('that passes its test is asked, in place of ours', async () => {
    await readerSaying(BOTH, 'VALE', made.other)
    await start()
    // There is nothing before the camera that ours could read.
    await till.locator('[data-verdict=valid]').waitFor()
    expect(await promised()).toBe('Another one')
  })

  it.each([
    ['does not know bars', ['qr_code'], 'VALE'],
    ['fails its test', BOTH, 'ELAV'],
    ['throws in its test', BOTH, null],
  ] as const)('that %s is never asked: ours reads', async (_, formats, first) => {
    await readerSaying(formats, first, made.other)
    await see(made.good)
    await start()
    await till.locator('[data-verdict=valid]').waitFor()
    expect(await promised()).toBe('Good coffee')
  })

  it('that fails later gives way to ours', async () => {
    await readerSaying(BOTH, 'VALE', null)
    await see(made.good)
    await start()
    await till.locator('[data-verdict=valid]').waitFor()
    expect(await promised()).toBe('Good coffee')
    // But for the reader that was kept from loading above.
    expect(shop.complaints.filter((complaint) => !/wasm|falling back/.test(complaint))).toEqual([])
  })
})
