import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSymbol } from '../views/symbol-image.ts'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
let browser: Browser
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
})
afterAll(() => shop?.close())

describe('somebody begins to work here', () => {
  it('by the QR an admin shows on a phone, is seen to have joined, and is out at once when suspended', async () => {
    const admin = await shop.open(browser, linkOf(shop, 'admin'))
    await admin.goto(`${shop.url}/admin/settings/staff`)
    await admin.getByRole('link', { name: 'Add a person' }).click()
    await admin.fill('#name', 'Rita Fonseca de Vasconcelos e Albuquerque')
    await admin.getByText('Ponta Delgada').click()
    await admin.getByRole('button', { name: 'Add and get the link' }).click()
    await admin.waitForURL(/\/invitation$/)
    const link = await admin.inputValue('#link')
    const drawn = await admin.locator('svg.qr').evaluate((svg) => svg.outerHTML)
    expect(await readSymbol(drawn)).toEqual({ text: link, format: 'QRCode' })
    const page = admin.url().replace(/\/invitation$/, '')

    // On their own phone.
    const rita = await shop.open(browser, link)
    expect(await rita.locator('main').innerText()).toContain('Rita Fonseca')
    await rita.getByRole('button', { name: 'Join without a passkey' }).click()
    await rita.waitForURL(/\/scan/)
    expect(await rita.locator('body').innerText()).toContain('Ponta Delgada')

    // The admin sees it, and then has to part with them.
    await admin.goto(page)
    expect(await admin.locator('main').innerText()).toMatch(/At work[\s\S]*one device/)
    await admin.locator('summary', { hasText: 'Suspend' }).click()
    await admin.getByRole('button', { name: 'Suspend now' }).click()
    await admin.getByRole('status').filter({ hasText: 'All sessions have ended' }).waitFor()
    await rita.goto(`${shop.url}/scan`)
    expect(rita.url()).toBe(`${shop.url}/signin`)
    await expect
      .poll(async () => {
        await admin.goto(`${shop.url}/admin/settings/staff?state=suspended`)
        return admin.locator('tbody').innerText()
      })
      .toContain('Rita Fonseca')
  })

  it('with the keyboard alone, from the list to the link', async () => {
    const admin = await shop.open(browser, linkOf(shop, 'admin'), { viewport: DESK })
    await admin.goto(`${shop.url}/admin/settings/staff`)
    await tabTo(admin, 'a', 'Add a person')
    await admin.keyboard.press('Enter')
    await admin.waitForURL(/\/new$/)
    await tabTo(admin, '#name')
    await admin.keyboard.type('Kay Board')
    await admin.keyboard.press('Tab')
    // The chosen role has the focus; the arrow chooses the one before it.
    await admin.keyboard.press('ArrowUp')
    expect(await admin.locator('[name=role]:checked').inputValue()).toBe('manager')
    await admin.keyboard.press('Tab')
    await admin.keyboard.press('Space')
    await tabTo(admin, 'button', 'Add and get the link')
    await admin.keyboard.press('Enter')
    await admin.waitForURL(/\/invitation$/)
    await tabTo(admin, 'a', 'To Kay Board')
    await admin.keyboard.press('Enter')
    await admin.getByRole('heading', { name: 'Kay Board' }).waitFor()
    await tabTo(admin, 'summary', 'Archive')
    await admin.keyboard.press('Enter')
    await tabTo(admin, 'button', 'Archive now')
    await admin.keyboard.press('Enter')
    await admin.getByRole('status').filter({ hasText: 'Archived' }).waitFor()
  })

  it('copies the link where that is allowed', async () => {
    const admin = await shop.open(browser, linkOf(shop, 'admin'), {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await invitationOf(admin, 'Clip Board')
    await admin.getByRole('button', { name: 'Copy link' }).click()
    await admin.getByText('Link copied.').waitFor()
    expect(await admin.evaluate(() => navigator.clipboard.readText())).toBe(await admin.inputValue('#link'))
  })
})

describe('with JavaScript off', () => {
  it('adds, repairs a mistake, shows the link, enrols a tablet by it, and revokes that', async () => {
    const admin = await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false })
    await admin.goto(`${shop.url}/admin/settings/devices`)
    expect(await admin.locator('tbody').innerText()).toContain('Tablet in Belém')
    await admin.getByRole('link', { name: 'Add a device' }).click()
    await admin.getByRole('button', { name: 'Add and get the link' }).click()
    await admin.getByRole('link', { name: 'Write a name of at most 120 characters.' }).click()
    await admin.fill('#name', 'Counter by the door')
    await admin.getByText('Kiosk', { exact: true }).click()
    await admin.selectOption('#stores', { label: 'Ponta Delgada' })
    await admin.getByRole('button', { name: 'Add and get the link' }).click()
    await admin.waitForURL(/\/invitation$/)
    expect(await admin.locator('svg.qr').count()).toBe(1)
    expect(await admin.getByRole('button', { name: 'Copy link' }).isVisible()).toBe(false)
    const tablet = await shop.open(browser, await admin.inputValue('#link'), { javaScriptEnabled: false })
    await tablet.getByRole('button', { name: /^Join as Counter/ }).click()
    await tablet.waitForURL(/\/scan/)
    await admin.getByRole('link', { name: 'To Counter by the door' }).click()
    await admin.locator('summary', { hasText: 'Revoke' }).click()
    await admin.getByRole('button', { name: 'Revoke now' }).click()
    await expect.poll(() => admin.locator('.status').first().innerText()).toBe('Revoked')
    await tablet.goto(`${shop.url}/scan`)
    expect(tablet.url()).toBe(`${shop.url}/signin`)
  })
})

describe.each([
  ['a phone in the light', { viewport: PHONE, colorScheme: 'light', reducedMotion: 'reduce' }],
  ['a desk in the dark', { viewport: DESK, colorScheme: 'dark', reducedMotion: 'reduce' }],
] as const)('on %s', (_, options) => {
  let admin: Page
  let invitation = ''
  beforeAll(async () => {
    admin = await shop.open(browser, linkOf(shop, 'admin'), options)
    await invitationOf(admin, 'Maximiliane Donaudampfschifffahrtsgesellschaftskapitänswitwe')
    invitation = new URL(admin.url()).pathname
  })

  it.each([
    ['staff', () => '/admin/settings/staff'],
    ['staff, none found', () => '/admin/settings/staff?q=zzzz'],
    ['somebody new', () => '/admin/settings/staff/new'],
    ['a link', () => invitation],
    ['somebody invited', () => invitation.replace('/invitation', '')],
    ['oneself', () => '/admin/settings/staff/usr_ines'],
    ['somebody edited', () => '/admin/settings/staff/usr_helena/edit'],
    ['oneself edited', () => '/admin/settings/staff/usr_ines/edit'],
    ['devices', () => '/admin/settings/devices'],
    ['a new device', () => '/admin/settings/devices/new'],
    ['a device', () => '/admin/settings/devices/dev_belem'],
  ])('axe finds nothing, and nothing overflows at 320 px, on: %s', async (_, path) => {
    await admin.goto(shop.url + path())
    expect(await violations(admin)).toEqual([])
    await admin.setViewportSize({ width: 320, height: 640 })
    const wide = await admin.evaluate(() => document.documentElement.scrollWidth)
    await admin.setViewportSize(options.viewport)
    expect(wide).toBeLessThanOrEqual(320)
  })

  it('axe finds nothing on a form with everything wrong, or where two were at it', async () => {
    await admin.goto(`${shop.url}/admin/settings/staff/new`)
    await admin.fill('#email', 'x')
    await admin.getByRole('button', { name: 'Add and get the link' }).click()
    await admin.getByText('3 things need your attention').waitFor()
    expect(await violations(admin)).toEqual([])
    await admin.goto(`${shop.url}/admin/settings/staff/usr_marta/edit`)
    await admin.locator('[name=version]').evaluate((field) => field.setAttribute('value', '0'))
    await admin.fill('#name', 'Marta')
    await admin.getByRole('button', { name: 'Save' }).click()
    await admin.getByRole('heading', { name: 'Somebody changed this person meanwhile' }).waitFor()
    expect(await violations(admin)).toEqual([])
    await admin.getByRole('link', { name: 'Keep what stands' }).click()
    await admin.getByRole('heading', { name: 'Marta Sequeira' }).waitFor()
  })
})

it('no page broke its policy, threw, or asked another origin for anything', () => {
  expect(shop.complaints).toEqual([])
})

/** Adds somebody in the first shop and stays on the page with their link. */
async function invitationOf(admin: Page, name: string): Promise<void> {
  await admin.goto(`${shop.url}/admin/settings/staff/new`)
  await admin.fill('#name', name)
  await admin.locator('[name=store_ids]').first().check()
  await admin.getByRole('button', { name: 'Add and get the link' }).click()
  await admin.waitForURL(/\/invitation$/)
}

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, selector: string, text = ''): Promise<void> {
  const there = () =>
    page.evaluate(
      ([selector, text]) => {
        const focused = document.activeElement
        return focused?.matches(selector ?? '') === true && (focused.textContent ?? '').includes(text ?? '')
      },
      [selector, text],
    )
  for (let presses = 0; presses < 60; presses += 1) {
    if (await there()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard never reaches ${selector} ${text}`)
}
