import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong with the page as it stands. */
export async function violations(page: Page): Promise<unknown> {
  // The tests' own reader of the page is let past the policy; the page itself is not.
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: AXE })
  const run = `axe.run(document, ${JSON.stringify({ runOnly: TAGS })}).then((found) => JSON.stringify(found.violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | '))))`
  const { result } = await session.send('Runtime.evaluate', { expression: run, awaitPromise: true })
  return JSON.parse(String(result.value))
}
