import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { widthAt320 } from './empty-brand.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
let browser: Browser
let admin: Page
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
  admin = await shop.open(browser, linkOf(shop, 'admin'), { viewport: DESK, colorScheme: 'dark' })
})
afterAll(() => shop?.close())

const KEYS = '/admin/settings/keys'

/** What the API says to that key. */
async function answered(key: string): Promise<unknown> {
  const answer = await fetch(`${shop.url}/api/v1/vouchers/7Q4K9XW2MTR2/validations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{}',
  })
  return answer.status === 200 ? 200 : [answer.status, ((await answer.json()) as { reason: string }).reason]
}

/** Fills the form of a new key in and sends it; the key as it is shown. */
async function made(page: Page, name: string): Promise<string> {
  await page.goto(`${shop.url}${KEYS}/new`)
  await page.fill('#name', name)
  await page.check('[value="redemptions:create"]')
  await page.selectOption('#ends', '30')
  await page.getByRole('button', { name: 'Make the key' }).click()
  await page.getByRole('heading', { level: 1, name: `The key for ${name}` }).waitFor()
  return page.inputValue('#link')
}

async function press(page: Page, act: string, button: string): Promise<void> {
  await page.getByText(act, { exact: true }).first().click()
  await page.getByRole('button', { name: button, exact: true }).click()
}

describe('An admin', () => {
  let first = ''
  let second = ''

  it('makes a key, copies it, and a shop system calls with it', async () => {
    await admin.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: shop.url })
    await admin.goto(`${shop.url}/admin/settings`)
    await admin.getByRole('link', { name: 'API keys' }).click()
    first = await made(admin, 'Till software')
    await admin.getByRole('button', { name: 'Copy the key' }).click()
    await admin.getByRole('status').getByText('Copied.').waitFor()
    expect(await admin.evaluate(() => navigator.clipboard.readText())).toBe(first)
    expect(await answered(first)).toBe(200)
  })

  it('changes over to a new secret while both work', async () => {
    await admin.getByRole('link', { name: 'To Till software' }).click()
    await press(admin, 'Make a new secret', 'Make a new secret')
    await admin.getByText('The key before works too').waitFor()
    second = await admin.inputValue('#link')
    expect(second).not.toBe(first)
    expect([await answered(first), await answered(second)]).toEqual([200, 200])
  })

  it('revokes it, and nothing answers to it any more', async () => {
    await admin.getByRole('link', { name: 'To Till software' }).click()
    await press(admin, 'Revoke', 'Revoke this key')
    await admin.getByText('Revoked. Nothing answers to it any more.').waitFor()
    const refused = [401, 'unauthenticated']
    expect([await answered(first), await answered(second)]).toEqual([refused, refused])
  })
})

it('without scripts a key is made all the same, and what is wrong is said beside it', async () => {
  const plain = await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false })
  await plain.goto(`${shop.url}${KEYS}/new`)
  await plain.getByRole('button', { name: 'Make the key' }).click()
  await plain.getByRole('link', { name: 'Tick at least one thing it may do.' }).waitFor()
  expect(await answered(await made(plain, 'Webshop'))).toBe(200)
  expect(await plain.getByRole('button', { name: 'Copy the key' }).isVisible()).toBe(false)
})

describe.each([
  ['a phone in the light', { viewport: PHONE, colorScheme: 'light', reducedMotion: 'reduce' }],
  ['a desk in the dark', { viewport: DESK, colorScheme: 'dark', reducedMotion: 'reduce' }],
] as const)('on %s', (name, options) => {
  it('every page of keys is accessible and as narrow as 320 px', async () => {
    const page = await shop.open(browser, linkOf(shop, 'admin'), options)
    const look = async (path: string) => {
      if (path !== '') await page.goto(`${shop.url}${path}`)
      expect(await violations(page), path).toEqual([])
      expect(await widthAt320(page), path).toBeLessThanOrEqual(320)
    }
    await look(KEYS)
    await look(`${KEYS}?state=revoked`)
    await look(`${KEYS}/new`)
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByRole('link', { name: 'Tick at least one thing it may do.' }).waitFor()
    await look('')
    const long = `Kasse am Donaudampfschifffahrtsgesellschaftsanleger ${name}`
    await made(page, long)
    await look('')
    await page.getByRole('link', { name: `To ${long}` }).click()
    await page.waitForURL(/\/keys\/key_\w+$/)
    const key = new URL(page.url()).pathname
    await look('')
    await look(`${key}/edit`)
    expect(shop.complaints).toEqual([])
  })
})
