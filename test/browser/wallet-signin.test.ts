import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano } from './meridiano.ts'

const EMAIL = 'wanda@example.com'

let shop: Meridiano
let browser: Browser
let voucher = ''
let wanda = ''

beforeAll(async () => {
  shop = await openMeridiano()
  browser = await shop.browser()
  const { id } = await post('/customers', { name: 'Wanda Reis', email: EMAIL })
  wanda = id
  const validity = { kind: 'days', count: 3 }
  const issued = await post('/vouchers', {
    title: 'Coffee for Wanda',
    benefit: { kind: 'item', item: 'Coffee' },
    validity,
    customer_id: id,
  })
  voucher = issued.id
})
afterAll(() => shop?.close())

it.each([true, false])(
  'a code from the mailbox opens the wallet (scripts: %s)',
  async (javaScriptEnabled) => {
    const page = await shop.open(browser, `${shop.url}/signin`, { javaScriptEnabled })
    await page.fill('#email', EMAIL)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    const mail = await mailbox()
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await mail.locator('main').innerText())?.[0] ?? ''
    await page.fill('#code', code.toLowerCase())
    await page.getByRole('button', { name: 'Open my wallet' }).click()
    await page.waitForURL(/\/wallet$/)
    await page.getByRole('link', { name: 'Your devices' }).click()
    await expect.poll(() => page.locator('main').innerText()).toContain('This device')
  },
)

it('a voucher sent from the hand-over page opens the wallet by its letter; the link beside a used code has ended', async () => {
  const admin = await shop.open(browser, linkOf(shop, 'admin'), { viewport: DESK })
  await admin.goto(`${shop.url}/admin/vouchers/${voucher}/handover`)
  await admin.getByRole('button', { name: 'Send by email' }).click()
  await admin.getByText('Last sent').waitFor()
  for (const subject of ['Coffee for Wanda', 'Your code']) {
    const mail = await mailbox()
    const letter = mail.locator('section', { hasText: subject }).first()
    const link = (await letter.getByRole('link').getAttribute('href')) ?? ''
    const page = await shop.open(browser, link)
    const ended = subject === 'Your code'
    // The newest code was used above, and its link with it.
    expect(await page.getByRole('button', { name: 'Open my wallet' }).count()).toBe(ended ? 0 : 1)
    if (ended) continue
    await page.getByRole('button', { name: 'Open my wallet' }).click()
    await page.waitForURL(/\/wallet$/)
    await page.goto(`${shop.url}/wallet/devices`)
    await looksRight(page)
  }
})

it.each([true, false])(
  'a handed-over link whose button is pressed twice opens the wallet (scripts: %s)',
  async (javaScriptEnabled) => {
    const admin = await shop.open(browser, linkOf(shop, 'admin'), { viewport: DESK })
    await admin.goto(`${shop.url}/admin/customers/${wanda}`)
    await admin.getByRole('button', { name: 'Wallet link', exact: true }).click()
    const link = /\/join\/[\w.-]+/.exec(await admin.content())?.[0] ?? ''
    const page = await shop.open(browser, `${shop.url}${link}`, { javaScriptEnabled })
    // The answer to the first press is lost, as where the second one is faster.
    await page.route(
      `**${link}`,
      async (route) => {
        const headers = { origin: shop.url, 'content-type': 'application/x-www-form-urlencoded' }
        const body = route.request().postData()
        const first = await fetch(`${shop.url}${link}`, { method: 'POST', headers, body, redirect: 'manual' })
        expect(first.status).toBe(303)
        await route.fulfill({ status: 204 })
      },
      { times: 1 },
    )
    const button = page.getByRole('button', { name: 'Join as Wanda' })
    await button.click()
    await button.dblclick()
    await page.waitForURL(/\/wallet$/)
    expect(await page.locator('main').innerText()).toContain('Wanda')
    await page.goto(`${shop.url}/wallet/privacy`)
    expect(await page.locator('main').innerText()).not.toContain(EMAIL)
    await page.getByRole('link', { name: 'Confirm and show it' }).click()
    await expect.poll(() => page.locator('main').innerText()).toContain('w…@example.com')
  },
)

it('every page is fit for 320 pixels, light and dark, and for axe', async () => {
  const page = await shop.open(browser, `${shop.url}/signin`)
  await looksRight(page)
  await page.fill('#email', 'nobody@example.com')
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.locator('#code').waitFor()
  await looksRight(page)
  await page.goto(`${shop.url}/w/none`)
  await looksRight(page)
  await page.goto(`${shop.url}/dev/mailbox`)
  await looksRight(page)
  expect(shop.complaints).toEqual([])
})

async function mailbox(): Promise<Page> {
  return shop.open(browser, `${shop.url}/dev/mailbox`)
}

async function looksRight(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect([page.url(), await violations(page)]).toEqual([page.url(), []])
  }
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
  if (size !== null) await page.setViewportSize(size)
}

async function post(path: string, body: object): Promise<{ id: string }> {
  const response = await fetch(`${shop.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${shop.facts.api_key}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as { id: string }
}
