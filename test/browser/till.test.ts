import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { linkOf, type Meridiano, openMeridiano } from './meridiano.ts'

let shop: Meridiano
beforeAll(async () => {
  shop = await openMeridiano()
})
afterAll(() => shop?.close())

const cardOf = (name: string) => shop.facts.customers.find((who) => who.name === name)?.card_token ?? ''

/** Tiago's phone at Chiado, which is 390 px wide. */
async function till() {
  const page = await shop.open(await shop.browser(), linkOf(shop, 'operator', 'Chiado'))
  await page.locator('[data-scripted]').first().waitFor()
  return page
}

type Page = Awaited<ReturnType<typeof till>>

async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}

describe('a customer’s card at the till', () => {
  it('redeems what asks nothing by one tap, on any phone, and names its owner to nobody who reads along', async () => {
    const api = { authorization: `Bearer ${shop.facts.api_key}`, 'content-type': 'application/json' }
    const send = (path: string, body: object) =>
      fetch(`${shop.url}/api/v1${path}`, {
        method: 'POST',
        headers: { ...api, 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify(body),
      })
    const made = await send('/customers', { name: 'Vera Matos' })
    const { id, card_token: card } = (await made.json()) as { id: string; card_token: string }
    const terms = { validity: { kind: 'days', count: 3 }, customer_id: id }
    await send('/vouchers', { ...terms, title: 'Soup of the day', benefit: { kind: 'item', item: 'Soup' } })
    await send('/vouchers', {
      ...terms,
      title: 'Gift',
      benefit: { kind: 'value', amount: 900, currency: 'EUR' },
    })
    const page = await till()
    const show = async () => {
      await page.fill('#code', card)
      await page.getByRole('button', { name: 'Check' }).click()
      await page.locator('#verdict:not([data-fresh]) [data-verdict=card]').waitFor()
      return page.locator('.card-line').count()
    }
    await expect
      .poll(
        async () => {
          await page.goto(`${shop.url}/scan`)
          await page.locator('[data-scripted]').first().waitFor()
          return show()
        },
        { timeout: 10_000 },
      )
      .toBe(2)
    expect(await page.locator('#verdict h1').innerText()).toBe('Vera M…')
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 844 })
      expect([width, await sideways(page)]).toEqual([width, 0])
      expect(await violations(page)).toEqual([])
    }
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.getByRole('button', { name: 'Redeem Gift' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Redeem Soup of the day' }).click()
    await page.locator('[data-word=redeemed]').waitFor()
    expect(await page.locator('#verdict').innerText()).toMatch(/Soup of the day[\s\S]*Undo/)
    await page.locator('#verdict [data-next]').first().click()
    await expect.poll(() => show()).toBe(1)
    expect(shop.complaints).toEqual([])
  })

  it('records a purchase by keyboard alone, says what it earned, and takes it back', async () => {
    const page = await till()
    await page.fill('#code', cardOf('Joana Martins'))
    await page.keyboard.press('Enter')
    await page.locator('[data-verdict=card]').waitFor()
    expect(await page.locator('.verdict').innerText()).toMatch(/Points\s+\d+/)
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    expect(await violations(page)).toEqual([])
    for (let presses = 0; presses < 40; presses += 1) {
      if ((await page.evaluate(() => document.activeElement?.id)) === 'total') break
      await page.keyboard.press('Tab')
    }
    // At the pace of people: what comes faster is a hand scanner, whose Enter presses nothing.
    await page.keyboard.type('12,50', { delay: 120 })
    await page.keyboard.press('Enter')
    await page.locator('[data-word=recorded]').waitFor()
    expect(await page.locator('.verdict').innerText()).toMatch(/€12\.50 for Joana[\s\S]*12 points and €0\.25/)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Recorded')
    await page.locator('#verdict details.undo summary').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.locator('[data-word=undone]').waitFor()
    expect(await page.locator('.verdict').innerText()).toContain('12 points and €0.25')
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    expect(shop.complaints).toEqual([])
  })

  it('scanned behind a claim word gives a voucher, ready to redeem; after it, a card is a card again', async () => {
    const made = await fetch(`${shop.url}/api/v1/customers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ name: 'Nova Vizinha' }),
    })
    const { card_token: card } = (await made.json()) as { card_token: string }
    const page = await till()
    await page.fill('#code', 'bomdia10')
    await page.getByRole('button', { name: 'Check' }).click()
    await page.locator('[data-claim-word]').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('link', { name: 'Scan the card' }).click()
    await page.getByText('Now the customer’s card').waitFor()
    await page.fill('#code', card)
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('button', { name: 'Give it' }).click()
    await page.locator('[data-verdict=valid]').waitFor()
    expect(await page.locator('.verdict').innerText()).toContain('Given to Nova')
    await page.getByRole('button', { name: 'Redeem', exact: true }).click()
    await page.locator('[data-verdict=done]').waitFor()
    await page.locator('[data-next]').first().click()
    await page.fill('#code', card)
    await page.getByRole('button', { name: 'Check' }).click()
    await page.locator('[data-word=card]').waitFor()
    expect(shop.complaints).toEqual([])
  })
})
