import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkOf, type Meridiano, openMeridiano } from './meridiano.ts'
import { PHOTO } from './photo.ts'

let shop: Meridiano
let admin: Page
let till: Page
beforeAll(async () => {
  shop = await openMeridiano()
  const browser = await shop.browser()
  admin = await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false })
  till = await shop.open(browser, linkOf(shop, 'operator', 'Chiado'), { javaScriptEnabled: false })
})
afterAll(() => shop?.close())

describe('with JavaScript off', () => {
  let code = ''

  it('issues: search, choice, photo, a mistake that keeps what was typed, and the hand-over', async () => {
    await admin.getByRole('link', { name: 'Issue', exact: true }).click()
    await admin.fill('#q', 'martins')
    await admin.getByRole('button', { name: 'Find' }).click()
    await admin.getByText('Joana Martins').click()
    await admin.setInputFiles('input[type=file]:not([capture])', {
      name: 'cup.png',
      mimeType: 'image/png',
      buffer: PHOTO,
    })
    await admin.fill('#days', '0')
    await admin.fill('#title', 'Coffee without scripts')
    await admin.getByRole('button', { name: 'Generate voucher' }).click()
    await admin.getByRole('link', { name: /days/ }).waitFor()
    expect(await admin.inputValue('#title')).toBe('Coffee without scripts')
    expect(await admin.title()).toMatch(/^Error: /)
    await admin.fill('#days', '3')
    await admin.getByRole('button', { name: 'Generate voucher' }).click()
    await admin.waitForURL(/\/handover$/)
    code = ((await admin.locator('[data-act=open]').getAttribute('href')) ?? '').split('/v/')[1] ?? ''
    expect(await admin.locator('main').innerText()).toContain('Joana')
    expect(code).toMatch(/^[0-9A-Z]{12}$/)
  })

  it('shows the voucher, prints it, and gives its QR code as a picture', async () => {
    await admin.goto(`${shop.url}/v/${code}`)
    expect(await admin.locator('svg.qr').count()).toBe(1)
    await admin.goto(`${shop.url}/v/${code}/print?as=receipt`)
    expect(await admin.locator('svg').count()).toBeGreaterThan(0)
    const picture = await fetch(`${shop.url}/v/${code}/qr.png`)
    expect(picture.headers.get('content-type')).toBe('image/png')
  })

  it('scans, redeems, comes back to the same answer after a reload, and undoes', async () => {
    await till.goto(`${shop.url}/scan`)
    await till.fill('#code', code)
    await till.getByRole('button', { name: 'Check' }).click()
    await till.locator('[data-verdict=valid]').waitFor()
    await till.getByRole('button', { name: 'Redeem', exact: true }).click()
    await till.waitForURL(/\/scan\/outcomes\//)
    await till.reload()
    await till.locator('[data-verdict=done]').waitFor()
    await till.locator('#verdict details.undo summary').click()
    await till.locator('#verdict').getByText('Wrong voucher').click()
    await till.getByRole('button', { name: 'Undo it' }).click()
    await till.locator('[data-word=undone]').waitFor()
  })

  it('finds the voucher, shows its trace, blocks it and says why a till is refused', async () => {
    await expect
      .poll(async () => {
        await admin.goto(`${shop.url}/admin/vouchers?q=${code.slice(-4)}`)
        return admin.locator('tbody tr').count()
      })
      .toBeGreaterThan(0)
    await admin.getByRole('link', { name: 'Coffee without scripts' }).click()
    await expect.poll(() => admin.locator('.trace > li').count()).toBe(3)
    await admin.locator('summary', { hasText: 'Block' }).click()
    await admin.fill('#reason-block', 'phone stolen')
    await admin.getByRole('button', { name: 'Block it' }).click()
    await expect.poll(() => admin.locator('.trace > li').count()).toBe(4)
    await till.goto(`${shop.url}/scan?code=${code}`)
    await till.locator('[data-word=blocked]').waitFor()
  })
})
