import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
let browser: Browser
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
})
afterAll(() => shop?.close())

const PAGES = [
  '/admin',
  '/admin/search?q=jo',
  '/admin/search?q=zzzz',
  '/admin/activity?kind=refused',
  '/admin/system',
  '/admin/vouchers?value=1',
]

describe.each([
  ['a phone in the light', { viewport: PHONE, colorScheme: 'light' }],
  ['a phone in the dark', { viewport: PHONE, colorScheme: 'dark' }],
  ['a desk in the light', { viewport: DESK, colorScheme: 'light' }],
  ['a desk in the dark', { viewport: DESK, colorScheme: 'dark' }],
  ['a small phone', { viewport: { width: 320, height: 640 }, colorScheme: 'light' }],
] as const)('on %s', (_, options) => {
  let page: Page
  beforeAll(async () => {
    page = await shop.open(browser, linkOf(shop, 'admin'), options)
  })

  it.each(PAGES)('axe finds nothing on %s, and nothing is wider than the window', async (path) => {
    await page.goto(`${shop.url}${path}`)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  })
})

describe('by keyboard alone', () => {
  it('an admin lands on the home page, searches, and opens what was found', async () => {
    const page = await shop.open(browser, linkOf(shop, 'admin'), { viewport: DESK })
    expect(new URL(page.url()).pathname).toBe('/admin')
    await tabTo(page, '#find')
    await page.keyboard.type('martins')
    await page.locator('#find-results a').first().waitFor()
    expect(await page.locator('#find-count').innerText()).toMatch(/result/)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement?.closest("#find-results") !== null')).toBe(true)
    expect(await page.evaluate('document.activeElement?.textContent')).toContain('Joana Martins')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/admin\/(vouchers|customers)\//)
  })

  it('a whole code leads to its voucher', async () => {
    const page = await shop.open(browser, linkOf(shop, 'admin'), { viewport: PHONE })
    const code = await issue()
    await tabTo(page, '#find')
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/admin\/vouchers\/vch_/)
    expect(await page.locator('main').innerText()).toContain('Coffee by keyboard')
  })

  it('the table behind the chart opens and shuts', async () => {
    const page = await shop.open(browser, linkOf(shop, 'manager'), { viewport: DESK })
    await tabTo(page, 'summary')
    await page.keyboard.press('Enter')
    const days = page.getByRole('group').filter({ hasText: 'The same as a table' })
    expect(await days.getByRole('rowheader').count()).toBe(30)
  })
})

describe('with JavaScript off', () => {
  it('figures lead to their rows and the search to its page', async () => {
    const page = await shop.open(browser, linkOf(shop, 'admin'), {
      viewport: PHONE,
      javaScriptEnabled: false,
    })
    const shown = await page.getByRole('link', { name: /^Refused attempts: / }).innerText()
    await page.getByRole('link', { name: /^Refused attempts: / }).click()
    await page.waitForURL(/\/admin\/activity/)
    let rows = await page.getByRole('rowheader').count()
    while (await page.getByRole('link', { name: 'Older ones' }).isVisible()) {
      await page.getByRole('link', { name: 'Older ones' }).click()
      rows += await page.getByRole('rowheader').count()
    }
    expect(String(rows)).toBe(shown)
    await page.fill('#find', 'joana')
    await page.press('#find', 'Enter')
    await page.waitForURL(/\/admin\/search\?q=joana/)
    expect(await page.locator('main').innerText()).toContain('Joana Martins')
  })

  it('settings and system can be reached from a phone’s home page', async () => {
    const page = await shop.open(browser, linkOf(shop, 'admin'), {
      viewport: PHONE,
      javaScriptEnabled: false,
    })
    expect(await page.getByRole('link', { name: 'Settings' }).isVisible()).toBe(true)
    await page.getByRole('link', { name: 'System' }).click()
    await expect.poll(() => page.locator('h1').innerText()).toBe('System')
  })
})

it('nothing was complained about', () => {
  expect(shop.complaints).toEqual([])
})

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)) return
  }
  throw new Error(`${selector} is not reached by Tab`)
}

async function issue(): Promise<string> {
  const response = await fetch(`${shop.url}/api/v1/vouchers`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${shop.facts.api_key}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({
      title: 'Coffee by keyboard',
      benefit: { kind: 'item', item: 'Coffee' },
      validity: { kind: 'days', count: 3 },
    }),
  })
  return ((await response.json()) as { code: string }).code
}
