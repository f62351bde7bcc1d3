import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
let till: Page
beforeAll(async () => {
  shop = await openMeridiano()
  // What passes through a service worker cannot be held up on its way.
  till = await shop.open(await shop.browser(), linkOf(shop, 'operator'), { serviceWorkers: 'block' })
})
afterAll(() => shop?.close())

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${shop.url}/api/v1${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${shop.facts.api_key}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
  })

async function aVoucher(customer_id?: string): Promise<{ id: string; code: string }> {
  const body = JSON.stringify({
    customer_id,
    title: 'Coffee through a bad line',
    benefit: { kind: 'item', item: 'Coffee' },
    validity: { kind: 'days', count: 9 },
    uses: 5,
  })
  return (await (await api('/vouchers', { method: 'POST', body })).json()) as { id: string; code: string }
}

async function linesOf(id: string): Promise<string[]> {
  const { data } = (await (await api(`/vouchers/${id}/ledger`)).json()) as { data: { kind: string }[] }
  return data.map(({ kind }) => kind)
}

async function redemptionsOf(id: string): Promise<number> {
  return (await linesOf(id)).filter((kind) => kind === 'redeemed').length
}

/** Until the page has asked for the last time by itself. */
async function untilItStops(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.clock.fastForward(30_000)
        return page.getByText('Still no answer').isVisible()
      },
      { timeout: 15_000 },
    )
    .toBe(true)
}

/** What the line does to a redemption on its way, once; later ones pass. */
const LINES = {
  'is cut before it is sent': (route: Route) => route.abort('internetdisconnected'),
  'is cut while it is on its way': (route: Route) => route.abort('connectionreset'),
  'is cut after it was recorded': async (route: Route) => {
    await route.fetch()
    await route.abort('connectionclosed')
  },
  'answers from somewhere in between that nobody is there': (route: Route) =>
    route.fulfill({ status: 502, body: 'Bad gateway' }),
  'loses the answer half way, and says that it is an outage': async (route: Route) => {
    await route.fetch()
    await route.fulfill({ status: 503, contentType: 'text/html', body: '<h1>Later</h1>' })
  },
} as const

/**
 * Redeems it while the line does that, up to the moment the page says it does not know. What it asks then waits until it is
 * let through by what this gives.
 */
async function redeemOver(line: (route: Route) => Promise<void>, code: string): Promise<() => void> {
  await till.goto(`${shop.url}/scan`)
  const mended = Promise.withResolvers<void>()
  let first = true
  await till.route('**/scan/redemptions', async (route) => {
    if (first) {
      first = false
      return line(route)
    }
    await mended.promise
    // Given up meanwhile by a page that is gone.
    await route.continue().catch(() => {})
  })
  await till.fill('#code', code)
  await till.getByRole('button', { name: 'Check' }).click()
  await till.getByRole('button', { name: 'Redeem', exact: true }).click()
  await till.locator('#verdict [data-word=not_confirmed]').waitFor()
  expect(await till.locator('#verdict h1').innerText()).toBe('Not confirmed yet')
  return mended.resolve
}

const redeemed = () => till.locator('#verdict [data-word=redeemed]').waitFor()

describe.each(Object.entries(LINES))('a line that %s', (_, line) => {
  it('ends with one redemption and its receipt, without anybody doing anything', async () => {
    const { id, code } = await aVoucher()
    const mend = await redeemOver(line, code)
    mend()
    await redeemed()
    await till.unroute('**/scan/redemptions')
    expect(await redemptionsOf(id)).toBe(1)
  })

  it('ends so too when the page is loaded anew meanwhile', async () => {
    const { id, code } = await aVoucher()
    const mend = await redeemOver(line, code)
    await till.reload()
    await till.locator('#verdict [data-word=not_confirmed]').waitFor()
    mend()
    await redeemed()
    await till.unroute('**/scan/redemptions')
    expect(await redemptionsOf(id)).toBe(1)
    // And what was answered is not asked again.
    await till.goto(`${shop.url}/scan`)
    expect(await till.locator('#verdict [data-verdict]').count()).toBe(0)
  })
})

it('what is not confirmed yet is said whole, with the way to ask, on a phone on its side', async () => {
  const { code } = await aVoucher()
  const mend = await redeemOver(LINES['is cut before it is sent'], code)
  await till.setViewportSize({ width: 844, height: 390 })
  for (const part of ['h1', '.say:not([hidden])', '[data-act=ask]']) {
    const box = await till.locator(`#verdict ${part}`).boundingBox()
    expect([part, (box?.y ?? 0) + (box?.height ?? 999) <= 390]).toEqual([part, true])
  }
  await till.setViewportSize(PHONE)
  mend()
  await redeemed()
  await till.unroute('**/scan/redemptions')
})

describe('a line that fails while a code is only asked about', () => {
  it('says that nobody knows, and asks again by itself', async () => {
    const { id, code } = await aVoucher()
    await till.goto(`${shop.url}/scan`)
    const mended = Promise.withResolvers<void>()
    let first = true
    await till.route('**/scan/validations', async (route) => {
      if (first) {
        first = false
        return route.abort('connectionreset')
      }
      await mended.promise
      await route.continue()
    })
    await till.fill('#code', code)
    await till.getByRole('button', { name: 'Check' }).click()
    await till.getByRole('heading', { name: 'Can’t confirm' }).waitFor()
    mended.resolve()
    await till.locator('#verdict [data-verdict=valid]').waitFor()
    await till.unroute('**/scan/validations')
    expect(await redemptionsOf(id)).toBe(0)
  })
})

describe('an answer that is lost after it was recorded', () => {
  const recorded = LINES['is cut after it was recorded']

  it('of an undo: ends with one undo, and says so', async () => {
    const { id, code } = await aVoucher()
    await till.goto(`${shop.url}/scan?code=${code}`)
    await till.getByRole('button', { name: 'Redeem', exact: true }).click()
    await redeemed()
    let asked = 0
    await till.route('**/scan/rollbacks', async (route) => {
      asked += 1
      await (asked === 1 ? recorded(route) : route.continue())
    })
    await till.locator('#verdict:not([data-fresh]) details.undo summary').click()
    await till.locator('#verdict').getByText('Wrong voucher').click()
    await till.getByRole('button', { name: 'Undo it' }).click()
    await till.locator('#verdict [data-word=undone]').waitFor()
    await till.unroute('**/scan/rollbacks')
    expect(asked).toBe(2)
    expect(await linesOf(id)).toEqual(['issued', 'redeemed', 'rolled_back'])
  })

  it('where a scan redeems at once: ends with one redemption and its receipt', async () => {
    const body = JSON.stringify({ name: 'Quick corner', scan_redeems: true })
    const store = (await (await api('/stores', { method: 'POST', body })).json()) as { id: string }
    const quick = await shop.open(await shop.browser(), linkOf(shop, 'admin'), { serviceWorkers: 'block' })
    await quick.goto(`${shop.url}/scan?store=${store.id}`)
    await quick.getByText('Scan = redeem').waitFor()
    const { id, code } = await aVoucher()
    let asked = 0
    await quick.route('**/scan/redemptions', async (route) => {
      asked += 1
      await (asked === 1 ? recorded(route) : route.continue())
    })
    await quick.fill('#code', code)
    await quick.getByRole('button', { name: 'Redeem' }).click()
    await quick.locator('#verdict [data-word=redeemed]').waitFor()
    expect(asked).toBe(2)
    expect(await redemptionsOf(id)).toBe(1)
  })
})

describe('a redemption nobody could ask about in time', () => {
  const toBeChecked = (page: Page) =>
    page.getByRole('region', { name: 'To be checked' }).getByRole('listitem')

  it('is not sent again an hour later, when the battery is full again: its code is checked, and what was recorded is told', async () => {
    const { id, code } = await aVoucher()
    const tired = await shop.open(await shop.browser(), linkOf(shop, 'operator'), { serviceWorkers: 'block' })
    await tired.goto(`${shop.url}/scan?code=${code}`)
    const commands: string[] = []
    await tired.route('**/scan/redemptions', async (route) => {
      commands.push(route.request().url())
      await (commands.length === 1 ? LINES['is cut after it was recorded'](route) : route.abort())
    })
    await tired.getByRole('button', { name: 'Redeem', exact: true }).click()
    await tired.locator('#verdict [data-word=not_confirmed]').waitFor()
    await tired.clock.setFixedTime(Date.now() + 3_600_000)
    await tired.goto(`${shop.url}/scan`)
    const before = commands.length
    await toBeChecked(tired)
      .filter({ hasText: /redeemed/i })
      .waitFor()
    expect(await tired.locator('#verdict [data-verdict]').count()).toBe(0)
    // Read again, the code tells of that use instead of offering the next one, which takes it off the list.
    await tired.locator('input[name=code]').fill(code)
    await tired.getByRole('button', { name: 'Check', exact: true }).click()
    await tired.locator('#verdict [data-word=redeemed]').waitFor()
    expect(await toBeChecked(tired).count()).toBe(0)
    expect([commands.length - before, await redemptionsOf(id)]).toEqual([0, 1])
  })

  it('stays to be checked where somebody goes on without the answer, and is good still where none was recorded', async () => {
    const { id, code } = await aVoucher()
    const busy = await shop.open(await shop.browser(), linkOf(shop, 'operator'), { serviceWorkers: 'block' })
    await busy.clock.install()
    await busy.goto(`${shop.url}/scan?code=${code}`)
    await busy.route('**/scan/redemptions', (route) => route.abort('connectionreset'))
    await busy.getByRole('button', { name: 'Redeem', exact: true }).click()
    await busy.locator('#verdict [data-word=not_confirmed]').waitFor()
    await untilItStops(busy)
    await busy.unroute('**/scan/redemptions')
    await busy.getByRole('link', { name: 'Scan next' }).click()
    await toBeChecked(busy).filter({ hasText: /valid/i }).waitFor()
    expect(await redemptionsOf(id)).toBe(0)
    await toBeChecked(busy).getByRole('link').click()
    await busy.getByRole('button', { name: 'Redeem', exact: true }).click()
    await busy.locator('#verdict [data-word=redeemed]').waitFor()
    expect(await redemptionsOf(id)).toBe(1)
  })

  it('stays to be checked where the next try is refused at the door: that says nothing of the first', async () => {
    const { id, code } = await aVoucher()
    const moved = await shop.open(await shop.browser(), linkOf(shop, 'operator'), { serviceWorkers: 'block' })
    await moved.goto(`${shop.url}/scan?code=${code}`)
    let asked = 0
    await moved.route('**/scan/redemptions', async (route) => {
      asked += 1
      if (asked === 1) return LINES['is cut after it was recorded'](route)
      await route.fulfill({ status: 403, contentType: 'text/html', body: '<h1>Not yours to do</h1>' })
    })
    await moved.getByRole('button', { name: 'Redeem', exact: true }).click()
    await toBeChecked(moved)
      .filter({ hasText: /redeemed/i })
      .waitFor()
    expect([asked, await redemptionsOf(id)]).toEqual([2, 1])
  })

  it('stays to be checked by what it promised, where it was one tap on a card', async () => {
    const [customer] = shop.facts.customers
    const { id } = await aVoucher(customer?.id)
    const busy = await shop.open(await shop.browser(), linkOf(shop, 'operator'), { serviceWorkers: 'block' })
    await busy.clock.install()
    await busy.goto(`${shop.url}/scan?code=${customer?.card_token}`)
    await busy.route('**/scan/redemptions', async (route) => {
      await route.fetch()
      await route.abort('connectionclosed')
    })
    await busy.getByRole('button', { name: 'Redeem Coffee through a bad line' }).click()
    await busy.locator('#verdict [data-word=not_confirmed]').waitFor()
    await untilItStops(busy)
    await busy.unroute('**/scan/redemptions')
    await busy.getByRole('link', { name: 'Scan next' }).click()
    const line = toBeChecked(busy).filter({ hasText: 'Coffee through a bad line' })
    await line.filter({ hasText: /redeemed/i }).waitFor()
    await line.getByRole('link').click()
    await busy.locator('#verdict [data-word=redeemed]').waitFor()
    expect(await redemptionsOf(id)).toBe(1)
  })
})
