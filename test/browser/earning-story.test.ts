import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WEEKDAYS } from '../../src/local-time.ts'
import { violations } from './axe.ts'
import { widthAt320 } from './empty-brand.ts'
import { linkOf, type Meridiano, openMeridiano } from './meridiano.ts'

const NAME = 'A coffee in the happy hour'
const LISBON = 'Europe/Lisbon'
const MINUTE = 60_000
/** What the customer lacks at first. The demo gives a point for each euro, so €30 bring both coffees of the story. */
const MISSING = 10
const PAID = 30
/** What one coffee costs: the second is paid by what the purchase brings beyond the first. */
const PRICE = 20
/** What the button says. */
const GET = `Use ${PRICE} points`

let shop: Meridiano
let browser: Browser
let customer: Page
let chiado: Page
let azores: Page
/** The customer's points before anything was bought. */
let before = 0
/** The window's opening, on any shop's clock. */
let opens = ''

beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
  before = await pointsOf(joana().id)
  // What they have beyond ten points less than the price is taken off, so that the offer is just out of reach.
  const spare = before - (PRICE - MISSING)
  await post(`/customers/${joana().id}/adjustments`, {
    unit: 'points',
    amount: -spare,
    reason: 'a fresh start',
  })
  before -= spare
  // Open for Lisbon now, and for the Azores, an hour behind all year round, in twenty minutes.
  opens = clock(-40)
  const offer = await post('/offers', {
    name: NAME,
    benefit: { kind: 'item', item: 'Coffee' },
    validity: { kind: 'days', count: 14 },
    required_points: PRICE,
    windows: [{ days: WEEKDAYS, from: opens, to: clock(15) }],
  })
  await post(`/offers/${offer.id}/publications`, {})
  customer = await shop.open(browser, joana().wallet_url)
  chiado = await shop.open(browser, linkOf(shop, 'operator', 'Chiado'))
  azores = await shop.open(browser, linkOf(shop, 'operator', 'Ponta Delgada'))
})
afterAll(() => shop?.close())

describe('from a purchase at the counter to a coffee in its happy hour', () => {
  it('shows an offer out of reach, and how many points are to go', async () => {
    await customer.goto(`${shop.url}/wallet/offers`)
    expect(await offered().innerText()).toContain(`${MISSING} points to go, of ${PRICE}`)
    expect(await offered().getByRole('link', { name: GET }).count()).toBe(0)
    await offered().getByRole('link', { name: NAME }).click()
    const aside = customer.getByRole('complementary', { name: GET })
    expect(await aside.innerText()).toContain(`${MISSING} points to go.`)
    expect(await aside.getByRole('button').count()).toBe(0)
    await look(customer)
  })

  it('earns by a purchase recorded on the card at the counter', async () => {
    await check(chiado, joana().card_token)
    await chiado.locator('[data-verdict=card]').waitFor()
    expect(await chiado.locator('.verdict').innerText()).toContain('Joana')
    await look(chiado)
    await chiado.fill('#total', `${PAID},00`)
    await chiado.getByRole('button', { name: 'Record it' }).click()
    await chiado.locator('[data-word=recorded]').waitFor()
    const said = await chiado.locator('.verdict').innerText()
    expect(said).toContain(`${PAID} points`)
    expect(said).toContain(`${before + PAID} points`)
    await look(chiado)
  })

  it('opens the offer, and one press makes a voucher that stands', async () => {
    expect(await claimed()).toMatch(/^[0-9A-Z]{12}$/)
    expect(await customer.locator('main').innerText()).toContain('Ready to use')
    await look(customer)
    await customer.goto(`${shop.url}/wallet/offers`)
    expect(await customer.locator('.lead').innerText()).toContain(`You have ${before + PAID - PRICE} points`)
  })

  it('is redeemed inside its window', async () => {
    await customer.goto(`${shop.url}/wallet`)
    await customer.getByRole('link', { name: NAME }).click()
    await customer.waitForURL(/\/v\//)
    const code = customer.url().split('/v/')[1] ?? ''
    await check(chiado, code)
    await chiado.locator('[data-verdict=valid]').waitFor()
    await chiado.getByRole('button', { name: 'Redeem', exact: true }).click()
    await chiado.locator('[data-verdict=done]').waitFor()
    await customer.locator('.ticket--torn').waitFor({ timeout: 15_000 })
    expect(await customer.locator('main').innerText()).toContain('Chiado')
  })

  it('is refused where its window opens later, and says when on the clock of that shop', async () => {
    const code = await claimed()
    await check(azores, code)
    await azores.locator('.verdict').waitFor()
    const said = await azores.locator('.verdict').innerText()
    expect(said).toMatch(new RegExp(`Opens .*${opens}\\. Ask the customer to come back then\\.`))
    expect(await azores.getByRole('button', { name: 'Redeem', exact: true }).count()).toBe(0)
    await look(azores)
    // The same voucher, in the same minute, in Lisbon.
    await check(chiado, code)
    await chiado.locator('[data-verdict=valid]').waitFor()
  })

  it('is told line by line, with what was left each time', async () => {
    const told = () => customer.locator('.statement li').allInnerTexts()
    await expect
      .poll(async () => {
        await customer.goto(`${shop.url}/wallet/statement`)
        return (await told()).some((line) => line.includes(`${NAME}: used`) && line.includes('Chiado'))
      })
      .toBe(true)
    await look(customer)
    await customer.getByLabel('Show', { exact: true }).selectOption('Points')
    await customer.getByRole('button', { name: 'Show' }).click()
    await customer.waitForURL(/about=points/)
    const lines = (await told()).map((line) => line.replace(/\s+/g, ' '))
    const after = before + PAID
    expect(lines.length).toBeGreaterThan(3)
    expect(lines[0]).toMatch(new RegExp(`Used for ${NAME}.*−${PRICE} ${after - 2 * PRICE} afterwards`))
    expect(lines[1]).toMatch(new RegExp(`Used for ${NAME}.*−${PRICE} ${after - PRICE} afterwards`))
    expect(lines[2]).toMatch(new RegExp(`Earned.*Chiado.*\\+${PAID} ${after} afterwards`))
    expect(lines[3]).toContain(`${before} afterwards`)
    await look(customer)
  })

  it('complained about nothing', () => {
    expect(shop.complaints).toEqual([])
  })
})

function joana(): Meridiano['facts']['customers'][number] {
  const found = shop.facts.customers.find(({ name }) => name === 'Joana Martins')
  if (found === undefined) throw new Error('Joana is not there')
  return found
}

/** The offer's card among the customer's. */
function offered() {
  return customer.locator('.offers > li', { hasText: NAME })
}

/** Takes the offer as soon as it can be taken, and gives the voucher's code. */
async function claimed(): Promise<string> {
  const get = offered().getByRole('link', { name: `${GET}: ${NAME}` })
  await expect
    .poll(async () => {
      await customer.goto(`${shop.url}/wallet/offers`)
      return get.count()
    })
    .toBe(1)
  await get.click()
  await customer.getByRole('button', { name: GET }).click()
  await customer.waitForURL(/\/v\//)
  return customer.url().split('/v/')[1] ?? ''
}

async function check(till: Page, text: string): Promise<void> {
  await till.goto(`${shop.url}/scan`)
  await till.fill('#code', text)
  await till.getByRole('button', { name: 'Check' }).click()
}

/** That the page is open to everybody, and fits the smallest phone. */
async function look(page: Page): Promise<void> {
  expect([page.url(), await violations(page)]).toEqual([page.url(), []])
  expect([page.url(), await widthAt320(page)]).toEqual([page.url(), 320])
}

/** The time in Lisbon so many minutes from now, as windows are written. */
function clock(minutes: number): string {
  const at = new Date(Date.now() + minutes * MINUTE)
  return at.toLocaleTimeString('en-GB', { timeZone: LISBON, hour: '2-digit', minute: '2-digit' })
}

async function pointsOf(id: string): Promise<number> {
  const answer = await fetch(`${shop.url}/api/v1/customers/${id}/balances`, {
    headers: { authorization: `Bearer ${shop.facts.api_key}` },
  })
  return ((await answer.json()) as { points: { available: number } }).points.available
}

async function post(path: string, body: unknown): Promise<{ id: string }> {
  const headers = { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() }
  const answer = await fetch(`${shop.url}/api/v1${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  expect([path, answer.ok, answer.ok || (await answer.clone().text())]).toEqual([path, true, true])
  return (await answer.json()) as { id: string }
}
