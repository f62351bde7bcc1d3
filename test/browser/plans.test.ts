import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
let browser: Browser
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
})
afterAll(() => shop?.close())

const wider = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe('Selling a plan on a phone, with JavaScript off', () => {
  let admin: Page
  beforeAll(async () => {
    admin = await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false, viewport: PHONE })
  })

  it('says what the customer gets, then sells it, and they find it in their wallet', async () => {
    const bruno = shop.facts.customers.find(({ name }) => name === 'Bruno Espírito Santo')
    await admin.goto(`${shop.url}/admin/customers/${bruno?.id}`)
    await admin.getByRole('link', { name: 'Sell a plan' }).click()
    await admin.getByRole('button', { name: 'See what they get' }).click()
    await admin.getByRole('link', { name: 'Choose one of your plans.' }).waitFor()
    expect(await wider(admin)).toBe(0)
    await admin.getByLabel('Mornings').check()
    await admin.getByRole('button', { name: 'See what they get' }).click()
    await admin.getByText('The same every month').first().waitFor()
    const told = await admin.locator('main').innerText()
    expect(told).toContain('1 × A coffee before ten and 1 × The first cake of the month')
    expect(told).toContain('The same every month')
    expect(told).toContain('€9 a month')
    expect(await wider(admin)).toBe(0)
    await admin.getByRole('button', { name: 'Sell Mornings' }).click()
    await admin.getByText('Mornings · Running').first().waitFor()
    const page = await admin.locator('main').innerText()
    expect(page).toContain('Mornings · Running')
    expect(page).toContain('2 vouchers given')
    expect(await wider(admin)).toBe(0)
    const wallet = await shop.open(browser, bruno?.wallet_url ?? '', { viewport: PHONE })
    await wallet.goto(`${shop.url}/wallet`)
    const kept = await wallet.locator('main').innerText()
    expect(kept).toContain('Your plan: Mornings')
    expect(kept).toContain('The first cake of the month')
    expect(await violations(wallet)).toEqual([])
    await wallet.context().close()
  })

  it('ends it again, after saying what stays', async () => {
    await admin.getByText('End Mornings now').click()
    await admin.getByText('Vouchers they were given stay.').waitFor()
    await admin.getByRole('button', { name: 'End it now' }).click()
    await expect.poll(() => admin.locator('main').innerText()).toContain('Mornings · Over')
    expect(await admin.getByText('End Mornings now').count()).toBe(0)
  })

  it('is accessible on each of its pages', async () => {
    const desk = await shop.open(browser, linkOf(shop, 'admin'), { viewport: PHONE })
    const mafalda = shop.facts.customers.find(({ name }) => name === 'Mafalda Corte-Real')
    for (const path of ['', '/plans/new', '/plans/new?look=1']) {
      await desk.goto(`${shop.url}/admin/customers/${mafalda?.id}${path}`)
      expect(await violations(desk), path).toEqual([])
    }
    await desk.getByLabel('Mornings').check()
    await desk.getByRole('button', { name: 'See what they get' }).click()
    await desk.getByRole('button', { name: 'Sell Mornings' }).waitFor()
    expect(await violations(desk)).toEqual([])
    await desk.context().close()
  })

  it('without a complaint of the browser', () => {
    expect(shop.complaints.filter((line) => !line.includes('422'))).toEqual([])
  })
})
