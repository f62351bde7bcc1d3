import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// A colour half way from one to another is nobody's contrast: what moves is first where it will stay.
const AT_REST = `for (const each of document.getAnimations())
  each.effect?.getComputedTiming().endTime === Infinity ? each.cancel() : each.finish()`
const RUN = `axe.run(document, ${JSON.stringify({ runOnly: TAGS })}).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`

/** What axe finds wrong with the page as it stands, when nothing moves any more. */
export async function violations(page: Page): Promise<string[]> {
  // The tests' own reader of the page is let past the policy; the page itself is not.
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: AT_REST })
  await session.send('Runtime.evaluate', { expression: AXE })
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: RUN,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  if (exceptionDetails !== undefined)
    throw new Error(`axe did not finish on ${page.url()}: ${exceptionDetails.text}`)
  return result.value
}
