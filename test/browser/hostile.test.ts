import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESK, linkOf, type Meridiano, openMeridiano } from './meridiano.ts'

/** What would say so if any of it ever ran, were taken as markup, or were followed. */
const HOSTILE = [
  '"><img src=x onerror=pwned=1>',
  "'><svg/onload=pwned=1>",
  '</title><script>pwned=1</script>',
  '" autofocus onfocus="pwned=1',
  '" hx-get="/nowhere" hx-trigger="load',
] as const
const [IMAGE, VECTOR, SCRIPT, FOCUS, HTMX] = HOSTILE

let shop: Meridiano
let admin: Page
let operator: Page
let stranger: Page
let voucher: { id: string; code: string }
let customerId: string
const dialogs: string[] = []

beforeAll(async () => {
  shop = await openMeridiano()
  const customer = await post<{ id: string }>('/customers', {
    name: `${IMAGE} ${SCRIPT}`,
    email: 'pwned@example.com',
    notes: VECTOR,
  })
  customerId = customer.id
  voucher = await post('/vouchers', {
    title: SCRIPT,
    description: `${IMAGE}\n${HTMX}`,
    benefit: { kind: 'custom', text: VECTOR },
    validity: { kind: 'days', count: 9 },
    customer_id: customer.id,
    reason: FOCUS,
    note: HTMX,
    metadata: { [IMAGE]: VECTOR },
  })
  await post('/stores', { name: IMAGE, city: VECTOR, zone: 'Europe/Lisbon' })
  await post('/staff', { name: SCRIPT, role: 'operator', store_ids: [shop.facts.stores[0]?.id] })
  await post('/categories', { name: FOCUS })
  await post('/campaigns', { name: HTMX })
  const browser = await shop.browser()
  // What the browser itself says of its kind is shown to whoever looks through their sessions.
  const options = { viewport: DESK, userAgent: `Mozilla/5.0 ${IMAGE} Chrome/140 ${SCRIPT}` }
  admin = await shop.open(browser, linkOf(shop, 'admin'), options)
  operator = await shop.open(browser, linkOf(shop, 'operator', 'Chiado'), options)
  stranger = await shop.open(browser, null, options)
  for (const page of [admin, operator, stranger]) {
    page.on('dialog', async (dialog) => {
      dialogs.push(dialog.message())
      await dialog.dismiss()
    })
  }
})
afterAll(() => shop?.close())

/** Fails if a planted text became an element, an attribute or a running script. */
async function staysText(page: Page, path: string): Promise<string> {
  await page.goto(shop.url + path)
  await page.waitForLoadState('networkidle')
  const found = await page.evaluate(() => ({
    ran: 'pwned' in globalThis,
    planted: document.querySelectorAll('img[src="x"], svg[onload], [onfocus], [onerror], [hx-get="/nowhere"]')
      .length,
    inline: document.querySelectorAll('script:not([src])').length,
  }))
  expect(found, path).toEqual({ ran: false, planted: 0, inline: 0 })
  return page.evaluate(() => document.body.innerText)
}

describe('Words that would like to be more', () => {
  it('stay words on every page of the desk that shows them', async () => {
    const seen = await staysText(admin, `/admin/vouchers/${voucher.id}`)
    expect(seen).toContain(SCRIPT)
    expect(seen).toContain(HTMX)
    expect(await staysText(admin, `/admin/customers/${customerId}`)).toContain(IMAGE)
    const pages = [
      '/admin',
      '/admin/vouchers',
      `/admin/vouchers?q=${encodeURIComponent(IMAGE)}`,
      `/admin/vouchers/${voucher.id}/handover`,
      '/admin/customers',
      `/admin/customers/${customerId}/edit`,
      `/admin/customers?tag=${encodeURIComponent(FOCUS)}`,
      `/admin/search?q=${encodeURIComponent(VECTOR)}`,
      '/admin/issue',
      `/admin/issue?customer_id=${customerId}`,
      '/admin/activity',
      '/admin/settings/stores',
      '/admin/settings/staff',
      '/admin/settings/categories',
      '/admin/settings/campaigns',
      '/admin/approvals',
    ]
    for (const path of pages) await staysText(admin, path)
  })

  it('stay words for the customer and at the counter', async () => {
    expect(await staysText(stranger, `/v/${voucher.code}`)).toContain(SCRIPT)
    await staysText(stranger, `/v/${voucher.code}/print`)
    expect(await staysText(operator, `/scan?code=${voucher.code}`)).toContain(SCRIPT)
    await staysText(stranger, `/v/${encodeURIComponent(IMAGE)}`)
    await staysText(stranger, `/signin?then=${encodeURIComponent(`javascript:${SCRIPT}`)}`)
  })

  it('ran nowhere, and no page broke its policy or asked another origin for anything', () => {
    expect(dialogs).toEqual([])
    expect(shop.complaints).toEqual([])
  })
})

async function post<T = unknown>(path: string, body: object): Promise<T> {
  const response = await fetch(`${shop.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${shop.facts.api_key}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  })
  expect(response.status, await response.clone().text()).toBe(201)
  return (await response.json()) as T
}
