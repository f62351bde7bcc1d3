import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { DESK, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
let browser: Browser
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
})
afterAll(() => shop?.close())

const names = (page: Page) => page.locator('#found h3').allInnerTexts()
/** What htmx has asked for on that page, as it goes on. */
function fragmentsOf(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.headers()['hx-request'] === 'true') asked.push(request.url())
  })
  return asked
}
const wallet = () => shop.facts.customers[0]?.wallet_url ?? ''

describe('finding an offer on a phone', () => {
  it('answers while somebody types, and leaves them where they are', async () => {
    const page = await shop.open(browser, shop.url)
    const all = await names(page)
    expect(all.length).toBeGreaterThan(3)
    await page.getByLabel('Find an offer').pressSequentially('loaf')
    await page.locator('#found-count', { hasText: /^1 offer$/ }).waitFor({ state: 'attached' })
    expect(await names(page)).toEqual(['A country loaf'])
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q')
    expect(page.url()).toContain('q=loaf')
    await page.getByLabel('Find an offer').fill('pizza')
    await page.getByText('No offer fits').waitFor()
    await page.getByRole('link', { name: 'Show all offers' }).click()
    await page.locator('#found h3').first().waitFor()
    expect(await names(page)).toEqual(all)
  })

  it('narrows by a chip, and orders by the keyboard alone', async () => {
    const page = await shop.open(browser, shop.url)
    await page.getByRole('link', { name: 'Bread and cakes' }).click()
    const chosen = page.locator('.chip[aria-current=true]')
    expect(await chosen.innerText()).toBe('Bread and cakes')
    const before = await names(page)
    await page.locator('#sort').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.waitForURL(/sort=points/)
    const after = await names(page)
    expect(after.toSorted()).toEqual(before.toSorted())
    expect(after.at(-1)).toBe('A country loaf')
    expect(await chosen.innerText()).toBe('Bread and cakes')
  })

  it('works without JavaScript', async () => {
    const page = await shop.open(browser, shop.url, { javaScriptEnabled: false })
    await page.getByLabel('Find an offer').fill('breakfast')
    await page.getByLabel('Order').selectOption('Fewest points')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForURL(/q=breakfast/)
    expect((await names(page)).at(-1)).toBe('Breakfast for two')
  })

  it.each([
    ['typed', (page: Page) => page.getByLabel('Find an offer').fill('loaf')],
    ['chosen', (page: Page) => page.getByLabel('Order').selectOption('Fewest points')],
    ['ticked', (page: Page) => page.getByLabel('Only what I can get now').check()],
  ])('answers what was %s while its script was still on its way, once', async (_, act) => {
    const page = await shop.open(browser, wallet())
    const asked = fragmentsOf(page)
    const acted = Promise.withResolvers<void>()
    await page.route(/htmx/, async (route) => {
      await acted.promise
      await route.continue()
    })
    await page.goto(`${shop.url}/wallet/offers`, { waitUntil: 'commit' })
    await act(page)
    acted.resolve()
    await page.waitForURL(/q=loaf|sort=points|now=yes/)
    expect(asked).toHaveLength(1)
  })

  it('asks nothing of a page nobody has touched', async () => {
    const page = await shop.open(browser, shop.url)
    const asked = fragmentsOf(page)
    await page.reload()
    await page.getByLabel('Find an offer').fill('loaf')
    await page.waitForURL(/q=loaf/)
    expect(asked).toEqual([expect.stringContaining('q=loaf')])
  })

  it('leads from what a customer can get to the voucher', async () => {
    const page = await shop.open(browser, wallet())
    await page.getByRole('link', { name: 'Offers for you' }).click()
    await page.getByLabel('Only what I can get now').check()
    await page.waitForURL(/now=yes/)
    await page
      .locator('#ready ~ ul')
      .getByRole('link', { name: /^Get this/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Get this' }).click()
    await page.waitForURL(/\/v\//)
    expect(await page.locator('main').innerText()).toContain('Ready to use')
  })
})

describe('both pages', () => {
  it.each([
    ['a phone', PHONE, 'light'],
    ['the narrowest phone, in the dark', { width: 320, height: 640 }, 'dark'],
    ['a desk', DESK, 'light'],
  ] as const)('fit %s and are open to everybody', async (_, viewport, colorScheme) => {
    const page = await shop.open(browser, wallet(), { viewport, colorScheme })
    for (const path of ['/', '/?q=pizza', '/wallet/offers', '/wallet/offers?now=yes&q=pizza']) {
      await page.goto(`${shop.url}${path}`)
      expect([path, await violations(page)]).toEqual([path, []])
      const over = 'document.documentElement.scrollWidth - innerWidth'
      expect([path, await page.evaluate(over)]).toEqual([path, 0])
    }
  })

  it('complained about nothing', () => {
    expect(shop.complaints).toEqual([])
  })
})
