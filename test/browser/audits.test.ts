import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

const LONG = 'Rita Fonseca de Vasconcelos_And_A_Surname_Without_A_Break_In_It'

let shop: Meridiano
let browser: Browser
let admin: Page
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
  admin = await shop.open(browser, linkOf(shop, 'admin'), { viewport: DESK, javaScriptEnabled: false })
  await admin.goto(`${shop.url}/admin/settings/brand`)
  await admin.fill('#line', 'Café of a thousand changes')
  await admin.getByRole('button', { name: 'Save' }).click()
  await admin.goto(`${shop.url}/admin/settings/staff/new`)
  await admin.fill('#name', LONG)
  await admin.getByText('Ponta Delgada').click()
  await admin.getByRole('button', { name: 'Add and get the link' }).click()
  await admin.waitForURL(/\/invitation$/)
})
afterAll(() => shop?.close())

describe('the log, without JavaScript', () => {
  it('is browsed from the settings, filtered, and tells what stood before and stands now', async () => {
    await admin.goto(`${shop.url}/admin/settings`)
    await admin.getByRole('link', { name: /^Log/ }).click()
    await admin.getByRole('heading', { name: 'Log', exact: true }).waitFor()
    await admin.getByRole('link', { name: 'Settings', exact: true }).last().click()
    await expect.poll(() => new URL(admin.url()).search).toBe('?about=settings')
    const line = admin.getByRole('row').filter({ hasText: 'Brand changed' }).first()
    await line.getByText('Before and after').click()
    await expect.poll(() => line.locator('ins').innerText()).toContain('Café of a thousand changes')
    expect(await line.locator('del').isVisible()).toBe(true)
  })

  it('finds nobody where nobody is called so, and is reached from a person', async () => {
    await admin.fill('#who', 'nobody at all')
    await admin.getByRole('button', { name: 'Show' }).first().click()
    await admin.getByText('Nothing here').waitFor()
    await admin.goto(`${shop.url}/admin/settings/staff`)
    await expect
      .poll(async () => {
        await admin.reload()
        return admin.getByRole('link', { name: LONG }).count()
      })
      .toBe(1)
    await admin.getByRole('link', { name: LONG }).click()
    await admin.getByRole('link', { name: 'What was changed here' }).click()
    await expect
      .poll(async () => {
        await admin.reload()
        return admin.locator('main').innerText()
      })
      .toMatch(/Person added\s+Rita Fonseca/)
  })

  it('is taken along as a file that honours the filters', async () => {
    await admin.goto(`${shop.url}/admin/audits?what=brand_changed`)
    const [download] = await Promise.all([
      admin.waitForEvent('download'),
      admin.getByRole('link', { name: 'Download as CSV' }).click(),
    ])
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n')
    expect(lines[0]).toContain('before,after')
    expect(lines.slice(1).every((line) => line.includes('brand_changed'))).toBe(true)
    expect(lines.length).toBeGreaterThan(1)
  })
})

describe.each([
  ['a phone in the light', { viewport: PHONE, colorScheme: 'light', reducedMotion: 'reduce' }],
  ['a desk in the dark', { viewport: DESK, colorScheme: 'dark', reducedMotion: 'reduce' }],
  [
    'a very small phone',
    { viewport: { width: 320, height: 640 }, colorScheme: 'light', reducedMotion: 'reduce' },
  ],
] as const)('on %s', (_, options) => {
  let page: Page
  beforeAll(async () => {
    page = await shop.open(browser, linkOf(shop, 'admin'), options)
  })

  it.each(['', '?who=nobody+at+all', '?what=brand_changed', '?about=people'])(
    'axe finds nothing and nothing is cut off: %s',
    async (query) => {
      await page.goto(`${shop.url}/admin/audits${query}`)
      for (const fold of await page.locator('tbody summary').all()) await fold.click()
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(wide).toBeLessThanOrEqual(0)
      expect(await violations(page)).toEqual([])
    },
  )

  it('complains of nothing', () => expect(shop.complaints).toEqual([]))
})
