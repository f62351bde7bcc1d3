import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

const LIST = [
  'Nome;E-mail;Telemóvel;Etiquetas',
  'Zulmira Alves;zulmira@example.com;912 345 001;vip',
  'Joana;joana.martins@example.com;;',
  'Sem Nada;isto não;;',
].join('\r\n')

let shop: Meridiano
let browser: Browser
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
})
afterAll(() => shop?.close())

const FILE = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) }

describe('on a phone, with JavaScript off', () => {
  let admin: Page
  beforeAll(async () => {
    admin = await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false })
  })

  it('goes from the list to a customer, edits them, and comes back to what was saved', async () => {
    await admin.goto(`${shop.url}/admin/customers`)
    await admin.fill('#q', 'martins')
    await admin.getByRole('button', { name: 'Search' }).click()
    await admin.getByRole('link', { name: /Joana Martins/ }).click()
    await expect.poll(() => admin.locator('svg.qr').count()).toBe(1)
    await admin.getByRole('link', { name: 'Edit' }).click()
    await admin.fill('#tags', 'regular, office')
    await admin.fill('#email', 'not an email')
    await admin.getByRole('button', { name: 'Save' }).click()
    await admin.getByRole('link', { name: /Write an email address/ }).waitFor()
    await admin.fill('#email', 'joana.martins@example.com')
    await admin.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => admin.locator('main').innerText()).toContain('regular, office')
  })

  it('adds a second record of them by mistake, and merges it', async () => {
    await admin.goto(`${shop.url}/admin/customers/new`)
    await admin.fill('#name', 'Joana M.')
    await admin.fill('#phone', '+351 912 345 777')
    await admin.getByRole('button', { name: 'Save only' }).click()
    await admin.getByRole('link', { name: 'Merge a duplicate' }).click()
    await admin.fill('#q', 'joana martins')
    await admin.getByRole('button', { name: 'Search' }).click()
    await admin.getByRole('link', { name: /Joana Martins/ }).click()
    await admin.getByRole('link', { name: 'Keep the other record instead' }).click()
    await admin.getByLabel('+351912345777').check()
    await admin.getByRole('button', { name: 'Merge them' }).click()
    await expect.poll(() => admin.locator('h1').innerText()).toBe('Joana Martins')
    expect(await admin.locator('main').innerText()).toContain('+351912345777')
    expect(await admin.locator('main').innerText()).toContain('Joana M., on')
  })

  it('brings in a file: looked at, corrected, imported', async () => {
    await admin.goto(`${shop.url}/admin/customers/imports`)
    await admin.getByRole('button', { name: 'Look at it' }).click()
    await admin.getByRole('link', { name: 'Choose a file.' }).waitFor()
    await admin.setInputFiles('#file', FILE)
    await admin.getByRole('button', { name: 'Look at it' }).click()
    await expect.poll(() => admin.locator('main').innerText()).toContain('Telemóvel is not a phone number')
    await admin.fill('#calling_code', '351')
    await admin.getByRole('button', { name: 'Look again' }).click()
    await expect.poll(() => admin.locator('main').innerText()).toContain('you already have Joana Martins')
    await admin.getByRole('button', { name: 'Import 1 customer' }).click()
    await expect.poll(() => admin.locator('h1').innerText()).toBe('people.csv is imported')
    expect(await admin.getByRole('link', { name: /Download the lines/ }).count()).toBe(1)
    await admin.getByRole('link', { name: 'To the customers' }).click()
    await admin.getByRole('link', { name: /Zulmira Alves/ }).click()
    await expect.poll(() => admin.locator('main').innerText()).toContain('+351912345001')
  })
})

describe('by keyboard alone', () => {
  it('finds a customer, edits and saves', async () => {
    const admin = await shop.open(browser, linkOf(shop, 'admin'))
    await admin.goto(`${shop.url}/admin/customers`)
    await tabTo(admin, '#q')
    await admin.keyboard.type('zulmira')
    await admin.keyboard.press('Enter')
    await admin.waitForURL(/q=zulmira/)
    await tabTo(admin, 'a.rowline')
    await admin.keyboard.press('Enter')
    await admin.waitForURL(/\/customers\/cus_/)
    await tabTo(admin, 'a[href$="/edit"]')
    await admin.keyboard.press('Enter')
    await admin.waitForURL(/\/edit$/)
    await tabTo(admin, '#notes')
    await admin.keyboard.type('Likes the window seat')
    await tabTo(admin, 'button[type=submit]')
    await admin.keyboard.press('Enter')
    await admin.waitForURL(/\/customers\/cus_[^/]+$/)
    expect(await admin.locator('main').innerText()).toContain('Likes the window seat')
  })
})

describe('two admins at once', () => {
  it('the second sees both versions and decides', async () => {
    const id = await customerId('Joana Martins')
    const [one, two] = [
      await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false }),
      await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false }),
    ]
    for (const page of [one, two]) await page.goto(`${shop.url}/admin/customers/${id}/edit`)
    await one.fill('#notes', 'Oat milk')
    await one.getByRole('button', { name: 'Save' }).click()
    await two.fill('#notes', 'Soy milk')
    await two.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => two.locator('table').innerText()).toMatch(/Soy milk\s+Oat milk/)
    await two.getByRole('button', { name: 'Save mine over it' }).click()
    await expect.poll(() => two.locator('main').innerText()).toContain('Soy milk')
  })
})

describe.each([
  ['a phone in the light', { viewport: PHONE, colorScheme: 'light', reducedMotion: 'reduce' }],
  ['a desk in the dark', { viewport: DESK, colorScheme: 'dark', reducedMotion: 'reduce' }],
] as const)('on %s', (_, options) => {
  it('axe finds nothing on any of these pages, and none overflows at 320 px', async () => {
    const admin = await shop.open(browser, linkOf(shop, 'admin'), options)
    const [id, other] = [await customerId('Joana Martins'), await customerId('Zulmira')]
    await admin.goto(`${shop.url}/admin/customers/imports`)
    await admin.setInputFiles('#file', FILE)
    await admin.getByRole('button', { name: 'Look at it' }).click()
    await admin.waitForURL(/imports\/imp_/)
    const preview = new URL(admin.url()).pathname
    const paths = [
      '/admin/customers',
      '/admin/customers?q=zzzz',
      '/admin/customers?tag=vip',
      '/admin/customers/new',
      `/admin/customers/${id}`,
      `/admin/customers/${id}/edit`,
      `/admin/customers/${id}/merge?q=zulmira`,
      `/admin/customers/${id}/merge?other=${other}`,
      `/admin/customers/${id}/card`,
      '/admin/customers/imports',
      preview,
    ]
    for (const path of paths) {
      await admin.goto(shop.url + path)
      expect(await violations(admin), path).toEqual([])
      await admin.setViewportSize({ width: 320, height: 640 })
      const wide = await admin.evaluate(() => document.documentElement.scrollWidth)
      expect(wide, path).toBeLessThanOrEqual(320)
      await admin.setViewportSize(options.viewport)
    }
  })
})

it('no page broke its policy, threw, or asked another origin for anything', () => {
  expect(shop.complaints).toEqual([])
})

async function customerId(q: string): Promise<string> {
  const headers = { authorization: `Bearer ${shop.facts.api_key}` }
  const response = await fetch(`${shop.url}/api/v1/customers?q=${encodeURIComponent(q)}`, { headers })
  const { data } = (await response.json()) as { data: { id: string }[] }
  return data[0]?.id ?? ''
}

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab')
    const there = await page.evaluate((what) => document.activeElement?.matches(what) ?? false, selector)
    if (there) return
  }
  throw new Error(`Tab never reaches ${selector}`)
}
