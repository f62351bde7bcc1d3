import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { codeFromBytes } from '../../src/code.ts'
import { BUDGETS } from '../../src/limiter.ts'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

const PAGE = '/admin/system/guesses'
const NETWORK = '203.0.113.9'

let shop: Meridiano
let browser: Browser
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
})
afterAll(() => shop?.close())

const LOOKS = [
  { viewport: PHONE, colorScheme: 'light' },
  { viewport: DESK, colorScheme: 'dark' },
  { viewport: DESK, colorScheme: 'light' },
  { viewport: PHONE, colorScheme: 'dark' },
] as const

/** A code with a right check symbol that nobody issued. */
const anyCode = () => codeFromBytes(crypto.getRandomValues(new Uint8Array(8)))

/** Looks at the page as it stands in every size and light: readable to everybody, and nothing overflows at 320 pixels. */
async function looksWell(page: Page, name: string): Promise<void> {
  for (const { viewport, colorScheme } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(viewport)
    expect(await violations(page), `${name}, ${viewport.width} ${colorScheme}`).toEqual([])
    const shots = process.env.SHOTS
    if (shots !== undefined)
      await page.screenshot({ path: `${shots}/${name}-${viewport.width}-${colorScheme}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(320)
  await page.setViewportSize(PHONE)
}

describe('Somebody who guesses', () => {
  let stranger: Page
  let admin: Page
  beforeAll(async () => {
    stranger = await shop.open(browser, null, { extraHTTPHeaders: { 'cf-connecting-ip': NETWORK } })
    admin = await shop.open(browser, linkOf(shop, 'admin'))
  })

  it('is nobody yet: the admin reads that nothing was tried', async () => {
    await admin.goto(`${shop.url}/admin/system`)
    await admin.getByRole('link', { name: 'See what was tried' }).click()
    await expect.poll(() => admin.locator('main').innerText()).toContain('Nothing was tried on this day')
    await looksWell(admin, 'empty')
  })

  it('reads when they may try again, on a page as any other', async () => {
    const sweep = Array.from({ length: BUDGETS.stranger.most }, () =>
      stranger.request.get(`${shop.url}/v/${anyCode()}`),
    )
    expect(new Set((await Promise.all(sweep)).map((answer) => answer.status()))).toEqual(new Set([404]))
    await vi.waitFor(
      async () => expect((await stranger.goto(`${shop.url}/v/${anyCode()}`))?.status()).toBe(429),
      { timeout: 10_000, interval: 200 },
    )
    expect(await stranger.locator('main').innerText()).toContain('You can try again in')
    await looksWell(stranger, 'refused-page')
  })

  it('reads it in place of a verdict where they scan', async () => {
    const operator = await shop.open(browser, linkOf(shop, 'operator', 'Chiado'), {
      extraHTTPHeaders: { 'cf-connecting-ip': '203.0.113.77' },
    })
    await operator.goto(`${shop.url}/scan`)
    const tries = Array.from({ length: BUDGETS.person.most }, anyCode)
    await operator.evaluate(async (codes) => {
      const sent = codes.map((code) =>
        fetch('/scan/validations', { method: 'POST', body: new URLSearchParams({ code }) }),
      )
      await Promise.all(sent)
    }, tries)
    await operator.getByLabel('Or type the code').fill(anyCode())
    await operator.keyboard.press('Enter')
    await operator.getByText('You can try again in').first().waitFor()
    await looksWell(operator, 'refused-verdict')
  })

  it('is shown to the admin, who lets them in again', async () => {
    // What was tried reaches the library within 20 seconds.
    await vi.waitFor(
      async () => {
        await admin.goto(shop.url + PAGE)
        expect(await admin.locator('main').innerText()).toContain('30 tries lately')
      },
      { timeout: 50_000, interval: 1000 },
    )
    await admin.locator('summary').evaluateAll((folds) => {
      for (const fold of folds) fold.parentElement?.setAttribute('open', '')
    })
    await looksWell(admin, 'page')
    await admin.getByRole('button', { name: `Let in again: ${NETWORK}` }).click()
    await admin.getByText('They may try again now').waitFor()
    expect((await stranger.goto(`${shop.url}/v/${anyCode()}`))?.status()).toBe(404)
  })
})
