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

async function fillCredit(page: Page, title: string, amount: string): Promise<void> {
  await page.goto(`${shop.url}/admin/issue`)
  await page.fill('#title', title)
  await page.locator('label', { hasText: 'Credit' }).click()
  await page.fill('#amount', amount)
}

describe('an operator with a small budget', () => {
  it('issues until it is used up, asks on the phone, and hands over what the admin approved, once', async () => {
    const tiago = await shop.open(browser, linkOf(shop, 'operator', 'Chiado'), { viewport: PHONE })
    await tiago.goto(`${shop.url}/scan`)
    await tiago.getByRole('link', { name: 'Issue' }).click()
    await fillCredit(tiago, 'Twenty for the wait', '20')
    await tiago.getByRole('button', { name: 'Generate voucher' }).click()
    await tiago.waitForURL(/\/handover$/)

    await fillCredit(tiago, 'Another ten', '10')
    await tiago.getByRole('button', { name: 'Generate voucher' }).click()
    await tiago.getByText('Left this month: 9 vouchers and €5.00.').waitFor()
    expect(await tiago.inputValue('#title')).toBe('Another ten')
    await tiago.getByRole('button', { name: 'Ask for approval' }).click()
    await tiago.waitForURL(/\/admin\/approvals$/)
    await tiago.getByRole('heading', { name: 'Another ten' }).waitFor()

    const ines = await shop.open(browser, linkOf(shop, 'admin'), { viewport: PHONE })
    await ines.goto(`${shop.url}/admin/approvals`)
    await ines.getByRole('button', { name: 'Approve and issue “Another ten”' }).click()
    await ines.getByRole('link', { name: 'Hand it over “Another ten”' }).waitFor()

    await tiago.reload()
    await tiago.getByRole('link', { name: 'Hand it over “Another ten”' }).click()
    await tiago.getByRole('heading', { name: 'Another ten' }).waitFor()
    await expect
      .poll(async () => {
        await ines.goto(`${shop.url}/admin/vouchers?q=another`)
        return ines.locator('tbody tr').count()
      })
      .toBe(1)
  })
})

describe('settings with JavaScript off', () => {
  it('a plan is added, changed, moved, archived and restored', async () => {
    const ines = await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false })
    await ines.goto(`${shop.url}/admin/settings/plans`)
    await ines.getByRole('link', { name: 'Add a plan' }).click()
    await ines.fill('#name', 'Evenings')
    await ines.fill('#price', '7,50')
    await ines.getByText('Quarter', { exact: true }).click()
    await ines.fill('#gives', 'Soup on Thursdays')
    await ines.getByRole('button', { name: 'Add a plan' }).click()
    await ines.getByText('€7.50 a quarter · 1 thing').waitFor()
    await ines.getByRole('button', { name: 'Move Evenings up' }).click()
    await expect
      .poll(() => ines.locator('ol.rows b').allInnerTexts())
      .toEqual(['Mornings', 'Evenings', 'Patrons'])
    await ines.getByRole('link', { name: 'Evenings' }).click()
    await ines.fill('#name', 'Late evenings')
    await ines.getByRole('button', { name: 'Save' }).click()
    await ines.getByRole('link', { name: 'Late evenings' }).click()
    await ines.getByRole('button', { name: 'Archive' }).click()
    await ines.locator('summary', { hasText: 'Archived' }).click()
    await ines.getByRole('button', { name: 'Restore Late evenings' }).click()
    await expect.poll(() => ines.locator('ol.rows b').count()).toBe(3)
  })

  it('a budget and retention are set', async () => {
    const ines = await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false })
    await ines.goto(`${shop.url}/admin/settings/goodwill`)
    await ines.getByRole('link', { name: 'Change Managers' }).click()
    await ines.getByText('Up to a limit').click()
    await ines.fill('#money', '300')
    await ines.getByRole('button', { name: 'Save' }).click()
    await ines.getByText('€300.00 a month').waitFor()
    await ines.goto(`${shop.url}/admin/settings/retention`)
    await ines.fill('#audits', '24')
    await ines.getByRole('button', { name: 'Save' }).click()
    await ines.waitForURL(/\/retention\?saved/)
    expect(await ines.inputValue('#audits')).toBe('24')
  })
})

describe('settings by keyboard alone', () => {
  it('a category is added, moved and archived', async () => {
    const ines = await shop.open(browser, linkOf(shop, 'admin'), { viewport: DESK })
    const reach = async (name: string) => {
      for (let n = 0; n < 60; n += 1) {
        await ines.keyboard.press('Tab')
        const focused = await ines.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
        if (focused === name) return
      }
      throw new Error(`Tab never reached ${name}`)
    }
    await ines.goto(`${shop.url}/admin/settings/categories`)
    await reach('Add a category')
    await ines.keyboard.press('Enter')
    await ines.locator('#name').waitFor()
    await ines.evaluate(() => document.querySelector<HTMLElement>('main')?.focus())
    while ((await ines.evaluate(() => document.activeElement?.id)) !== 'name')
      await ines.keyboard.press('Tab')
    await ines.keyboard.type('Tea')
    await ines.keyboard.press('Enter')
    await ines.getByRole('link', { name: 'Tea' }).waitFor()
    await reach('Move Tea up')
    await ines.keyboard.press('Enter')
    await ines.getByRole('button', { name: 'Move Tea down' }).waitFor()
    await reach('Tea')
    await ines.keyboard.press('Enter')
    await ines.locator('#name').waitFor()
    await reach('Archive')
    await ines.keyboard.press('Enter')
    await ines.locator('summary', { hasText: 'Archived' }).waitFor()
    expect(await ines.locator('ol.rows b').allInnerTexts()).not.toContain('Tea')
  })
})

const PAGES: readonly (readonly [role: 'admin' | 'operator' | 'manager', path: string])[] = [
  ['admin', '/admin/settings/plans'],
  ['admin', '/admin/settings/plans/new'],
  ['admin', '/admin/settings/categories'],
  ['admin', '/admin/settings/campaigns'],
  ['admin', '/admin/settings/campaigns/new'],
  ['admin', '/admin/settings/tags'],
  ['admin', '/admin/settings/goodwill'],
  ['admin', '/admin/settings/goodwill/other'],
  ['admin', '/admin/settings/goodwill/budgets/operator'],
  ['admin', '/admin/settings/goodwill/budgets/usr_tiago'],
  ['admin', '/admin/settings/retention'],
  ['admin', '/admin/approvals'],
  ['manager', '/admin/settings/retention'],
  ['manager', '/admin/settings/plans'],
  ['operator', '/admin/approvals'],
  ['operator', '/admin/issue'],
]

describe.each([
  ['a phone in the light', { viewport: PHONE, colorScheme: 'light' }],
  ['a desk in the dark', { viewport: DESK, colorScheme: 'dark' }],
] as const)('on %s', (_, options) => {
  const pages = new Map<string, Page>()
  beforeAll(async () => {
    for (const role of ['admin', 'manager'] as const)
      pages.set(role, await shop.open(browser, linkOf(shop, role), options))
    pages.set('operator', await shop.open(browser, linkOf(shop, 'operator', 'Chiado'), options))
  })

  it.each(PAGES)(
    'axe finds nothing for the %s, and nothing overflows at 320 px, on %s',
    async (role, path) => {
      const page = pages.get(role)
      if (page === undefined) throw new Error(role)
      expect((await page.goto(shop.url + path))?.status()).toBe(200)
      expect(await violations(page)).toEqual([])
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      await page.setViewportSize(options.viewport)
    },
  )
})

it('no page broke its policy, threw, or asked another origin for anything', () => {
  expect(shop.complaints).toEqual([])
})
