import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkOf, type Meridiano, openMeridiano } from './meridiano.ts'

let shop: Meridiano
beforeAll(async () => {
  shop = await openMeridiano()
})
afterAll(() => shop?.close())

async function sent(path: string, body: object): Promise<{ code: string }> {
  const answer = await fetch(`${shop.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as { code: string }
}

async function aCode(): Promise<string> {
  const terms = { benefit: { kind: 'item', item: 'Coffee' }, validity: { kind: 'days', count: 3 } }
  return (await sent('/vouchers', { title: 'Coffee on us', ...terms })).code
}

async function used(): Promise<string> {
  const code = await aCode()
  await sent(`/vouchers/${code}/redemptions`, { store_id: shop.facts.stores[0]?.id })
  return code
}

async function blocked(): Promise<string> {
  const code = await aCode()
  await sent(`/vouchers/${code}/blocks`, { reason: 'stolen' })
  return code
}

const till = async (options: object = {}) =>
  shop.open(await shop.browser(), linkOf(shop, 'operator', 'Chiado'), options)

/** Types a code and waits for its verdict, ready to be tapped. */
async function scan(page: Page, code: string): Promise<void> {
  await page.locator('[data-scripted]').first().waitFor()
  await page.fill('#code', code)
  await page.getByRole('button', { name: 'Check' }).click()
  await page.locator('#verdict:not([data-fresh]) [data-verdict]').waitFor()
}

interface Senses {
  /** The pitches that were played, and what the phone did, since they were asked for last. */
  readonly heard: number[]
  readonly felt: VibratePattern[]
}

declare global {
  var senses: Senses
}

describe('A verdict with eyes on the till', () => {
  it('rises for good news, repeats itself for what is used, growls for the rest, and says nothing before a touch', async () => {
    const page = await till()
    await page.addInitScript(() => {
      globalThis.senses = { heard: [], felt: [] }
      globalThis.OscillatorNode = class extends OscillatorNode {
        constructor(context: BaseAudioContext, options?: OscillatorOptions) {
          super(context, options)
          globalThis.senses.heard.push(options?.frequency ?? 0)
        }
      }
      navigator.vibrate = (pattern) => globalThis.senses.felt.push(pattern as VibratePattern) > 0
    })
    const sensed = () =>
      page.evaluate(() => ({
        heard: globalThis.senses.heard.splice(0),
        felt: globalThis.senses.felt.splice(0),
      }))
    await page.goto(`${shop.url}/scan?code=${await used()}`)
    await page.locator('#verdict [data-verdict=used]').waitFor()
    expect(await sensed()).toEqual({ heard: [], felt: [] })
    const next = () => page.locator('#verdict [data-next]').first().click()
    await next()
    const good = await aCode()
    await scan(page, good)
    const rising = await sensed()
    expect(rising.heard).toHaveLength(2)
    expect(rising.heard[1]).toBeGreaterThan(rising.heard[0] ?? 0)
    await page.getByRole('button', { name: 'Redeem', exact: true }).click()
    await page.locator('[data-word=redeemed]').waitFor()
    expect(await sensed()).toEqual(rising)
    await next()
    await scan(page, await used())
    const repeated = await sensed()
    expect([repeated.heard.length, new Set(repeated.heard).size]).toEqual([2, 1])
    await next()
    await scan(page, await blocked())
    const growl = await sensed()
    expect(growl.heard).toHaveLength(1)
    await next()
    await scan(page, '7Q4K9XW2MTR2')
    expect(await sensed()).toEqual(growl)
    // Each is felt in its own way too.
    expect(new Set([rising, repeated, growl].map(({ felt }) => JSON.stringify(felt))).size).toBe(3)
    expect(shop.complaints).toEqual([])
  })
})

describe('The line to the next scan', () => {
  const line = (page: Page) =>
    page.evaluate(() =>
      document
        .getAnimations()
        .filter((one) => one instanceof CSSAnimation && one.animationName === 'run-out')
        .map(({ playState }) => playState),
    )
  const runOut = (page: Page) =>
    page.evaluate(() => {
      for (const one of document.getAnimations())
        if (one instanceof CSSAnimation && one.animationName === 'run-out') one.finish()
    })

  it('runs out into the scanner by itself, and stops where a finger touches the verdict, for that verdict alone', async () => {
    const page = await till({ hasTouch: true, isMobile: true })
    // It runs as long as the test looks at it, however busy the machine is.
    await page.addInitScript(() => {
      document.addEventListener('animationstart', () => {
        for (const one of document.getAnimations())
          if (one instanceof CSSAnimation && one.animationName === 'run-out') one.playbackRate = 0.001
      })
    })
    await page.reload()
    const redeemed = async () => {
      await scan(page, await aCode())
      await page.getByRole('button', { name: 'Redeem', exact: true }).tap()
      await page.locator('#verdict:not([data-fresh]) [data-word=redeemed]').waitFor()
    }
    await redeemed()
    expect(await line(page)).toEqual(['running'])
    await page.locator('#verdict h1').tap()
    expect(await line(page)).toEqual(['paused'])
    await page.locator('#verdict [data-next]').first().tap()
    await redeemed()
    expect(await line(page)).toEqual(['running'])
    await runOut(page)
    await page.getByRole('button', { name: 'Start camera' }).waitFor()
    expect(await page.locator('#verdict [data-verdict]').count()).toBe(0)
    // A voucher that waits, and bad news, wait for as long as it takes.
    await scan(page, await aCode())
    expect(await line(page)).toEqual([])
    await page.locator('#verdict [data-next]').first().tap()
    await scan(page, await used())
    expect(await line(page)).toEqual([])
    expect(shop.complaints).toEqual([])
  })
})
