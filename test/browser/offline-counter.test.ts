import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { scanByHand } from './hand-scanner.ts'
import { linkOf, type Meridiano, openMeridiano } from './meridiano.ts'

let shop: Meridiano
let till: Page
let store = ''
beforeAll(async () => {
  shop = await openMeridiano()
  till = await shop.open(await shop.browser(), linkOf(shop, 'operator'))
  store = shop.facts.staff.find(({ role }) => role === 'operator')?.store_id ?? ''
  await till.goto(`${shop.url}/scan?store=${store}`)
  await till.evaluate(() => navigator.serviceWorker.ready.then(() => null))
})
afterAll(() => shop?.close())

async function aCode(title: string): Promise<string> {
  const answer = await fetch(`${shop.url}/api/v1/vouchers`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${shop.facts.api_key}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({
      title,
      benefit: { kind: 'item', item: 'Coffee' },
      validity: { kind: 'days', count: 9 },
    }),
  })
  return ((await answer.json()) as { code: string }).code
}

const toBeChecked = () => till.getByRole('region', { name: 'To be checked' })
const lines = () => toBeChecked().getByRole('listitem')

describe('the counter without a connection', () => {
  it('keeps what is scanned on a page that was open, and never says that it is good', async () => {
    const code = await aCode('Offline on an open page')
    await till.context().setOffline(true)
    await scanByHand(till, code)
    await till.getByRole('heading', { name: 'Can’t confirm' }).waitFor()
    expect(await till.locator('[data-verdict=valid], [data-verdict=done]').count()).toBe(0)
    await till.getByRole('link', { name: 'Scan next' }).click()
    await lines().filter({ hasText: 'Not checked yet' }).waitFor()
    // The battery dies; the page loads all the same, explains itself, and still knows.
    await till.reload()
    await till.getByRole('heading', { level: 1, name: 'The counter has no connection' }).waitFor()
    expect(await lines().count()).toBe(1)
  })

  it('loads, and keeps what is scanned, typed or asked for in the address', async () => {
    await scanByHand(till, await aCode('Scanned on the page that was kept'))
    await till.getByRole('status').filter({ hasText: 'Kept to be checked.' }).waitFor()
    await till.fill('#code', '7Q4K-9XW2-MTR3')
    await till.getByRole('button', { name: 'Keep' }).click()
    await till.locator('#code-error').filter({ hasText: /\w/ }).waitFor()
    expect(await lines().count()).toBe(2)
    await till.goto(`${shop.url}/scan?code=${await aCode('Asked for in the address')}`)
    await lines().nth(2).waitFor()
    for (const width of [390, 320]) {
      await till.setViewportSize({ width, height: 700 })
      expect(await violations(till)).toEqual([])
      expect(await till.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    }
  })

  it('checks them once there is a connection, redeems none by itself, and forgets what was opened', async () => {
    await till.context().setOffline(false)
    await till.getByRole('heading', { name: 'Scan a voucher' }).waitFor({ state: 'attached' })
    await lines().filter({ hasText: 'VALID' }).nth(2).waitFor()
    await lines().first().getByRole('link').click()
    await till.getByText('Offline on an open page').first().waitFor()
    await till.getByRole('button', { name: 'Redeem' }).first().click()
    await till.getByRole('heading', { name: 'REDEEMED' }).waitFor()
    await till.goto(`${shop.url}/scan?store=${store}`)
    await lines().nth(1).waitFor()
    expect(await lines().count()).toBe(2)
    await lines().first().getByRole('button', { name: 'Remove' }).click()
    await lines().first().getByRole('button', { name: 'Remove' }).click()
    await expect.poll(() => toBeChecked().isVisible()).toBe(false)
  })
})
