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

const pinOf = (name: string) => shop.facts.staff.find((who) => who.name === name)?.pin ?? ''

it('a shared tablet fetches what reads symbols while people sign in: the first scan finds it there', async () => {
  const tablet = await enrolledTablet('warmed', { viewport: DESK })
  await tablet.waitForFunction(() => sessionStorage.getItem('vale.reader') !== null)
  await signIn(tablet, 'Tiago Marques')
  await tablet.waitForURL(/\/scan$/)
  const sent = () =>
    tablet.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.includes('/decoder.'))
        .map((entry) => (entry as PerformanceResourceTiming).transferSize),
    )
  await expect.poll(sent).toEqual([0])
  expect(shop.complaints).toEqual([])
})

it('a shared tablet that nobody touches for five minutes asks who is there, and opens nothing until somebody is', async () => {
  const tablet = await enrolledTablet('idle', { viewport: DESK })
  await tablet.clock.install()
  await signIn(tablet, 'Tiago Marques')
  await tablet.waitForURL(/\/scan$/)
  await tablet.clock.fastForward('04:50')
  await tablet.locator('#code').press('Shift')
  await tablet.clock.fastForward('04:50')
  expect(new URL(tablet.url()).pathname).toBe('/scan')
  await tablet.clock.fastForward('00:20')
  await tablet.waitForURL(/\/counter$/)
  await tablet.goto(`${shop.url}/scan/history`)
  expect(new URL(tablet.url()).pathname).toBe('/counter')
})

describe.each([
  ['with JavaScript', { viewport: DESK }],
  ['without JavaScript', { viewport: PHONE, javaScriptEnabled: false }],
])('a shared tablet %s', (how, options) => {
  it('is enrolled by its link; people choose their name, redeem by PIN, undo, and make room for the next', async () => {
    const tablet = await enrolledTablet(how, options)
    expect(await tablet.locator('h1').innerText()).toBe('Who is at the counter?')
    expect(await tablet.locator('.counter-bar').innerText()).toContain('Chiado')
    await signIn(tablet, 'Tiago Marques')
    await tablet.waitForURL(/\/scan$/)
    expect(await tablet.locator('.counter-bar').first().innerText()).toContain('Tiago Marques')

    await tablet.fill('#code', await coffee())
    await tablet.getByRole('button', { name: 'Check' }).click()
    await tablet.locator('[data-verdict=valid]').waitFor()
    await tablet.getByRole('button', { name: 'Redeem', exact: true }).click()
    await tablet.locator('[data-verdict=done]').waitFor()
    await tablet.locator('#verdict summary', { hasText: 'Undo' }).click()
    await tablet.locator('.undo .chip').first().click()
    await tablet.locator('.undo button[type=submit]').click()
    await tablet.getByText('The voucher can be used again.').waitFor()

    await tablet.goto(`${shop.url}/scan`)
    await tablet.getByRole('button', { name: 'Switch person' }).click()
    await tablet.waitForURL(/\/counter$/)
    await tablet.goto(`${shop.url}/scan`)
    expect(tablet.url()).toBe(`${shop.url}/counter`)
    await signIn(tablet, 'Beatriz Nogueira')
    await tablet.waitForURL(/\/scan$/)
    await tablet.goto(`${shop.url}/admin`)
    expect(await tablet.locator('main').innerText()).not.toContain('Vouchers')
    await tablet.getByRole('link', { name: 'Go to scanning' }).click()
    await tablet.waitForURL(/\/scan$/)
  })
})

it('five misses lock a PIN until somebody who looks after its owner unlocks it', async () => {
  const tablet = await shop.open(browser, tabletLink())
  await tablet.getByRole('link', { name: /Tiago Marques/ }).click()
  for (const said of [
    '4 tries are left',
    '3 tries are left',
    '2 tries are left',
    'One try is left',
    'is locked',
  ]) {
    await tablet.fill('#pin', '111222')
    await tablet.getByRole('button', { name: 'Sign in' }).click()
    await tablet.getByText(said).waitFor()
  }
  expect(await tablet.locator('#pin').count()).toBe(0)
  const manager = await shop.open(browser, linkOf(shop, 'manager'))
  await manager.goto(`${shop.url}/admin/settings/staff/usr_tiago`)
  await manager.getByRole('button', { name: 'Unlock the PIN' }).click()
  await manager.getByRole('status').filter({ hasText: 'The PIN is unlocked' }).waitFor()
  await tablet.getByRole('link', { name: 'Somebody else' }).click()
  await signIn(tablet, 'Tiago Marques')
  await tablet.waitForURL(/\/scan$/)
})

it('somebody sets a PIN of their own, and mends what is easy to guess', async () => {
  const marta = await shop.open(browser, linkOf(shop, 'operator', 'Campo de Ourique'))
  await marta.goto(`${shop.url}/account/pin`)
  await marta.fill('#pin', '123456')
  await marta.fill('#pin_again', '123456')
  await marta.getByRole('button', { name: 'Set the PIN' }).click()
  await marta.getByText('This one is guessed first.').waitFor()
  expect(await violations(marta)).toEqual([])
  await marta.fill('#pin', '582047')
  await marta.fill('#pin_again', '582047')
  await marta.getByRole('button', { name: 'Set the PIN' }).click()
  await marta.getByRole('status').filter({ hasText: 'Your PIN is set' }).waitFor()
})

describe.each([
  ['a phone in the light', { viewport: PHONE, colorScheme: 'light', reducedMotion: 'reduce' }],
  ['a tablet in the dark', { viewport: DESK, colorScheme: 'dark', reducedMotion: 'reduce' }],
] as const)('on %s', (_, options) => {
  let tablet: Page
  beforeAll(async () => {
    tablet = await shop.open(browser, tabletLink(), options)
  })

  it.each([
    ['whose turn it is', '/counter'],
    ['a PIN', '/counter/usr_beatriz'],
    ['no PIN yet', '/counter/usr_ines'],
  ])('axe finds nothing, nothing overflows at 320 px, and names are easy to hit, on: %s', async (_, path) => {
    await tablet.goto(shop.url + path)
    expect(await violations(tablet)).toEqual([])
    const heights = await tablet
      .locator('.who a, main .button')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
    expect(Math.min(...heights, 99)).toBeGreaterThanOrEqual(48)
    await tablet.setViewportSize({ width: 320, height: 640 })
    const wide = await tablet.evaluate(() => document.documentElement.scrollWidth)
    await tablet.setViewportSize(options.viewport)
    expect(wide).toBeLessThanOrEqual(320)
  })

  it('axe finds nothing on a PIN that was missed, and on the scanner of whoever is signed in', async () => {
    await tablet.goto(`${shop.url}/counter/usr_beatriz`)
    await tablet.fill('#pin', '12')
    await tablet.getByRole('button', { name: 'Sign in' }).click()
    await tablet.getByText('Type the six digits').waitFor()
    expect(await violations(tablet)).toEqual([])
    await tablet.fill('#pin', pinOf('Beatriz Nogueira'))
    await tablet.getByRole('button', { name: 'Sign in' }).click()
    await tablet.waitForURL(/\/scan$/)
    await tablet.setViewportSize({ width: 320, height: 640 })
    expect(await tablet.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    expect(await violations(tablet)).toEqual([])
  })
})

it('no page broke its policy, threw, or asked another origin for anything', () => {
  expect(shop.complaints).toEqual([])
})

function tabletLink(): string {
  return shop.facts.devices.find(({ role }) => role === 'counter')?.signin_url ?? ''
}

/** Adds a tablet in Chiado as an admin does, and opens its link on it. */
async function enrolledTablet(name: string, options: Parameters<Meridiano['open']>[2]): Promise<Page> {
  const admin = await shop.open(browser, linkOf(shop, 'admin'))
  await admin.goto(`${shop.url}/admin/settings/devices/new`)
  await admin.fill('#name', name)
  await admin.selectOption('#stores', { label: 'Chiado' })
  await admin.getByRole('button', { name: 'Add and get the link' }).click()
  await admin.waitForURL(/\/invitation$/)
  const tablet = await shop.open(browser, await admin.inputValue('#link'), options)
  await tablet.getByRole('button', { name: `Make this ${name}` }).click()
  await tablet.waitForURL(/\/counter$/)
  return tablet
}

async function signIn(tablet: Page, name: string): Promise<void> {
  await tablet.getByRole('link', { name }).click()
  await tablet.fill('#pin', pinOf(name))
  await tablet.getByRole('button', { name: 'Sign in' }).click()
}

/** The code of a new voucher. */
async function coffee(): Promise<string> {
  const headers = {
    authorization: `Bearer ${shop.facts.api_key}`,
    'content-type': 'application/json',
    'idempotency-key': crypto.randomUUID(),
  }
  const body = JSON.stringify({
    title: 'Coffee on us',
    benefit: { kind: 'item', item: 'Coffee' },
    validity: { kind: 'days', count: 3 },
  })
  const issued = await fetch(`${shop.url}/api/v1/vouchers`, { method: 'POST', headers, body })
  return ((await issued.json()) as { code: string }).code
}
