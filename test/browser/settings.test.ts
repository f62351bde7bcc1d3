import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { widthAt320 } from './empty-brand.ts'
import { DESK, linkOf, type Meridiano, openMeridiano, PHONE } from './meridiano.ts'

let shop: Meridiano
let keys: Page
let plain: Page
beforeAll(async () => {
  shop = await openMeridiano()
  const browser = await shop.browser()
  keys = await shop.open(browser, linkOf(shop, 'admin'), { viewport: DESK, colorScheme: 'dark' })
  plain = await shop.open(browser, linkOf(shop, 'admin'), { javaScriptEnabled: false })
})
afterAll(() => shop?.close())

/** Goes on with Tab until the control of that name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const { activeElement: at } = document
      const label = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0] : null
      return (label ?? at)?.textContent?.trim() ?? ''
    })
    if (here.startsWith(name)) return
  }
  throw new Error(`Tab never comes to ${name}`)
}

async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

describe('With the keyboard alone', () => {
  it('the index leads to the brand, which is changed and saved', async () => {
    await keys.goto(`${shop.url}/admin/settings`)
    await tabTo(keys, 'Brand')
    await keys.keyboard.press('Enter')
    await heading(keys, 'Brand')
    await tabTo(keys, 'What it is and where')
    await type(keys, 'Cafés by the river')
    await tabTo(keys, 'Colour')
    await type(keys, '#2f4f2f')
    await tabTo(keys, 'Language')
    await keys.keyboard.type('Portuguese (Brazil)')
    await tabTo(keys, 'Save')
    await keys.keyboard.press('Enter')
    await keys.getByText('Saved.').waitFor()
    expect(await keys.getByLabel('What it is and where').inputValue()).toBe('Cafés by the river')
    expect(await keys.getByLabel('Language').inputValue()).toBe('pt-BR')
  })

  it('a shop is added, found, closed, opened and archived', async () => {
    await keys.goto(`${shop.url}/admin/settings/stores`)
    await tabTo(keys, 'Add a shop')
    await keys.keyboard.press('Enter')
    await heading(keys, 'New shop')
    await tabTo(keys, 'Name')
    await type(keys, 'Graça')
    await tabTo(keys, 'Monday')
    await type(keys, '8-19')
    await tabTo(keys, 'Tuesday to Friday like Monday')
    await keys.keyboard.press('Space')
    await tabTo(keys, 'Add this shop')
    await keys.keyboard.press('Enter')
    await keys.getByRole('status').getByText('Graça').waitFor()
    await keys.goto(`${shop.url}/admin/settings/stores?q=gra`)
    for (const [act, state] of [
      ['Close it for now', 'Closed for now'],
      ['Open it again', ''],
      ['Archive it', 'Archived'],
    ] as const) {
      await tabTo(keys, 'Graça')
      await keys.keyboard.press('Enter')
      await heading(keys, 'Graça')
      await tabTo(keys, act)
      await keys.keyboard.press('Enter')
      await keys.getByRole('status').getByText('Graça').waitFor()
      await keys.goto(`${shop.url}/admin/settings/stores?q=gra`)
      expect(await keys.locator('.rowline').innerText()).toContain(state)
    }
  })
})

describe('With JavaScript off', () => {
  it('the brand is changed, a mistake is said and what was typed stays', async () => {
    await plain.goto(`${shop.url}/admin/settings/brand`)
    await plain.getByLabel('Colour', { exact: true }).fill('green')
    await plain.getByRole('button', { name: 'Save' }).click()
    await plain.getByRole('link', { name: 'Write a colour as #' }).waitFor()
    expect(await plain.getByLabel('Colour', { exact: true }).inputValue()).toBe('green')
    await plain.getByLabel('Colour', { exact: true }).fill('#1f4690')
    await plain.getByRole('button', { name: 'Save' }).click()
    await plain.getByText('Saved.').waitFor()
  })

  it('everything is taken along, by the keyboard and without scripts', async () => {
    for (const page of [keys, plain]) {
      await page.goto(`${shop.url}/admin/settings/export`)
      const download = page.waitForEvent('download')
      await tabTo(page, 'Download')
      await page.keyboard.press('Enter')
      expect((await download).suggestedFilename()).toMatch(/^customers.*\.csv$/)
    }
  })

  it('two admins edit one shop: the second sees both and chooses', async () => {
    const path = `${shop.url}/admin/settings/stores/${shop.facts.stores[0]?.id}`
    await plain.goto(path)
    await keys.goto(path)
    await keys.getByLabel('Address').fill('Rua Garrett 1')
    await keys.getByRole('button', { name: 'Save' }).click()
    await keys.getByText('Saved.').waitFor()
    await plain.getByLabel('Address').fill('Rua Garrett 2')
    await plain.getByRole('button', { name: 'Save' }).click()
    await heading(plain, 'Somebody changed this shop meanwhile')
    const both = await plain.locator('tbody').innerText()
    expect(both).toMatch(/Rua Garrett 2[\s\S]*Rua Garrett 1/)
    expect(await violations(keys)).toEqual([])
    await plain.getByRole('button', { name: 'Save mine over it' }).click()
    await plain.getByText('Saved.').waitFor()
    await plain.goto(path)
    expect(await plain.getByLabel('Address').inputValue()).toBe('Rua Garrett 2')
  })
})

const PAGES = ['', '/brand', '/stores', '/stores/new', '/stores/sto_chiado', '/stores?q=zzz', '/export']

describe('Every page of these settings', () => {
  it.each(PAGES)('%s is clean for axe and fits the smallest phone, light and dark', async (path) => {
    for (const [viewport, colorScheme] of [
      [PHONE, 'light'],
      [DESK, 'dark'],
    ] as const) {
      await keys.setViewportSize(viewport)
      await keys.emulateMedia({ colorScheme })
      await keys.goto(`${shop.url}/admin/settings${path}`)
      expect(await violations(keys)).toEqual([])
      expect(await widthAt320(keys)).toBeLessThanOrEqual(320)
    }
  })

  it('threw nothing and kept its policy', () => {
    expect(shop.complaints).toEqual([])
  })
})
