import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TEST_TEXT } from '../../views/counter/test-symbol.ts'
import { violations } from './axe.ts'
import { AZERTY, CYRILLIC, type HandScanner, QWERTZ, scanByHand } from './hand-scanner.ts'
import { DESK, linkOf, type Meridiano, openMeridiano } from './meridiano.ts'

let shop: Meridiano
let till: Page
let code: string
beforeAll(async () => {
  shop = await openMeridiano()
  till = await shop.open(await shop.browser(), linkOf(shop, 'operator', 'Chiado'), { viewport: DESK })
  code = await aCode()
})
afterAll(() => shop?.close())

/** The code of a voucher good for very many uses, with a letter that no two of the boards below have on the same key. */
async function aCode(): Promise<string> {
  for (;;) {
    const code = await someCode()
    if (code.includes('M')) return code
  }
}

async function someCode(): Promise<string> {
  const answer = await fetch(`${shop.url}/api/v1/vouchers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.facts.api_key}`, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      title: 'Coffee on us',
      benefit: { kind: 'item', item: 'Coffee' },
      validity: { kind: 'days', count: 3 },
      uses: 100,
    }),
  })
  return ((await answer.json()) as { code: string }).code
}

/** Back at the scanner, with the script listening, and nothing focused. */
async function ready(): Promise<void> {
  await till.goto(`${shop.url}/scan`)
  await till.locator('[data-scripted]').first().waitFor()
  await till.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
}

async function verdict(): Promise<string | null> {
  await till.locator('[data-verdict]').first().waitFor()
  return till.locator('.verdict').first().getAttribute('data-verdict')
}

/** Counts requests about codes while `act` goes on and until the page has nothing more to do. */
async function asked(act: () => Promise<unknown>): Promise<number> {
  let requests = 0
  const count = (request: Request) => {
    if (request.method() === 'POST') requests += 1
  }
  till.on('request', count)
  await act()
  till.off('request', count)
  return requests
}

describe('a hand scanner', () => {
  beforeEach(ready)

  it.each<[string, HandScanner]>([
    ['an English computer', {}],
    ['a French computer', { printed: AZERTY }],
    ['a German computer', { printed: QWERTZ }],
    ['a Russian computer', { printed: CYRILLIC }],
    ['a computer with Caps Lock on', { caps: true }],
    [
      'an English computer, itself set up for France',
      { board: { A: 'KeyQ', Q: 'KeyA', W: 'KeyZ', Z: 'KeyW', M: 'Semicolon' }, shiftsDigits: true },
    ],
  ])('is understood on %s, with nothing focused', async (_, scanner) => {
    await scanByHand(till, code, scanner)
    expect(await verdict()).toBe('valid')
  })

  it.each(['Enter', 'Tab', null] as const)('may end with %s', async (suffix) => {
    await scanByHand(till, code, { suffix })
    expect(await verdict()).toBe('valid')
    expect(await till.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  })

  it('may frame the code, name its symbol and send it twice: it is asked about once', async () => {
    const requests = await asked(async () => {
      await scanByHand(till, `\x02]Q1${code}]Q1${code}\x03`)
      expect(await verdict()).toBe('valid')
    })
    expect(requests).toBe(1)
  })

  it('that repeats its scan at once has scanned once', async () => {
    const requests = await asked(async () => {
      await scanByHand(till, code, { times: 2 })
      expect(await verdict()).toBe('valid')
    })
    expect(requests).toBe(1)
  })

  it.each(['Start camera', 'Photo', 'Check'])('presses no button that is focused: %s', async (name) => {
    const button = till.getByRole('button', { name, exact: true })
    await till.evaluate(() => {
      addEventListener('click', (event) => Object.assign(window, { clicked: event.isTrusted }))
    })
    await button.focus()
    await scanByHand(till, 'HELLO WORLD 12')
    await till.locator('#code-error').waitFor()
    expect(await till.evaluate(() => 'clicked' in window)).toBe(false)
    await button.focus()
    await scanByHand(till, code)
    expect(await verdict()).toBe('valid')
    expect(await till.evaluate(() => 'clicked' in window)).toBe(false)
  })

  it('on a verdict never redeems by its Enter: the next voucher is asked about', async () => {
    await scanByHand(till, code)
    expect(await verdict()).toBe('valid')
    await till.locator('[data-fresh]').waitFor({ state: 'detached' })
    await till.getByRole('button', { name: 'Redeem', exact: true }).focus()
    const other = await aCode()
    const answer = till.waitForResponse(/validations/)
    await scanByHand(till, other)
    await answer
    expect(await verdict()).toBe('valid')
    expect(await till.locator('[data-verdict=done]').count()).toBe(0)
  })

  it('leaves a field as it was, whatever stands in it', async () => {
    await till.fill('#code', 'WEL')
    await scanByHand(till, 'HELLO WORLD 12')
    await till.locator('#code-error').waitFor()
    expect(await till.inputValue('#code')).toBe('WEL')
    await till.focus('#code')
    await scanByHand(till, code, { printed: AZERTY })
    expect(await verdict()).toBe('valid')
  })

  it('that reads something foreign asks nobody and says so', async () => {
    const requests = await asked(async () => {
      await scanByHand(till, 'HTTPS EXAMPLE MENU')
      await till.locator('#code-error', { hasText: 'not one of our codes' }).waitFor()
    })
    expect(requests).toBe(0)
  })
})

describe('a code typed', () => {
  beforeEach(ready)

  it('with a slip asks nobody, and is told which group to look at; mended, it is asked about', async () => {
    const swapped = code.slice(0, 4) + code.charAt(5) + code.charAt(4) + code.slice(6)
    // Where both are the same there is no slip to make.
    const wrong = swapped === code ? `${code.slice(0, 11)}${code.endsWith('0') ? '1' : '0'}` : swapped
    const requests = await asked(async () => {
      // In one go: keys as fast as a machine types them are a scanner's.
      await till.fill('#code', wrong.toLowerCase())
      await till.keyboard.press('Enter')
      await till.locator('#code-error', { hasText: /group/ }).waitFor()
    })
    expect(requests).toBe(0)
    expect(await till.inputValue('#code')).toMatch(/^.{4}-.{4}-.{4}$/)
    await till.fill('#code', `${shop.url}/v/${code}?from=letter`)
    expect(await till.inputValue('#code')).toBe(`${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`)
    await till.keyboard.press('Enter')
    expect(await verdict()).toBe('valid')
  })
})

describe('setting a hand scanner up', () => {
  beforeEach(async () => {
    await till.evaluate(() => localStorage.clear())
    await till.goto(`${shop.url}/scan`)
    await till.getByRole('link', { name: 'Set up a scanner' }).click()
    await till.getByRole('heading', { name: 'Waiting for a scan' }).waitFor()
  })

  it('takes one scan of the test symbol, and what was learned serves on the scanning page', async () => {
    await scanByHand(till, `01${TEST_TEXT}`, { printed: AZERTY, suffix: 'Tab' })
    await till.getByRole('heading', { name: 'Your scanner is ready' }).waitFor()
    const said = await till.locator('#lesson').innerText()
    expect(said).toMatch(/Types like\s+A US keyboard, which is put right/)
    expect(said).toMatch(/After each code\s+Tab, which moves nothing/)
    expect(said).toMatch(/Around each code\s+01, which is taken off/)
    expect(said).toContain('Remembered on this device.')
    expect(said).not.toContain('Sends everything twice')
    expect(await violations(till)).toEqual([])
    await till.getByRole('link', { name: 'Start scanning' }).click()
    await till.locator('[data-scripted]').first().waitFor()
    await scanByHand(till, `01${code}`, { printed: AZERTY, suffix: 'Tab' })
    expect(await verdict()).toBe('valid')
    await till.goto(`${shop.url}/scan/scanner`)
    await till.getByRole('button', { name: 'Forget this scanner' }).click()
    await till.getByRole('heading', { name: 'Waiting for a scan' }).waitFor()
    expect(await till.evaluate(() => localStorage.length)).toBe(0)
  })

  it('tells another code and slow typing from it, and presses nothing meanwhile', async () => {
    await till.locator('summary').focus()
    await scanByHand(till, 'HELLO WORLD 1')
    await till.getByRole('heading', { name: 'That was something else' }).waitFor()
    expect(await till.locator('details[open]').count()).toBe(0)
    await till.keyboard.type(TEST_TEXT, { delay: 90 })
    await till.getByRole('heading', { name: 'That came too slowly' }).waitFor()
    expect(shop.complaints).toEqual([])
  })

  it('leaves the keyboard to people: Tab and Enter work as ever', async () => {
    await till.locator('summary').focus()
    await till.keyboard.press('Enter')
    expect(await till.locator('details[open]').count()).toBe(1)
  })

  it('works at 320 px, and without a script says what is missing', async () => {
    await till.setViewportSize({ width: 320, height: 640 })
    expect(await till.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    const plain = await shop.open(await shop.browser(), linkOf(shop, 'operator', 'Chiado'), {
      javaScriptEnabled: false,
    })
    await plain.goto(`${shop.url}/scan/scanner`)
    expect(await plain.locator('main').innerText()).toContain('Learning a scanner needs JavaScript')
    expect(await plain.locator('#lesson').isVisible()).toBe(false)
  })
})
