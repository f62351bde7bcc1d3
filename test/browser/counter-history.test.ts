import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
beforeAll(async () => {
  shop = await openMeridiano()
})
afterAll(() => shop?.close())

const COFFEE = { title: 'Coffee on us', benefit: { kind: 'item', item: 'Coffee' } }
const COLD = { title: 'Sorry it was cold', benefit: { kind: 'amount', amount: 450, currency: 'EUR' } }
const GIFT = { title: 'Gift card', benefit: { kind: 'value', amount: 5000, currency: 'EUR' } }

async function issue(body: object): Promise<{ id: string; code: string; code_last4: string }> {
  const made = await fetch(`${shop.url}/api/v1/vouchers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ validity: { kind: 'unlimited' }, ...body }),
  })
  return (await made.json()) as { id: string; code: string; code_last4: string }
}

async function till(options: object = {}) {
  return shop.open(await shop.browser(), linkOf(shop, 'operator', 'Chiado'), options)
}

type Page = Awaited<ReturnType<typeof till>>

/** Types a code as soon as the page is ready for it, and waits for its answer. */
async function scan(page: Page, code: string): Promise<void> {
  await page.locator('[data-scripted]').first().waitFor()
  await page.fill('#code', code)
  await page.getByRole('button', { name: 'Check' }).click()
  await settled(page)
}

/** A fresh verdict takes no tap for a moment. */
const settled = (page: Page) => page.locator('#verdict:not([data-fresh]) [data-verdict]').waitFor()

async function redeem(page: Page, code: string): Promise<void> {
  await scan(page, code)
  await page.getByRole('button', { name: 'Redeem', exact: true }).click()
  await page.locator('[data-word=redeemed]').waitFor()
  await settled(page)
}

async function next(page: Page): Promise<void> {
  await page.locator('#verdict [data-next]').first().click()
  await page.locator('#verdict:empty').waitFor({ state: 'hidden' })
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

/** Nothing sticks out, and nothing is wrong with it, on a small phone, in the dark and on a desk. */
async function looked(page: Page): Promise<void> {
  for (const [width, colorScheme] of [
    [320, 'light'],
    [PHONE.width, 'dark'],
    [DESK.width, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 700 })
    await page.emulateMedia({ colorScheme })
    expect([page.url(), width, await sideways(page)]).toEqual([page.url(), width, 0])
    expect(await violations(page)).toEqual([])
  }
  await page.setViewportSize(PHONE)
  await page.emulateMedia({ colorScheme: 'light' })
}

/** The lists are at most two seconds behind: the page is asked again until it knows. */
async function until(page: Page, text: string): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    if ((await page.locator('main').innerText()).includes(text)) return
    await page.reload()
  }
  throw new Error(`${page.url()} never said ${text}`)
}

describe('Several codes at one table', () => {
  it('are listed with what each was told, survive a reload, and are undone in two taps', async () => {
    const page = await till()
    const [coffee, cold] = [await issue(COFFEE), await issue(COLD)]
    await redeem(page, coffee.code)
    await next(page)
    await redeem(page, cold.code)
    await next(page)
    await scan(page, '7Q4K9XW2MTR2')
    await next(page)
    const lines = page.locator('#visit li')
    expect((await lines.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^\d\d:\d\d Unknown$/),
      expect.stringMatching(new RegExp(`Redeemed ···· ${cold.code_last4} Sorry it was cold €4\\.50 Undo`)),
      expect.stringMatching(new RegExp(`Redeemed ···· ${coffee.code_last4} Coffee on us Undo`)),
    ])
    await looked(page)
    await page.reload()
    await lines.nth(2).locator('summary').click()
    await lines.nth(2).getByRole('button', { name: 'Wrong voucher' }).click()
    await page.locator('[data-word=undone]').waitFor()
    await settled(page)
    await next(page)
    expect(await lines.nth(2).innerText()).toMatch(/Undone/)
    expect(await lines.nth(2).locator('summary').count()).toBe(0)
    // The voucher is good again: its second redemption is a line of its own.
    await redeem(page, coffee.code)
    await next(page)
    expect(await lines.count()).toBe(4)
    await page.getByRole('button', { name: 'New list' }).click()
    await expect.poll(() => page.locator('#visit').isVisible()).toBe(false)
    await page.reload()
    expect(await page.locator('#visit').isVisible()).toBe(false)
    expect(shop.complaints).toEqual([])
  })

  it('once more, by the same device within a minute, is no second line', async () => {
    const page = await till()
    const { code } = await issue(COFFEE)
    await redeem(page, code)
    await next(page)
    await scan(page, code)
    expect(await page.locator('.verdict').innerText()).toContain('It counts once')
    await next(page)
    expect(await page.locator('#visit li').count()).toBe(1)
  })
})

describe('Stored value at the till', () => {
  it('is taken by big keys, told beforehand what stays, and afterwards what is left', async () => {
    const page = await till()
    await scan(page, (await issue(GIFT)).code)
    const hint = page.locator('#amount-hint')
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.locator(`[data-key="${key}"]`).click()
    }
    expect(await hint.innerText()).toBe('€50.00 is on it.')
    await press('1', '2', '.', '5')
    expect([await page.inputValue('#amount'), await hint.innerText()]).toEqual([
      '12.5',
      '€37.50 will be left on it.',
    ])
    await looked(page)
    await page.getByRole('button', { name: 'All of it' }).click()
    expect([await page.inputValue('#amount'), await hint.innerText()]).toEqual([
      '50.00',
      'Nothing will be left on it.',
    ])
    await press('back', 'back', 'back', '0')
    expect(await hint.innerText()).toBe('That is €450.00 more than is on it.')
    await page.fill('#amount', '8,20')
    expect(await hint.innerText()).toBe('€41.80 will be left on it.')
    await page.getByRole('button', { name: 'Redeem', exact: true }).click()
    await page.locator('[data-word=redeemed]').waitFor()
    expect((await page.locator('.facts').innerText()).replace(/\s+/g, ' ')).toMatch(
      /Taken €8\.20 Left on it €41\.80/,
    )
    expect(shop.complaints).toEqual([])
  })

  it('has sum, keys and both ways on in sight on a phone on its side, with all it says beside them', async () => {
    const page = await till({ viewport: { width: 844, height: 390 } })
    const soup = await issue({ ...GIFT, title: 'A gift card for a long and happy summer in Lisbon' })
    await scan(page, soup.code)
    const parts = ['#amount', '#amount-hint', '[data-fill]', '[data-key="1"]', '[data-key=back]']
    for (const part of [...parts, 'button[type=submit]', '[data-next]', '.facts']) {
      const box = await page.locator(`#verdict ${part}`).first().boundingBox()
      expect([part, (box?.y ?? -1) >= 0, (box?.y ?? 0) + (box?.height ?? 999) <= 390]).toEqual([
        part,
        true,
        true,
      ])
    }
    const keys = await page
      .locator('[data-key]')
      .evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
      )
    expect(Math.min(...keys)).toBeGreaterThanOrEqual(44)
    expect(await sideways(page)).toBe(0)
    expect(await violations(page)).toEqual([])
  })

  it('keeps a plain field without scripts, and the phone’s own keyboard away with them', async () => {
    const plain = await till({ javaScriptEnabled: false })
    const { code } = await issue(GIFT)
    await plain.goto(`${shop.url}/scan?code=${code}`)
    expect(await plain.locator('.keypad').isVisible()).toBe(false)
    expect(await plain.getAttribute('#amount', 'inputmode')).toBe('decimal')
    const phone = await till({ hasTouch: true, isMobile: true })
    await scan(phone, code)
    expect(await phone.getAttribute('#amount', 'inputmode')).toBe('none')
    expect(await phone.locator('.verdict button[type=submit]').first().isVisible()).toBe(true)
  })
})

describe('History and shift', () => {
  it('are a tap from the scanner, and look well everywhere', async () => {
    const page = await till()
    await redeem(page, (await issue({ ...COLD, title: 'A line of the history' })).code)
    await next(page)
    await page.getByRole('link', { name: 'History' }).click()
    await until(page, 'A line of the history')
    await page.locator('summary', { hasText: 'Undo' }).first().click()
    await page.locator('summary', { hasText: 'Find in today' }).click()
    await looked(page)
    await page.getByRole('link', { name: 'Refused' }).click()
    await looked(page)
    await page.getByRole('link', { name: 'Shift' }).click()
    await until(page, 'Amounts off')
    await looked(page)
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.chips').first().isVisible()).toBe(false)
    expect(await page.locator('main').innerText()).toMatch(/Shift, Chiado[\s\S]*Amounts off[\s\S]*€4\.50/)
    expect(shop.complaints).toEqual([])
  })

  it('work without scripts: found, undone with a reason, and counted out of the shift', async () => {
    const page = await till({ javaScriptEnabled: false })
    const { code } = await issue({ ...COLD, title: 'A mistake of mine' })
    await page.goto(`${shop.url}/scan?code=${code}`)
    await page.getByRole('button', { name: 'Redeem', exact: true }).click()
    await page.goto(`${shop.url}/scan/history`)
    await until(page, 'A mistake of mine')
    await page.locator('summary', { hasText: 'Undo' }).click()
    await page.getByRole('button', { name: 'By mistake' }).click()
    await expect.poll(() => page.locator('h1').last().innerText()).toBe('Undone')
    await page.getByRole('link', { name: 'History' }).last().click()
    await until(page, 'Undone')
    await page.getByRole('link', { name: 'Shift' }).click()
    await until(page, 'Undone again\n1')
    expect(await page.locator('noscript').count()).toBeGreaterThan(0)
  })
})
