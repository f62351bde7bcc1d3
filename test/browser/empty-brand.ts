import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { inviteAdmin } from '../../scripts/invite/invite-admin.ts'
import { startServer } from '../../scripts/local/server.ts'
import { launchChromium } from './chromium.ts'
import { PHONE } from './meridiano.ts'

/** A deployment nobody has set up, from an empty state folder, and everything its pages complained about. */
export interface EmptyBrand {
  readonly url: string
  readonly complaints: string[]
  /** A new admin's link. */
  invite(): Promise<string>
  open(options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

/** Starts the deployed Worker, without the demo, in a folder of its own. */
export async function openEmptyBrand(): Promise<EmptyBrand> {
  const folder = await mkdtemp(join(tmpdir(), 'vale-empty-'))
  const server = await startServer({ stateDir: join(folder, 'state'), port: 0, entry: 'index' })
  const db = await server.mf.getD1Database('DB')
  const browser: Browser = await launchChromium()
  const complaints: string[] = []
  return {
    url: server.url,
    complaints,
    invite: () =>
      inviteAdmin(
        (sql, params) =>
          db
            .prepare(sql)
            .bind(...params)
            .run(),
        server.url,
        Date.now(),
        randomBytes,
      ),
    open: async (options) => {
      const page = await (await browser.newContext({ viewport: PHONE, ...options })).newPage()
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          complaints.push(`${page.url()}: ${message.text()}`)
        }
      })
      return page
    },
    close: async () => {
      await browser.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** How wide the page is on the smallest phone. */
export async function widthAt320(page: Page): Promise<number> {
  const before = page.viewportSize() ?? PHONE
  await page.setViewportSize({ width: 320, height: 640 })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  await page.setViewportSize(before)
  return wide
}
