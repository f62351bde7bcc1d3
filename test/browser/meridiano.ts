import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import { loadDemo } from '../../scripts/local/demo.ts'
import { startServer } from '../../scripts/local/server.ts'
import { launchChromium } from './chromium.ts'

/** What the tests read of a running demo. */
interface Facts {
  readonly api_key: string
  readonly stores: readonly { readonly id: string; readonly name: string }[]
  readonly staff: readonly {
    readonly name: string
    readonly role: string
    readonly store_id: string | null
    readonly signin_url: string
    readonly pin: string | null
  }[]
  readonly devices: readonly { readonly role: string; readonly signin_url: string }[]
  readonly customers: readonly {
    readonly id: string
    readonly name: string
    readonly card_token: string
    readonly wallet_url: string
  }[]
}

export const PHONE = { width: 390, height: 844 }
export const DESK = { width: 1280, height: 800 }

/** A running Meridiano with its own state, and everything a page complained about. */
export interface Meridiano {
  readonly url: string
  readonly facts: Facts
  readonly folder: string
  /** Complaints of all pages so far: console errors, uncaught exceptions, requests to another origin. */
  readonly complaints: string[]
  browser(camera?: string, lenses?: number): Promise<Browser>
  /** A window of its own, signed in by a demo link unless none is given. */
  open(browser: Browser, link: string | null, options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

/** Starts the built Worker with the demo brand, on a free port and in a folder of its own. */
export async function openMeridiano(): Promise<Meridiano> {
  const folder = await mkdtemp(join(tmpdir(), 'vale-browser-'))
  const stateDir = join(folder, 'state')
  await cp(inject('meridiano'), stateDir, { recursive: true })
  const server = await startServer({ stateDir, port: 0, entry: 'demo' })
  // The brand is there; its one open invitation is made good again.
  await loadDemo(server.url, () => {})
  const facts = (await (await fetch(`${server.url}/demo/facts`)).json()) as Facts
  const browsers: Browser[] = []
  const complaints: string[] = []
  return {
    url: server.url,
    facts,
    folder,
    complaints,
    browser: async (camera, lenses) => {
      const browser = await launchChromium(camera, lenses)
      browsers.push(browser)
      return browser
    },
    open: async (browser, link, options) => {
      const context = await browser.newContext({ viewport: PHONE, ...options })
      const page = await context.newPage()
      listen(context, page, server.url, complaints)
      if (link !== null) await page.goto(link)
      return page
    },
    close: async () => {
      for (const browser of browsers) await browser.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The demo link of somebody of that role, in that shop if one is named. */
export function linkOf({ facts }: Meridiano, role: string, store?: string): string {
  const id = facts.stores.find(({ name }) => name === store)?.id
  const found = facts.staff.find((who) => who.role === role && (id === undefined || who.store_id === id))
  if (found === undefined) throw new Error(`nobody is ${role} at ${store}`)
  return found.signin_url
}

/** Writes a film for the fake camera and gives its path. */
export async function filmFile({ folder }: Meridiano, film: Uint8Array): Promise<string> {
  const path = join(folder, `film-${film.length}-${process.hrtime.bigint()}.y4m`)
  await writeFile(path, film)
  return path
}

function listen(context: BrowserContext, page: Page, url: string, complaints: string[]): void {
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== url) complaints.push(`request to ${request.url()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    // Chromium logs every answer of 400 and more; refusals are answers here.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(`${page.url()}: ${message.text()}`)
    }
  })
}
