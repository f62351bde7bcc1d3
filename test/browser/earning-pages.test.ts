import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

const EMAIL = 'nova@example.com'

let shop: Meridiano
let browser: Browser
/** A voucher that asks before it is used, its offer, and a plan that gives it. */
const made = { asking: '', claimed: '', offer: '', plan: '', store: '', long: '' }

beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
  await post('/customers', { name: 'Nova Reis', email: EMAIL })
  const offer = await post('/offers', {
    name: 'Lunch at a table',
    benefit: { kind: 'item', item: 'Lunch' },
    validity: { kind: 'days', count: 14 },
    prompts: [
      { key: 'table', label: 'At which table do they sit?', kind: 'number' },
      { key: 'id_seen', label: 'Their student card was seen', kind: 'tick' },
      { key: 'wish', label: 'What do they wish for', kind: 'text' },
    ],
  })
  await post(`/offers/${offer.id}/publications`, {})
  const plan = {
    name: 'Lunch club',
    price: null,
    period: 'month',
    gives: [],
    vouchers: [{ offer_id: offer.id, count: 2 }],
  }
  const customer_id = shop.facts.customers[0]?.id
  const { voucher } = await post(`/offers/${offer.id}/claims`, { customer_id })
  const long = await post('/customers', {
    name: 'Maria Antonieta Vasconcelos-Albuquerque da Conceição Figueiredo',
  })
  const reason = 'For the wait on a long afternoon when the machine was broken'
  await post(`/customers/${long.id}/adjustments`, { unit: 'cashback', amount: 1250, reason })
  const store = shop.facts.stores.find(({ name }) => name === 'Belém')?.id ?? ''
  Object.assign(made, {
    ...{ asking: voucher.code, claimed: voucher.id, long: long.id, offer: offer.id },
    plan: (await post('/plans', plan)).id,
    store,
  })
})
afterAll(() => shop?.close())

describe.each([
  ['the narrowest phone, in the dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
  ['a phone', { viewport: PHONE, colorScheme: 'light' }],
  ['a desk', { viewport: DESK, colorScheme: 'light' }],
] as const)('on %s', (_, options) => {
  it('a statement is open to everybody: whole, narrowed, and when nothing fits', async () => {
    const page = await shop.open(browser, shop.facts.customers[0]?.wallet_url ?? '', options)
    for (const search of ['', '?about=points', '?about=vouchers', '?about=balance'])
      await fits(page, `/wallet/statement${search}`)
    await page.goto(`${shop.url}/wallet/statement`)
    // Each sum stands at the end of its line, and what of it ends below it, not beside it.
    const [sum, note] = await page.locator('.balances dd').first().locator('> *').all()
    const [above, below] = [await sum?.boundingBox(), await note?.boundingBox()]
    expect(below?.y ?? 0).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0))
  })

  it('so is giving a voucher back, and an account at the desk, however long its name', async () => {
    const page = await shop.open(browser, shop.facts.customers[0]?.wallet_url ?? '', options)
    await fits(page, `/wallet/returns/${made.claimed}`)
    const admin = await shop.open(browser, linkOf(shop, 'admin'), options)
    await fits(admin, `/admin/customers/${shop.facts.customers[0]?.id}/account`)
    await fits(admin, `/admin/customers/${made.long}/account`)
    expect(await admin.locator('main').innerText()).toContain('when the machine was broken')
  })

  it('so is the form of a plan, new and as it was', async () => {
    const admin = await shop.open(browser, linkOf(shop, 'admin'), options)
    await fits(admin, '/admin/settings/plans/new')
    await fits(admin, `/admin/settings/plans/${made.plan}`)
    expect(await admin.locator('main').innerHTML()).toContain('Lunch at a table')
  })

  it('so is the form of an offer that asks at the counter, and of a shop that redeems at once', async () => {
    const admin = await shop.open(browser, linkOf(shop, 'admin'), options)
    await fits(admin, `/admin/offers/${made.offer}/edit`)
    const asked = admin.getByRole('textbox', { name: 'Question 1' })
    expect(await asked.inputValue()).toBe('At which table do they sit?')
    await fits(admin, `/admin/settings/stores/${made.store}`)
    expect(await admin.getByLabel('Redeem as soon as a voucher is scanned').count()).toBe(1)
  })

  it('so is a voucher that asks before it is used', async () => {
    const till = await shop.open(browser, linkOf(shop, 'operator', 'Chiado'), options)
    await fits(till, `/scan?code=${made.asking}`)
    expect(await till.locator('[data-verdict=valid]').innerText()).toContain('At which table do they sit?')
  })
})

describe('whoever is new', () => {
  it('reads how a statement comes to have lines', async () => {
    const page = await shop.open(browser, `${shop.url}/signin`)
    await page.fill('#email', EMAIL)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    const mail = await shop.open(browser, `${shop.url}/dev/mailbox`)
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await mail.locator('main').innerText())?.[0] ?? ''
    await page.fill('#code', code)
    await page.getByRole('button', { name: 'Open my wallet' }).click()
    await page.waitForURL(/\/wallet$/)
    await fits(page, '/wallet/statement')
    expect(await page.locator('main').innerText()).toContain('Nothing here yet')
  })

  it('complained about nothing', () => {
    expect(shop.complaints).toEqual([])
  })
})

/** Opens the page and all its folds: nobody is kept out of any of it, and nothing is wider than the screen. */
async function fits(page: Page, path: string): Promise<void> {
  await page.goto(`${shop.url}${path}`)
  await page.evaluate('document.querySelectorAll("main details").forEach((fold) => { fold.open = true })')
  expect([path, await violations(page)]).toEqual([path, []])
  const over = 'document.documentElement.scrollWidth - innerWidth'
  expect([path, await page.evaluate(over)]).toEqual([path, 0])
}

async function post(
  path: string,
  body: unknown,
): Promise<{ id: string; voucher: { id: string; code: string } }> {
  const headers = { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() }
  const answer = await fetch(`${shop.url}/api/v1${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  const said = await answer.text()
  expect([path, answer.ok, answer.ok || said]).toEqual([path, true, true])
  return JSON.parse(said) as { id: string; voucher: { id: string; code: string } }
}
