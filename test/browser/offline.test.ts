import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkOf, type Meridiano, openMeridiano } from './meridiano.ts'

let shop: Meridiano
let admin: Page
beforeAll(async () => {
  shop = await openMeridiano()
  admin = await shop.open(await shop.browser(), linkOf(shop, 'admin'))
})
afterAll(() => shop?.close())

describe('a desk without a connection', () => {
  it('shows the designed page, keeps no other, and goes on where it was', async () => {
    await admin.evaluate(() => navigator.serviceWorker.ready.then(() => null))
    await admin.context().setOffline(true)
    const path = `${shop.url}/admin/vouchers`
    await admin.goto(path)
    expect(await admin.getByRole('heading', { level: 1 }).innerText()).toBe('No connection')
    expect(admin.url()).toBe(path)
    const again = admin.getByRole('button', { name: 'Try again' })
    expect(await again.evaluate((button) => getComputedStyle(button).minHeight)).toBe('48px')
    const kept = await admin.evaluate(async () => {
      const all = await Promise.all(
        (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
      )
      return all.flat().map(({ url }) => new URL(url).pathname)
    })
    const pages = kept.filter((one) => !/\.(css|js)$/.test(one))
    expect(pages.toSorted()).toEqual(['/offline', '/scan/offline'])
    await admin.context().setOffline(false)
    await again.click()
    await admin.getByRole('heading', { level: 1, name: 'Vouchers' }).waitFor()
    expect(shop.complaints).toEqual([])
  })
})
