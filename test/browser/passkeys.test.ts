import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withAuthenticator } from './authenticator.ts'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
let browser: Browser
let admin: Page
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
  admin = await shop.open(browser, linkOf(shop, 'admin'))
})
afterAll(() => shop?.close())

describe('a passkey', () => {
  it('joins by a link, signs in again, is joined by a second, and once removed opens nothing', async () => {
    const link = await invitationFor('Rita Fonseca')
    const phone = await shop.open(browser, link)
    const first = await withAuthenticator(phone)
    await phone.getByRole('button', { name: 'Create a passkey and join' }).click()
    await phone.waitForURL(/\/scan/)
    expect(await first.count()).toBe(1)

    // The link is spent; she signs out and comes back with her finger.
    await signOut(phone)
    await phone.goto(link)
    await phone.getByRole('heading', { name: 'This link has ended' }).waitFor()
    await phone.goto(`${shop.url}/signin?then=/account`)
    await phone.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await phone.waitForURL(/\/account$/)

    // The same phone keeps one of her already, and says so.
    await phone.locator('summary', { hasText: 'Add a passkey' }).click()
    await phone.getByRole('button', { name: 'Create the passkey' }).click()
    await phone.getByText('keeps a passkey of yours already').waitFor()
    const lost = await first.away()
    const second = await withAuthenticator(phone)
    await phone.fill('#passkey_name', 'The key in the drawer')
    await phone.getByRole('button', { name: 'Create the passkey' }).click()
    await phone.getByRole('status').filter({ hasText: 'Added.' }).waitFor()
    const list = phone.getByRole('region', { name: 'Passkeys' }).locator('summary:has(b)')
    expect(await list.allInnerTexts()).toEqual([
      expect.stringContaining('Linux'),
      expect.stringContaining('The key in the drawer'),
    ])
    await list.first().click()
    await phone.getByRole('button', { name: 'Remove passkey' }).first().click()
    await phone.getByRole('status').filter({ hasText: 'Removed.' }).waitFor()
    expect(await list.count()).toBe(1)

    // Whoever finds the lost phone stands outside; the other key opens.
    await signOut(phone)
    const kept = await second.away()
    await phone.goto(`${shop.url}/signin`)
    const found = await withAuthenticator(phone, lost)
    await phone.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await phone.getByRole('alert').filter({ hasText: 'opens nothing here' }).waitFor()
    await phone.goto(`${shop.url}/scan`)
    expect(new URL(phone.url()).pathname).toBe('/signin')
    await found.away()
    await withAuthenticator(phone, kept)
    await phone.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await phone.waitForURL(/\/scan/)
  })

  it('lost is replaced by a fresh link, which says that older ones are there, and the admin ends what is left', async () => {
    const link = await invitationFor('Paula Seco')
    const page = admin.url().replace(/\/invitation$/, '')
    const old = await shop.open(browser, link)
    await withAuthenticator(old)
    await old.getByRole('button', { name: 'Create a passkey and join' }).click()
    await old.waitForURL(/\/scan/)

    await admin.goto(page)
    await admin.locator('summary', { hasText: 'Make a new link' }).click()
    await admin.getByRole('button', { name: 'Make a new link' }).click()
    await admin.waitForURL(/\/invitation$/)
    const fresh = await shop.open(browser, await admin.inputValue('#link'))
    await withAuthenticator(fresh)
    await fresh.getByRole('button', { name: 'Create a passkey and join' }).click()
    await fresh.getByRole('status').filter({ hasText: 'passkeys from before' }).waitFor()
    const list = fresh.getByRole('region', { name: 'Passkeys' }).locator('summary:has(b)')
    expect(await list.count()).toBe(2)
    await list.first().click()
    await fresh.getByRole('button', { name: 'Remove passkey' }).first().click()
    await fresh.getByRole('status').filter({ hasText: 'Removed.' }).waitFor()

    await admin.goto(page)
    expect(await admin.getByRole('region', { name: 'Signed in on' }).locator('li').count()).toBe(2)
    await admin.getByRole('button', { name: 'End all sessions' }).click()
    await admin.getByRole('status').filter({ hasText: 'Ended.' }).waitFor()
    await old.goto(`${shop.url}/scan`)
    await fresh.goto(`${shop.url}/account`)
    expect([old, fresh].map((one) => new URL(one.url()).pathname)).toEqual(['/signin', '/signin'])
  })

  it('that is cancelled says so and leaves the link as it was', async () => {
    const page = await shop.open(browser, await invitationFor('Can Cel'))
    // An authenticator that does not know its holder verifies nobody.
    const session = await page.context().newCDPSession(page)
    await session.send('WebAuthn.enable')
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
    })
    await page.getByRole('button', { name: 'Create a passkey and join' }).click()
    await page.getByText('That did not go through').waitFor()
    await page.getByRole('button', { name: 'Join without a passkey' }).click()
    await page.waitForURL(/\/scan/)
  })
})

describe('without JavaScript', () => {
  it('the link lets in on this browser, the account is looked after, and what is missing is said', async () => {
    const page = await shop.open(browser, await invitationFor('Nora Script'), { javaScriptEnabled: false })
    expect(await page.locator('main').innerText()).toContain('Creating a passkey needs JavaScript')
    expect(await page.getByRole('button', { name: 'Create a passkey' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Join without a passkey' }).click()
    await page.waitForURL(/\/scan/)
    await page.goto(`${shop.url}/account`)
    expect(await page.locator('main').innerText()).toMatch(/You have no passkey yet[\s\S]*needs JavaScript/)
    expect(await page.getByRole('region', { name: 'Signed in' }).locator('li').innerText()).toContain(
      'This browser',
    )
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto(`${shop.url}/account`)
    expect(new URL(page.url()).pathname).toBe('/signin')
    expect(await page.locator('main').innerText()).toContain('needs JavaScript')
  })
})

describe.each([
  ['a phone in the light', { viewport: PHONE, colorScheme: 'light', reducedMotion: 'reduce' }],
  ['a desk in the dark', { viewport: DESK, colorScheme: 'dark', reducedMotion: 'reduce' }],
] as const)('on %s', (_, options) => {
  let page: Page
  let link = ''
  beforeAll(async () => {
    link = await invitationFor('Maximiliane Donaudampfschifffahrtsgesellschaftskapitänswitwe')
    page = await shop.open(browser, link, options)
  })

  it('axe finds nothing, and nothing overflows at 320 px, on the ways in and the account', async () => {
    await sound(page, options.viewport)
    await withAuthenticator(page)
    await page.getByRole('button', { name: 'Create a passkey and join' }).click()
    await page.waitForURL(/\/scan/)
    await page.goto(`${shop.url}/account`)
    for (const fold of await page.locator('summary').all()) await fold.click()
    await sound(page, options.viewport)
    await page.getByRole('button', { name: 'Sign out' }).click()
    for (const path of ['/signin', link.slice(shop.url.length)]) {
      await page.goto(shop.url + path)
      await sound(page, options.viewport)
    }
    await page.goto(`${shop.url}/signin`)
    await page.locator('form[data-passkey]').evaluate((form: HTMLFormElement) => form.submit())
    await page.getByRole('alert').waitFor()
    await sound(page, options.viewport)
  })
})

it('no page broke its policy, threw, or asked another origin for anything', () => {
  expect(shop.complaints).toEqual([])
})

/** Adds somebody in the first shop and gives their link. */
async function invitationFor(name: string): Promise<string> {
  await admin.goto(`${shop.url}/admin/settings/staff/new`)
  await admin.fill('#name', name)
  await admin.locator('[name=store_ids]').first().check()
  await admin.getByRole('button', { name: 'Add and get the link' }).click()
  await admin.waitForURL(/\/invitation$/)
  return admin.inputValue('#link')
}

/** From wherever they are at work, by the way people look for. */
async function signOut(page: Page): Promise<void> {
  if (!page.url().includes('/account')) await page.locator('a[href="/account"]:visible').click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${shop.url}/`)
}

async function sound(page: Page, viewport: { width: number; height: number }): Promise<void> {
  expect(await violations(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 640 })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  await page.setViewportSize(viewport)
  expect(wide, page.url()).toBeLessThanOrEqual(320)
}
