import { describe, expect, it } from 'vitest'
import { ActivityPage } from '../../views/admin/activity-page.tsx'
import { HomePage } from '../../views/admin/home-page.tsx'
import { SearchPage, SearchResults } from '../../views/admin/search-page.tsx'
import { SystemPage } from '../../views/admin/system-page.tsx'
import { staffFrame } from './admin-fixtures.ts'
import { NOW } from './fixtures.ts'

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`
const DAY = 86_400_000

function days(redeemed: readonly number[]) {
  return redeemed.map((count, index) => {
    const at = NOW - (redeemed.length - 1 - index) * DAY
    return {
      day: new Date(at).toISOString().slice(0, 10),
      at,
      issued: 1,
      redeemed: count,
      refused: 0,
      ending: 0,
    }
  })
}

type HomeProps = Parameters<typeof HomePage>[0]

function home(changes: Partial<HomeProps> = {}): string {
  const props: HomeProps = {
    frame: staffFrame('/admin'),
    checklist: null,
    days: days([...Array.from({ length: 28 }, () => 2), 13, 5]),
    totals: { issued: 412, issuedBefore: 374, redeemed: 74, rolledBack: 1, refused: 3, ended: 2 },
    sources: [
      { source: 'points', issued: 380, redeemed: 61 },
      { source: 'manual', issued: 32, redeemed: 13 },
    ],
    values: [{ currency: 'EUR', value: 176750, endingSoon: 30300 }],
    weekEnds: '2026-11-28',
    attention: [],
    asOf: NOW,
    everything: true,
    system: true,
    ...changes,
  }
  return String(HomePage(props))
}

/** Every page of these, about things of one name. */
function everyPage(name: string): Record<string, string> {
  const frame = staffFrame('/admin', { viewer: { name, role: 'admin', place: name } })
  const found = (['customers', 'vouchers', 'stores', 'pages'] as const).map((group) => ({
    group,
    id: `${group}-1`,
    href: '/admin',
    title: name,
    hint: name,
  }))
  const search = { frame, q: name, found, hint: name }
  const trouble = { subject: name, since: NOW - DAY, error: name }
  const line = {
    at: NOW,
    voucherId: 'vch_1',
    title: name,
    codeLast4: 'MTR2',
    reason: null,
    storeName: name,
    amount: 500,
    currency: 'EUR',
  }
  return {
    home: home({ frame, attention: [{ text: name, href: '/admin/system' }] }),
    search: String(SearchPage(search)),
    found: String(SearchResults(search)),
    nothing: String(SearchPage({ ...search, found: [], hint: null })),
    activity: String(
      ActivityPage({
        frame,
        kinds: ['issued', 'redeemed', 'rolled_back', 'refused'],
        filters: { kind: 'redeemed', from: '2026-10-24', to: '2026-11-22' },
        rows: [line],
        next: '/admin/activity?cursor=a',
        searchedUpTo: NOW,
        asOf: NOW,
      }),
    ),
    system: String(
      SystemPage({
        frame,
        tried: 'failed',
        stuck: [trouble],
        failed: [trouble],
        countedTo: null,
        lastTick: NOW,
        readable: false,
        keys: [{ id: name, name, lastUsedAt: null }],
        versions: {
          build: name,
          builtAt: null,
          compatibilityDate: '2026-10-23',
          runtime: name,
          migrations: [name],
        },
      }),
    ),
  }
}

describe('home, search, activity and system', () => {
  it('show hostile names as text', () => {
    for (const [page, html] of Object.entries(everyPage(HOSTILE)))
      expect(html.includes('<script>alert') || html.includes('<img src=x'), page).toBe(false)
  })

  it.each(Object.entries(everyPage('Rui')))('%s has nothing inline, and every id once', (_, html) => {
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<style|javascript:|\bhx-on/i)
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(ids).toEqual([...new Set(ids)])
  })
})

describe('the chart of days', () => {
  it('is drawn twice with the same words for those who do not see it', () => {
    const html = home()
    const said = [...html.matchAll(/<title id="only-\w+-title">([^<]*)</g)].map(([, text]) => text)
    expect(said).toHaveLength(2)
    expect(new Set(said)).toEqual(
      new Set(['Redemptions a day, 24 Oct to 22 Nov. 74 in all; most on Sat 21 Nov, 13.']),
    )
  })

  it('has a bar for each day with something, today’s outlined, the peak labelled once', () => {
    const wide = home()
      .split('</svg>')
      .find((part) => part.includes('only-wide"'))
    const svg = wide?.slice(wide.indexOf('only-wide"')) ?? ''
    expect([...svg.matchAll(/class="bar"/g)]).toHaveLength(29)
    expect([...svg.matchAll(/class="bar bar--open"/g)]).toHaveLength(1)
    expect([...svg.matchAll(/class="now"/g)]).toHaveLength(1)
  })

  it.each([
    [[0, 0, 0], ['1', '2', '3'], 'none on any day'],
    [[1, 0, 0], ['1', '2', '3'], '1 in all'],
    [[15, 3, 9], ['5', '10', '15'], '27 in all'],
    [[16, 3, 9], ['10', '20', '30'], '28 in all'],
    [[1_000_000, 1, 1], ['500,000', '1,000,000', '1,500,000'], '1,000,002 in all'],
  ])('of %j has lines at round numbers that reach above the highest', (counts, lines, said) => {
    const html = home({ days: days(counts) })
    for (const line of lines) expect(html).toContain(`>${line}</text>`)
    expect(html).toContain(said)
    expect(html).not.toMatch(/NaN|Infinity/)
  })
})

describe('the home page', () => {
  it('compares with the days before, in words', () => {
    expect(home()).toContain('38 more than the 30 days before')
    const totals = { issued: 1, issuedBefore: 3, redeemed: 0, rolledBack: 0, refused: 0, ended: 0 }
    expect(home({ totals })).toContain('2 fewer than the 30 days before')
  })

  it('says all currencies, and what of the value ends within a week', () => {
    const html = home({
      values: [
        { currency: 'EUR', value: 176750, endingSoon: 30300 },
        { currency: 'USD', value: 1200, endingSoon: 0 },
      ],
    })
    expect(html).toContain('€1,767.50')
    expect(html).toMatch(/\+ (US)?\$12\.00/)
    expect(html).toContain('€303.00 of it ends within a week')
  })

  it('shows a checklist above everything, and the system page to those who may open it', () => {
    const html = home({ checklist: 'Two things left' })
    expect(html.indexOf('Two things left')).toBeLessThan(html.indexOf('<h1>'))
    expect(html).toContain('href="/admin/system"')
    expect(home({ system: false })).not.toContain('href="/admin/system"')
  })
})
