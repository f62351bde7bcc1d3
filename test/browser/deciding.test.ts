import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withAuthenticator } from './authenticator.ts'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
let browser: Browser
beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
})
afterAll(() => shop?.close())

/** A voucher of the Azores, which Chiado refuses. */
async function elsewhere(): Promise<string> {
  const answer = await fetch(`${shop.url}/api/v1/vouchers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      title: 'Coffee on the islands',
      benefit: { kind: 'item', item: 'Coffee' },
      validity: { kind: 'days', count: 3 },
      store_ids: [shop.facts.stores.find(({ name }) => name === 'Ponta Delgada')?.id],
    }),
  })
  return ((await answer.json()) as { code: string }).code
}

/** Nothing sticks out of the page, and nothing is wrong with it, on a small phone, in the dark and on a desk. */
async function looked(page: Page): Promise<void> {
  for (const [width, colorScheme] of [
    [320, 'light'],
    [PHONE.width, 'dark'],
    [DESK.width, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 700 })
    await page.emulateMedia({ colorScheme })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect([page.url(), wide]).toEqual([page.url(), width])
    expect(await violations(page)).toEqual([])
  }
}

/** The passkey of a manager of Chiado, made on her own phone. */
async function herPasskey() {
  const phone = await shop.open(browser, linkOf(shop, 'manager'))
  await phone.goto(`${shop.url}/account`)
  const own = await withAuthenticator(phone)
  await phone.getByRole('button', { name: 'Create the passkey' }).click()
  await phone.getByRole('status').filter({ hasText: 'Added.' }).waitFor()
  const kept = await own.away()
  await phone.context().close()
  return kept
}

async function refusedAndAsked(page: Page): Promise<void> {
  await page.goto(`${shop.url}/scan?code=${await elsewhere()}`)
  await page.locator('[data-word=not_here]').waitFor()
  await page.getByRole('link', { name: 'Let a manager decide' }).click()
  await page.getByText('What stands against it').waitFor()
}

describe('A manager at somebody’s counter', () => {
  it('decides there with her passkey and a reason; whoever asked stays signed in', async () => {
    const kept = await herPasskey()
    const till = await shop.open(browser, linkOf(shop, 'operator', 'Chiado'))
    await refusedAndAsked(till)
    await looked(till)
    await withAuthenticator(till, kept)
    await till.getByRole('button', { name: 'Use the manager’s passkey' }).click()
    await till.getByText('Beatriz Nogueira decides').waitFor()
    await looked(till)
    await till.getByRole('button', { name: 'Accept it' }).click()
    await till.getByRole('link', { name: 'Choose why.' }).waitFor()
    await looked(till)
    await till.getByText('It was promised').click()
    await till.getByRole('button', { name: 'Accept it' }).click()
    await till.locator('[data-word=redeemed]').waitFor()
    await till.locator('#verdict [data-next]').first().click()
    await expect.poll(() => till.locator('.counter-bar').first().innerText()).toContain('Tiago Marques')
  })

  it('decides at a shared tablet with her PIN, which nobody can read', async () => {
    const link = shop.facts.devices.find(({ role }) => role === 'counter')?.signin_url ?? ''
    const tablet = await shop.open(browser, link, { viewport: DESK })
    const pinOf = (name: string) => shop.facts.staff.find((who) => who.name === name)?.pin ?? ''
    await tablet.getByRole('link', { name: 'Tiago Marques' }).click()
    await tablet.fill('#pin', pinOf('Tiago Marques'))
    await tablet.getByRole('button', { name: 'Sign in' }).click()
    await tablet.waitForURL(/\/scan$/)
    await refusedAndAsked(tablet)
    await looked(tablet)
    await tablet.selectOption('#manager', { label: 'Beatriz Nogueira' })
    await tablet.fill('#pin', pinOf('Beatriz Nogueira'))
    const shown = await tablet
      .locator('#pin')
      .evaluate((field) => getComputedStyle(field).getPropertyValue('-webkit-text-security'))
    expect(shown).toBe('disc')
    await tablet.getByText('Goodwill').click()
    await tablet.getByRole('button', { name: 'Accept it' }).click()
    await tablet.locator('[data-word=redeemed]').waitFor()
    expect(shop.complaints).toEqual([])
  })
})
