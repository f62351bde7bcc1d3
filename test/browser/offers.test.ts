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

const heading = (page: Page) => page.locator('h1').innerText()
const main = (page: Page) => page.locator('main').innerText()

describe('on a phone', () => {
  let admin: Page
  beforeAll(async () => {
    admin = await shop.open(browser, linkOf(shop, 'admin'))
  })

  it('makes an offer from a template, watching the card change', async () => {
    await admin.goto(`${shop.url}/admin`)
    await admin.getByRole('link', { name: 'Offers' }).click()
    await admin.getByRole('link', { name: 'New offer' }).click()
    await admin.getByRole('link', { name: /Happy hour/ }).click()
    const card = admin.locator('#preview .offer')
    expect(await card.innerText()).toContain('Weekdays 15:00 to 18:00')
    await admin.fill('#name', 'Cake after four')
    await card.getByRole('heading', { name: 'Cake after four' }).waitFor()
    await admin.fill('#percent', '30')
    await card.getByText('30', { exact: false }).first().waitFor()
    await admin.getByText('Points', { exact: true }).click()
    await admin.fill('#required_points', '80')
    await card.getByText('Use 80 points').waitFor()
    await admin.locator('#fold-limits > summary').click()
    await admin.fill('#stock', '50')
    await card.getByText('50 in all').waitFor()
    await admin.locator('#fold-voucher > summary').click()
    await admin.getByRole('button', { name: 'One day more' }).click()
    await admin.locator('#preview').getByText('Good for 8 days once you have it').waitFor()
    await admin.getByRole('button', { name: 'Save as a draft' }).click()
    await admin.getByRole('status').getByText('Saved as a draft.').waitFor()
    expect(await heading(admin)).toBe('Cake after four')
  })

  it('publishes it, in words, and pauses it again', async () => {
    await admin.getByRole('link', { name: 'Publish' }).click()
    await expect.poll(() => main(admin)).toContain('At most 50 can be given.')
    await admin.getByRole('button', { name: 'Publish it' }).click()
    await admin.getByText('It is published.').waitFor()
    await admin.getByRole('link', { name: 'Pause' }).click()
    await expect.poll(() => main(admin)).toContain('Vouchers already given stay good.')
    await admin.getByRole('button', { name: 'Pause it' }).click()
    await admin.getByText('It is paused.').waitFor()
    await admin.goto(`${shop.url}/admin/offers?state=paused`)
    expect(await main(admin)).toContain('Cake after four')
  })

  it('duplicates it, gives the copy a name of its own, and ends it', async () => {
    await admin.getByRole('link', { name: /Cake after four/ }).click()
    await admin.getByRole('button', { name: 'Duplicate' }).click()
    await expect.poll(() => main(admin)).toContain('This is a copy.')
    await admin.fill('#name', '')
    await admin.getByRole('button', { name: 'Save' }).click()
    await admin.getByRole('link', { name: /Write what you promise/ }).click()
    await expect.poll(() => admin.evaluate(() => document.activeElement?.id)).toBe('name')
    await admin.fill('#name', 'Bread after six')
    await admin.getByRole('button', { name: 'Save' }).click()
    await admin.getByText('Saved.').waitFor()
    await admin.getByRole('link', { name: 'End for good' }).click()
    await admin.getByRole('button', { name: 'End it' }).click()
    await admin.getByText('It has ended.').waitFor()
    expect(await admin.getByRole('link', { name: 'Edit' }).count()).toBe(0)
  })

  it('makes one that gives itself, asks only what that needs, and says when it does', async () => {
    await admin.goto(`${shop.url}/admin/offers/new?template=next_visit`)
    const preview = admin.locator('#preview')
    expect(await preview.innerText()).toContain('Given by itself on every 5th visit')
    await admin.fill('#automatic_every', '3')
    await preview.getByText('Given by itself on every 3rd visit').first().waitFor()
    expect(await admin.locator('#automatic_days').isVisible()).toBe(false)
    expect(await admin.getByText('What does it cost the customer?').isVisible()).toBe(false)
    await admin.selectOption('#automatic_on', 'absence')
    await admin.fill('#automatic_days', '')
    await admin.getByRole('button', { name: 'Save as a draft' }).click()
    await admin.getByRole('link', { name: /Write a whole number from 1 to 1,000/ }).click()
    await admin.fill('#automatic_days', '45')
    await preview.getByText('Given by itself after 45 days without a visit').first().waitFor()
    await admin.getByRole('button', { name: 'Save as a draft' }).click()
    await admin.getByRole('link', { name: 'Publish' }).click()
    await expect.poll(() => main(admin)).toContain('What was before does not count.')
    await admin.getByRole('button', { name: 'Publish it' }).click()
    await expect.poll(() => main(admin)).toContain('It gives itself until you pause or end it.')
    await admin.goto(`${shop.url}/`)
    expect(await main(admin)).not.toContain('Given by itself')
  })

  it('does all of it without JavaScript', async () => {
    const plain = await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false })
    await plain.goto(`${shop.url}/admin/offers/new?template=next_visit`)
    await plain.fill('#name', 'The third coffee')
    await plain.locator('#fold-where > summary').click()
    await plain.getByRole('checkbox', { name: 'Chiado' }).check()
    await plain.getByRole('button', { name: 'Save as a draft' }).click()
    await expect.poll(() => heading(plain)).toBe('The third coffee')
    expect(await main(plain)).toContain('In Chiado')
    await plain.getByRole('link', { name: 'Publish' }).click()
    await plain.getByRole('button', { name: 'Publish it' }).click()
    await expect.poll(() => main(plain)).toContain('It is published.')
  })
})

describe('every page of offers', () => {
  const paths = ['', '/new', '/new?template=happy_hour', '/new?template=welcome']

  it.each([
    ['a phone', PHONE, 'light'],
    ['the narrowest phone, in the dark', { width: 320, height: 640 }, 'dark'],
    ['a desk', DESK, 'dark'],
  ] as const)(
    'fits %s and is open to everybody',
    async (_, viewport, colorScheme) => {
      const admin = await shop.open(browser, linkOf(shop, 'admin'), { viewport, colorScheme })
      const [draft, published] = [await drafted(), await firstPublished(admin)]
      const own = [`/${draft}`, `/${draft}/publish`]
      for (const page of ['', '/edit', '/pause', '/end']) own.push(`/${published}${page}`)
      for (const path of [...paths, ...own]) {
        await admin.goto(`${shop.url}/admin/offers${path}`)
        for (const fold of await admin.locator('main details > summary').all()) await fold.click()
        expect([path, await violations(admin)]).toEqual([path, []])
        const over = 'document.documentElement.scrollWidth - innerWidth'
        expect([path, await admin.evaluate(over)]).toEqual([path, 0])
      }
    },
    120_000,
  )

  it('complained about nothing', () => {
    expect(shop.complaints).toEqual([])
  })
})

async function firstPublished(page: Page): Promise<string> {
  await page.goto(`${shop.url}/admin/offers?state=published`)
  return (await page.locator('.offer-rows a').first().getAttribute('href'))?.split('/').at(-1) ?? ''
}

/** A draft that can be published. */
async function drafted(): Promise<string> {
  const made = await fetch(`${shop.url}/api/v1/offers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      name: 'Warm bread',
      benefit: { kind: 'item', item: 'Bread' },
      validity: { kind: 'days', count: 3 },
    }),
  })
  return ((await made.json()) as { id: string }).id
}
