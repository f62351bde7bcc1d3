import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
let browser: Browser
const made: Record<'id' | 'code' | 'used' | 'void', string> = { id: '', code: '', used: '', void: '' }

beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
  const ready = await issue()
  const used = await issue()
  const ended = await issue()
  await post(`/vouchers/${used.code}/redemptions`, { store_id: shop.facts.stores[0]?.id })
  await post(`/vouchers/${ended.code}/voids`, { reason: 'issued twice' })
  expect((await opensLater()).status).toBe(201)
  Object.assign(made, { id: ready.id, code: ready.code, used: used.code, void: ended.code })
})
afterAll(() => shop?.close())

const PAGES: readonly [
  name: string,
  role: 'nobody' | 'admin' | 'operator' | 'customer',
  path: () => string,
][] = [
  ['front page', 'nobody', () => '/'],
  ['sign-in', 'nobody', () => '/signin'],
  ['spent invitation', 'nobody', () => '/join/usr_nobody.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['ready voucher', 'nobody', () => `/v/${made.code}`],
  ['used voucher', 'nobody', () => `/v/${made.used}`],
  ['ended voucher', 'nobody', () => `/v/${made.void}`],
  ['unknown voucher', 'nobody', () => '/v/NOSUCHCODE'],
  ['printed voucher', 'nobody', () => `/v/${made.code}/print`],
  ['nothing', 'nobody', () => '/nothing'],
  ['wallet', 'customer', () => '/wallet'],
  ['own card', 'customer', () => '/wallet/card'],
  ['own details', 'customer', () => '/wallet/details'],
  ['card at the counter', 'operator', () => `/scan?code=${shop.facts.customers[0]?.card_token}`],
  ['issue', 'admin', () => '/admin/issue'],
  ['new customer', 'admin', () => '/admin/customers/new'],
  ['hand-over', 'admin', () => `/admin/vouchers/${made.id}/handover`],
  ['vouchers', 'admin', () => '/admin/vouchers'],
  ['vouchers, none found', 'admin', () => '/admin/vouchers?q=zzzzzz'],
  ['trace', 'admin', () => `/admin/vouchers/${made.id}`],
  ['choice of shop', 'admin', () => '/scan'],
  ['scan', 'operator', () => '/scan'],
  ['setting a scanner up', 'operator', () => '/scan/scanner'],
  ['verdict: valid', 'operator', () => `/scan?code=${made.code}`],
  ['verdict: used', 'operator', () => `/scan?code=${made.used}`],
  ['verdict: void', 'operator', () => `/scan?code=${made.void}`],
  ['verdict: unknown', 'operator', () => '/scan?code=7Q4K9XW2MTR2'],
  ['not for this role', 'operator', () => '/admin/vouchers'],
]

describe.each([
  ['a phone in the light', { viewport: PHONE, colorScheme: 'light', reducedMotion: 'reduce' }],
  ['a desk in the dark', { viewport: DESK, colorScheme: 'dark', reducedMotion: 'reduce' }],
] as const)('on %s', (_, options) => {
  const pages = new Map<string, Page>()
  beforeAll(async () => {
    const customer = shop.facts.customers.find(({ name }) => name === 'Joana Martins')?.wallet_url ?? ''
    pages.set('nobody', await shop.open(browser, null, options))
    pages.set('admin', await shop.open(browser, linkOf(shop, 'admin'), options))
    pages.set('operator', await shop.open(browser, linkOf(shop, 'operator', 'Chiado'), options))
    pages.set('customer', await shop.open(browser, customer, options))
  })

  it.each(PAGES)('axe finds nothing on: %s', async (_, role, path) => {
    const page = pages.get(role)
    if (page === undefined) throw new Error(role)
    await page.goto(shop.url + path())
    expect(await violations(page)).toEqual([])
  })

  it.each(PAGES)('nothing overflows at 320 px on: %s', async (_, role, path) => {
    const page = pages.get(role)
    if (page === undefined) throw new Error(role)
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(shop.url + path())
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    const cut = await page.evaluate(cutOff)
    await page.setViewportSize(options.viewport)
    // Paper is as wide as paper is: it scrolls within its bench.
    expect(wide).toBeLessThanOrEqual(320)
    expect(cut).toEqual([])
  })
})

it('no page broke its policy, threw, or asked another origin for anything', () => {
  expect(shop.complaints).toEqual([])
})

/** Texts of a voucher that go on beyond its edge, where nobody can read them. */
function cutOff(): string[] {
  return [...document.querySelectorAll('.slip__body *')]
    .filter((part) => {
      const edge = part.closest('.slip__body')?.getBoundingClientRect().right ?? 0
      return part.getBoundingClientRect().right > edge + 1
    })
    .map(({ textContent }) => textContent ?? '')
}

/** A voucher of Joana's that opens on another day than this, whenever that is. */
function opensLater(): Promise<Response> {
  const day = new Date(Date.now() + 2 * 24 * 60 * 60 * 1000)
  const days = [day.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase()]
  return post('/vouchers', {
    title: 'Breakfast on a quiet morning',
    benefit: { kind: 'item', item: 'Breakfast' },
    validity: { kind: 'days', count: 30 },
    customer_id: shop.facts.customers.find(({ name }) => name === 'Joana Martins')?.id,
    windows: [{ days, from: '08:00', to: '10:30' }],
  })
}

async function issue(): Promise<{ id: string; code: string }> {
  const promise = {
    title: 'One coffee and a pastel de nata',
    benefit: { kind: 'item', item: 'Coffee' },
    validity: { kind: 'days', count: 9 },
  }
  return (await post('/vouchers', promise)).json() as Promise<{ id: string; code: string }>
}

function post(path: string, body: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() }
  return fetch(`${shop.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}
