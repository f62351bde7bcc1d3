import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
let browser: Browser
let wallet: Page
let admin: Page
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
  // Forms and links alone: a right must not need a script.
  wallet = await shop.open(browser, shop.facts.customers[0]?.wallet_url ?? null, { javaScriptEnabled: false })
  admin = await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false, viewport: DESK })
})
afterAll(() => shop?.close())

const customer = () => shop.facts.customers[0] ?? { id: '', name: '', wallet_url: '' }

describe('A customer and what is held about them', () => {
  it('sees it from the wallet, and takes it along', async () => {
    await wallet.goto(`${shop.url}/wallet`)
    await wallet.getByRole('link', { name: 'See, take along or erase' }).click()
    await expect.poll(() => wallet.locator('main').innerText()).toContain(customer().name)
    const [file] = await Promise.all([
      wallet.waitForEvent('download'),
      wallet.getByRole('link', { name: 'Download as JSON' }).click(),
    ])
    expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({
      customer: { id: customer().id },
    })
  })

  it('is readable to everybody, on a phone in the light and a desk in the dark, and fits 320 pixels', async () => {
    for (const options of [
      { viewport: PHONE, colorScheme: 'light' },
      { viewport: DESK, colorScheme: 'dark' },
      { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
    ] as const) {
      const own = await shop.open(browser, customer().wallet_url, options)
      const staff = await shop.open(browser, linkOf(shop, 'admin'), options)
      const erasure = `/admin/customers/${customer().id}/erasure`
      for (const [page, path] of [
        [own, '/wallet/privacy'],
        [own, '/wallet/privacy/erasure'],
        [staff, erasure],
      ] as const) {
        await page.goto(`${shop.url}${path}`)
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(wide, path).toBe(0)
        expect(await violations(page), path).toEqual([])
        const shots = process.env.SHOTS
        if (shots !== undefined)
          await page.screenshot({
            path: `${shots}/${path.replaceAll('/', '_')}-${options.viewport.width}.png`,
            fullPage: true,
          })
      }
      await own.context().close()
      await staff.context().close()
    }
  })

  it('changes consent, asks to be erased, is erased by an admin, and is nobody then', async () => {
    await wallet.goto(`${shop.url}/wallet/privacy`)
    await wallet.getByLabel('Send me offers and news').setChecked(true)
    await wallet.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => wallet.getByRole('status').innerText()).toContain('Saved')
    await wallet.getByRole('link', { name: 'Have everything erased' }).last().click()
    await wallet.getByRole('button', { name: 'Ask for erasure' }).click()
    await expect
      .poll(() => wallet.locator('main').innerText())
      .toContain('You asked for everything to be erased')
    await admin.goto(`${shop.url}/admin`)
    await admin.getByRole('link', { name: `${customer().name} asked to be erased` }).click()
    await admin.getByRole('link', { name: 'Look and erase' }).click()
    await admin.getByRole('button', { name: 'Erase for good' }).click()
    await expect.poll(() => admin.locator('h1').innerText()).toBe('Erased')
    await wallet.goto(`${shop.url}/wallet`)
    expect(new URL(wallet.url()).pathname).toBe('/signin')
    await admin.goto(`${shop.url}/admin/customers?q=${encodeURIComponent(customer().name)}`)
    expect(await admin.locator('main').innerText()).toContain('Nobody found')
    expect(shop.complaints).toEqual([])
  })
})
