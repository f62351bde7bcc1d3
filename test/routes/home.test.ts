import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StoreId } from '../../src/id.ts'
import { addDays, localDateOf } from '../../src/local-time.ts'
import { listActivity } from '../../worker/library/activity.ts'
import { figuresBetween, outstandingValue, sourcesBetween } from '../../worker/library/figures.ts'
import { emptied, PROJECTED } from '../objects/library.ts'
import { browserOf, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { claimDesk } from './claim-desk.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'
import { soon, stranger, textOf } from './pages.ts'

const FIGURES = ['day_figures', 'day_values', 'rollup_cursor', 'late_entries']
const ZONE = 'Europe/Lisbon'
const TODAY = localDateOf(Date.now(), ZONE)

beforeAll(openLume)
beforeEach(() => emptied([...PROJECTED, ...FIGURES]))

const admin = async () => browserOf(await enrol({ role: 'admin' }))

/** Lines become countable ten seconds after they happened: here they happened a minute ago. */
async function aMinuteAgo(): Promise<void> {
  await world.DB.exec('UPDATE entries SET at = at - 60000')
}

async function inLibrary(id: string, seq: number): Promise<void> {
  await soon(async () => {
    const known = await world.DB.prepare('SELECT seq FROM vouchers WHERE id = ?').bind(id).first('seq')
    expect(known).toBe(seq)
  })
}

/** The number under a label of the home page. */
function figure(html: string, label: string): string {
  return new RegExp(`aria-label="${label}: ([^"]*)"`).exec(html)?.[1] ?? ''
}

describe('GET /admin', () => {
  it.each([['operator'], ['partner'], ['kiosk'], ['customer']] as const)('is not for: %s', async (role) => {
    const browser = await browserOf(await enrol({ role, stores: ['sto_chiado'] }))
    expect((await browser.get('/admin')).status).toBe(403)
  })

  it('sends a stranger to sign in', async () => {
    expect((await stranger.get('/admin')).headers.get('location')).toBe('/signin')
  })

  it('names the next act where nothing has happened yet, and still says what needs attention', async () => {
    const text = textOf(await (await (await admin()).get('/admin')).text())
    expect(text).toContain('Nothing has happened yet')
    expect(text).toContain('Issue a voucher')
    expect(text).toContain('What needs your attention Nothing does.')
  })

  it('counts what happened, each figure leading to its rows', async () => {
    const shop = await shopSystem()
    const rui = await admin()
    const coffee = await issued(shop)
    const gift = await issued(shop, { benefit: { kind: 'value', amount: 5000, currency: 'EUR' } })
    await shop.post(`/vouchers/${coffee.code}/redemptions`, { store_id: 'sto_chiado' })
    await shop.post(`/vouchers/${coffee.code}/redemptions`, { store_id: 'sto_chiado' })
    await shop.post(`/vouchers/${gift.code}/redemptions`, { store_id: 'sto_ponta', amount: 1250 })
    await inLibrary(coffee.id, 3)
    await inLibrary(gift.id, 2)
    await aMinuteAgo()
    const html = await (await rui.get('/admin')).text()
    const labels = ['Issued', 'Redeemed', 'Ended unused', 'Refused attempts', 'Value outstanding']
    expect(labels.map((label) => figure(html, label))).toEqual(['2', '2', '0', '1', '€37.50'])
    for (const [label, rows] of [
      ['Issued', 2],
      ['Redeemed', 2],
      ['Refused attempts', 1],
      ['Value outstanding', 1],
    ] as const) {
      const href =
        new RegExp(`href="([^"]*)" aria-label="${label}`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
      const list = await (await rui.get(href)).text()
      expect([...list.matchAll(/<tr><th scope="row"/g)], label).toHaveLength(rows)
    }
  })

  it('tells by source what was issued and used, each leading to its vouchers', async () => {
    const desk = await claimDesk()
    const offer = await desk.published({ required_points: 10 })
    const [mina, byHand] = [await desk.customer(20), await issued(desk.shop)]
    const { voucher } = await desk.taken(offer, mina)
    await desk.shop.post(`/vouchers/${voucher?.id}/redemptions`, { store_id: 'sto_chiado' })
    await inLibrary(voucher?.id ?? '', 2)
    await inLibrary(byHand.id, 1)
    await aMinuteAgo()
    const html = await (await (await admin()).get('/admin')).text()
    expect(textOf(html)).toContain(
      'Where did vouchers come from? Source Issued Redeemed Points 1 1 Free, or by hand 1 0',
    )
    const [, href = ''] = /href="(\/admin\/vouchers\?source=points&amp;from=[^"]*)"/.exec(html) ?? []
    const points = await (await (await admin()).get(href.replaceAll('&amp;', '&'))).text()
    expect(points).toContain(voucher?.id)
    expect(points).not.toContain(byHand.id)
    // Somewhere else nothing happened; at Chiado one was used, which was issued in no shop.
    const at = async (store: StoreId) =>
      textOf(
        await (
          await (await browserOf(await enrol({ role: 'manager', stores: [store] }))).get('/admin')
        ).text(),
      )
    expect(await at('sto_chiado')).toContain('Redeemed Points 0 1 ')
    expect(await at('sto_chiado')).not.toContain('Free, or by hand')
    expect(await at('sto_ponta')).not.toContain('Where did vouchers come from?')
  })

  it('shows a manager the figures of their own shops only', async () => {
    const shop = await shopSystem()
    const one = await issued(shop, { uses: 5 })
    await shop.post(`/vouchers/${one.code}/redemptions`, { store_id: 'sto_chiado' })
    await shop.post(`/vouchers/${one.code}/redemptions`, { store_id: 'sto_ponta' })
    await shop.post(`/vouchers/${one.code}/redemptions`, { store_id: 'sto_ponta' })
    await inLibrary(one.id, 4)
    await aMinuteAgo()
    const manager = await browserOf(await enrol({ role: 'manager', stores: ['sto_ponta'] }))
    const html = await (await manager.get('/admin')).text()
    expect(figure(html, 'Redeemed')).toBe('2')
    expect(textOf(html)).toContain('Counted in your shops only.')
    const rows = await (await manager.get('/admin/activity?kind=redeemed')).text()
    expect([...rows.matchAll(/<tr><th scope="row"/g)]).toHaveLength(2)
    expect(rows).not.toContain('Chiado')
    expect(html).not.toContain('/admin/system')
  })

  it('leads a manager to the rows that were counted, and to no other shop’s', async () => {
    const gift = { benefit: { kind: 'value', amount: 5000, currency: 'EUR' } } as const
    const [ponta, chiado] = [
      await shopSystem({ stores: ['sto_ponta'] }),
      await shopSystem({ stores: ['sto_chiado'] }),
    ]
    for (const shop of [ponta, chiado]) {
      await inLibrary((await issued(shop, gift)).id, 1)
      const { id } = await issued(shop)
      await shop.post(`/vouchers/${id}/blocks`, { reason: 'lost' })
      await inLibrary(id, 2)
    }
    await aMinuteAgo()
    const manager = await browserOf(await enrol({ role: 'manager', stores: ['sto_ponta'] }))
    const html = await (await manager.get('/admin')).text()
    expect(figure(html, 'Value outstanding')).toBe('€50')
    expect(textOf(html)).toContain('One voucher is blocked')
    const links = [/href="([^"]*)" aria-label="Value outstanding/, /href="([^"]*status=blocked[^"]*)"/]
    for (const link of links) {
      const list = await (await manager.get(link.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '')).text()
      expect([...list.matchAll(/<tr><th scope="row"/g)], link.source).toHaveLength(1)
    }
    const everything = await (await (await admin()).get('/admin/vouchers?own=1')).text()
    expect([...everything.matchAll(/<tr><th scope="row"/g)]).toHaveLength(4)
  })

  it('says which vouchers are blocked and leads to them', async () => {
    const shop = await shopSystem()
    const { id } = await issued(shop)
    await shop.post(`/vouchers/${id}/blocks`, { reason: 'lost' })
    await inLibrary(id, 2)
    const html = await (await (await admin()).get('/admin')).text()
    expect(html).toMatch(/href="\/admin\/vouchers\?status=blocked"[\s\S]*One voucher is blocked/)
  })

  it('draws the days with a table of the same numbers, and no script or inline style', async () => {
    await world.DB.exec(`INSERT INTO day_figures VALUES ('', '${addDays(TODAY, -3)}', 4, 7, 0, 1, 0)`)
    const html = await (await (await admin()).get('/admin')).text()
    expect([...html.matchAll(/<svg class="only-/g)]).toHaveLength(2)
    expect(html).toMatch(/7 in all; most on [^,]*, 7\./)
    expect([...html.matchAll(/<tr><th scope="row">/g)]).toHaveLength(30)
    expect(html).not.toMatch(/\sstyle=|<style/)
  })
})

describe('GET /admin/activity', () => {
  it.each(['kind=nonsense', 'from=2026-13-99&to=x', 'cursor=%00%FF', 'cursor=MTIz', 'kind=&from=&to='])(
    'takes %s for nothing, and still shows a list',
    async (query) => {
      expect((await (await admin()).get(`/admin/activity?${query}`)).status).toBe(200)
    },
  )

  it('leafs through everything once, in order', async () => {
    await lines(60, 'redeemed')
    const pages: number[] = []
    let cursor: string | null = null
    do {
      const page = await listActivity(world.DB, { ...ALL, cursor, limit: 25 })
      pages.push(...page.rows.map(({ seq }) => seq))
      cursor = page.next
    } while (cursor !== null)
    expect(pages).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index))
  })

  it('reads a thousand lines at most for a page, along their order, and says how far it looked', async () => {
    await lines(3_000, 'redeemed')
    const look = (db: D1Database) => listActivity(db, { ...ALL, kind: 'refused', limit: 25 })
    const sent = await recorded(world.DB, look)
    const plans = (await Promise.all(sent.map((one) => planOf(world.DB, one)))).flat()
    expect(plans.filter((plan) => /^SCAN (?!line|json_each)|TEMP B-TREE/.test(plan))).toEqual([])
    const read = (await Promise.all(sent.map((one) => costOf(world.DB, one)))).reduce(
      (sum, cost) => sum + cost.read,
      0,
    )
    expect(read).toBeLessThanOrEqual(2 * 1000 + 100)
    expect((await look(world.DB)).searchedUpTo).toBe(START + 2_001)
  })
})

describe('Figures', () => {
  it('are read along their key, as many rows as there are days', async () => {
    for (const scope of ['', '@points', 'sto_chiado@points'])
      await world.DB.exec(
        `INSERT INTO day_figures WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
          SELECT '${scope}', date('2021-01-01', i || ' days'), 1, 1, 0, 0, 0 FROM n`.replaceAll('\n', ' '),
      )
    const reads = [
      (db: D1Database) => figuresBetween(db, [''], '2026-01-01', '2026-02-28'),
      (db: D1Database) => outstandingValue(db, [''], '2026-01-01'),
      (db: D1Database) => sourcesBetween(db, [''], '2026-01-01', '2026-02-28'),
    ]
    expect(await sourcesBetween(world.DB, [''], '2026-01-01', '2026-02-28')).toEqual([
      { source: 'points', issued: 59, redeemed: 59 },
    ])
    for (const read of reads) {
      const [sent] = await recorded(world.DB, read)
      if (sent === undefined) throw new Error('a statement')
      expect((await planOf(world.DB, sent)).filter((plan) => /^SCAN (?!json_each)/.test(plan))).toEqual([])
      expect((await costOf(world.DB, sent)).read).toBeLessThanOrEqual(3 * 59 + 10)
    }
  })
})

const START = Date.parse('2026-11-20T10:00:00Z')
const ALL = {
  kind: 'redeemed',
  from: 0,
  to: START + 86_400_000,
  stores: [],
  cursor: null,
  limit: 25,
} as const

async function lines(count: number, kind: string): Promise<void> {
  const id = `vch_${'0'.repeat(26)}`
  await world.DB.batch([
    world.DB.prepare(
      `INSERT INTO vouchers (id, code_last4, sealed_code, terms, words, source, issued_at, issued_by, state, validity, refusal_counts, seq)
       VALUES (?1, 'MTR2', '', '{"title":"Coffee","benefit":{"kind":"item","item":"Coffee"}}', '{}', 'manual', 1, 'usr_rui', 'active', '{}', '{}', ?2)`,
    ).bind(id, count),
    world.DB.prepare(
      `INSERT INTO entries (voucher_id, seq, kind, outcome, at, by, channel, forced)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       SELECT ?1, i, ?3, 'accepted', ?4 + i, 'usr_ana', 'in_store', 0 FROM n`,
    ).bind(id, count, kind, START),
  ])
}
