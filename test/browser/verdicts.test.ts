import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { linkOf, type Meridiano, openMeridiano } from './meridiano.ts'

/** What a verdict is called, and what makes it so. */
const VERDICTS = {
  Valid: () => issued(),
  Redeemed: () => issued(),
  Used: () => afterwards('redemptions', { store_id: storeOf('Belém') }),
  Expired: () => expired(),
  'Not yet': () => issued({ windows: [{ days: [inThreeDays()], from: '08:00', to: '11:00' }] }),
  'Not here': () => issued({ store_ids: [storeOf('Campo de Ourique')] }),
  // Well formed, and nobody's.
  Unknown: async () => '7Q4K9XW2MTR2',
  Held: () => afterwards('holds', { ttl_seconds: 3600, order_id: 'A-1' }),
  Void: () => afterwards('voids', { reason: 'mistake' }),
  Blocked: () => afterwards('blocks', { reason: 'mistake' }),
} as const

const SCREENS = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
  { width: 844, height: 390 },
]

let shop: Meridiano
let page: Page
beforeAll(async () => {
  shop = await openMeridiano()
  page = await shop.open(await shop.browser(), linkOf(shop, 'operator', 'Chiado'))
  // Nobody here sees a colour.
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' })
})
afterAll(() => shop?.close())

const seen = new Map<string, string>()

describe.each(Object.entries(VERDICTS))('%s, without colour', (word, made) => {
  beforeAll(async () => {
    await page.goto(`${shop.url}/scan`)
    await page.fill('#code', await made())
    await page.getByRole('button', { name: 'Check' }).click()
    if (word === 'Redeemed') await page.getByRole('button', { name: 'Redeem', exact: true }).click()
    await page.locator('#verdict h1', { hasText: word }).waitFor()
    // Whoever asks to undo it is still reading: the next scan waits.
    if (word === 'Redeemed') await page.locator('#verdict .undo > summary').click()
  })

  it('is told by its word and by a shape no other verdict has', async () => {
    const shape = await page.locator('#verdict .shape').evaluate((svg) => svg.innerHTML)
    expect([...seen].find(([, other]) => other === shape)).toBeUndefined()
    seen.set(word, shape)
    expect(await page.locator('#verdict .shape').getAttribute('aria-hidden')).toBe('true')
  })

  it.each(SCREENS)(
    'on $width × $height its word is large, on one line, and nothing overflows',
    async (screen) => {
      await page.setViewportSize(screen)
      const heading = await page.locator('#verdict h1').evaluate((h1) => {
        const range = document.createRange()
        range.selectNodeContents(h1)
        return {
          size: Number.parseFloat(getComputedStyle(h1).fontSize),
          lines: range.getClientRects().length,
        }
      })
      expect(heading.size).toBeGreaterThanOrEqual(48)
      expect(heading.lines).toBe(1)
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0)
      const button = await page.locator('#verdict .button--primary').first().boundingBox()
      // At 320 by 640 a voucher that is held tells more than fits; the word and why are there.
      if (screen.width !== 320)
        expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(screen.height)
      const shape = await page.locator('#verdict .shape').boundingBox()
      expect(shape?.width).toBeGreaterThanOrEqual(48)
    },
  )

  // Last: to look at colours it ends what moves, and with the line the verdict.
  it('is told to those who hear it: bad news at once, good news in its turn', async () => {
    const role = word === 'Valid' || word === 'Redeemed' ? 'status' : 'alert'
    const told = page.getByRole(role).filter({ has: page.getByRole('heading', { level: 1, name: word }) })
    expect(await told.count()).toBe(1)
    expect(await violations(page)).toEqual([])
  })
})

async function issued(more: object = {}): Promise<string> {
  const voucher = await sent('/vouchers', {
    ...{ title: 'Um café e um pastel de nata', benefit: { kind: 'item', item: 'Coffee' } },
    ...{ validity: { kind: 'days', count: 14 }, ...more },
  })
  return voucher.code
}

/** A voucher to which something was done before anybody shows it. */
async function afterwards(act: string, body: object): Promise<string> {
  const code = await issued()
  await sent(`/vouchers/${code}/${act}`, body)
  return code
}

/** One of the demo's that ended unused and was good in every shop. */
async function expired(): Promise<string> {
  const headers = { authorization: `Bearer ${shop.facts.api_key}` }
  const list = await fetch(`${shop.url}/api/v1/vouchers?status=expired&limit=50`, { headers })
  const { data } = (await list.json()) as { data: { id: string; store_ids: string[] }[] }
  const id = data.find(({ store_ids }) => store_ids.length === 0)?.id
  const voucher = await fetch(`${shop.url}/api/v1/vouchers/${id}`, { headers })
  return ((await voucher.json()) as { code: string }).code
}

async function sent(path: string, body: object): Promise<{ code: string }> {
  const answer = await fetch(`${shop.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(201)
  return (await answer.json()) as { code: string }
}

function storeOf(name: string): string {
  return shop.facts.stores.find((store) => store.name === name)?.id ?? ''
}

function inThreeDays(): string {
  const when = Date.now() + 3 * 86_400_000
  return new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(when).toLowerCase()
}
