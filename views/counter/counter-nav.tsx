import type { Frame } from '../frame.ts'
import { scanHref } from './scan-href.ts'

/** The counter's pages; each keeps the shop. */
export type CounterPage = 'scan' | 'history' | 'shift'

const PAGES: readonly CounterPage[] = ['scan', 'history', 'shift']

/** From one of the counter's pages to the others. */
export function CounterNav({
  frame,
  storeId,
  current,
}: {
  frame: Frame
  storeId: string | null
  current: CounterPage
}) {
  const words = frame.words.counterHistory.nav
  return (
    <nav class="counter-nav" aria-label={words.label}>
      {PAGES.map((page) => (
        <a href={counterHref(page, storeId)} aria-current={page === current ? 'page' : undefined}>
          {words[page]}
        </a>
      ))}
    </nav>
  )
}

/** Where a page of the counter is, in that shop. */
export function counterHref(
  page: CounterPage,
  storeId: string | null,
  more: Readonly<Record<string, string>> = {},
): string {
  if (page === 'scan') return scanHref(storeId)
  const asked = new URLSearchParams({ ...(storeId !== null && { store: storeId }), ...more })
  return asked.size === 0 ? `/scan/${page}` : `/scan/${page}?${asked}`
}
