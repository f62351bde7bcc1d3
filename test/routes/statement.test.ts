import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { openLume, world } from './cast.ts'
import { offerDesk } from './offer-desk.ts'
import { leadsTo, soon, textOf } from './pages.ts'
import { openWallet, taken } from './wallet-desk.ts'

let desk: Awaited<ReturnType<typeof offerDesk>>
beforeAll(async () => {
  await openLume()
  desk = await offerDesk()
})

type Ana = Awaited<ReturnType<typeof openWallet>>
const told = async (ana: Ana, query = '') => textOf(await (await ana.get(`/wallet/statement${query}`)).text())

const credited = (ana: Ana, amount: number, reason: string) =>
  desk.shop.post(`/customers/${ana.id}/adjustments`, { unit: 'points', amount, reason })

/** A line of long ago. */
const lineAt = (customer: string, at: number, title: string) =>
  world.DB.prepare(
    `INSERT INTO statement_lines (customer_id, at, line, about, event, title) VALUES (?, ?, 'vch_1', 'vouchers', 'issued', ?)`,
  )
    .bind(customer, at, title)
    .run()

/** Where the link of this relation leads. */
function linkIn(html: string, rel: string): string {
  const [link] = new RegExp(`<a[^>]*rel="${rel}"[^>]*>`).exec(html) ?? ['']
  return (/href="([^"]*)"/.exec(link)?.[1] ?? '').replaceAll('&amp;', '&')
}

/** Somebody who was given 100 points, took something for 40 and used it, and has 25 points that end. */
async function living(): Promise<Ana> {
  const ana = await openWallet(desk.shop, 100)
  const { slug } = await desk.published({ name: 'Cake of the day', required_points: 40 })
  const code = leadsTo(await taken(ana, slug)).replace('/v/', '')
  await desk.shop.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_chiado' })
  await desk.shop.post(`/customers/${ana.id}/adjustments`, {
    ...{ unit: 'points', amount: 25, reason: '=HYPERLINK("x")', ends_at: '2999-01-31T00:00:00Z' },
  })
  await soon(async () => expect(await told(ana, '?about=vouchers')).toContain('Cake of the day: used'))
  return ana
}

describe("A customer's statement", () => {
  it('tells every line with what was left after it, the newest first, and where', async () => {
    const text = await told(await living())
    expect(text).toMatch(
      /Credited.*\+25 85 afterwards.*Used for Cake of the day.*−40 60 afterwards.*Credited.*\+100/,
    )
    expect(text).toMatch(/Cake of the day: used .*at Chiado/)
    expect(text).toContain('Cake of the day: yours')
    expect(text).toMatch(/Points 85 25 end on/)
  })

  it('keeps a use that was taken back, and that it was', async () => {
    const ana = await openWallet(desk.shop)
    const { slug } = await desk.published({ name: 'Taken back' })
    const code = leadsTo(await taken(ana, slug)).replace('/v/', '')
    const used = await desk.shop.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_chiado' })
    const { id } = await used.json<{ id: string }>()
    await desk.shop.post(`/redemptions/${id}/rollbacks`, { reason: 'by mistake' })
    await soon(async () => expect(await told(ana)).toMatch(/Taken back: use taken back.*Taken back: used/))
  })

  it('is narrowed to one kind or month, and says so where nothing fits', async () => {
    const ana = await living()
    expect(await told(ana, '?about=vouchers')).not.toContain('Credited')
    expect(await told(ana, '?about=points')).not.toContain('Cake of the day: used')
    expect(await told(ana, '?month=2001-01')).toContain('Nothing fits')
    expect(await told(ana, '?about=secrets&month=2026-13&cursor=x')).toContain('Cake of the day: used')
    expect(await told(await openWallet(desk.shop))).toContain('Nothing here yet')
  })

  it('is a file of the same lines, in which nothing is calculated', async () => {
    const ana = await living()
    const file = await ana.get('/wallet/statement.csv?about=points')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="statement-/)
    const rows: Record<string, string>[] = parse(await file.text(), { columns: true, bom: true })
    expect(rows.map(({ Change, Afterwards }) => [Change, Afterwards])).toEqual([
      ['25', '85'],
      ['-40', '60'],
      ['100', '100'],
    ])
    expect(rows[0]?.Reason).toBe(`'=HYPERLINK("x")`)
    expect((await ana.get('/wallet/statement.csv?about=vouchers')).status).toBe(200)
  })

  it('pages back without losing or repeating a line, whatever is added meanwhile', async () => {
    const ana = await openWallet(desk.shop)
    const added = async (n: number) => credited(ana, n, `no ${n}.`)
    for (let n = 1; n <= 60; n += 1) await added(n)
    const first = await (await ana.get('/wallet/statement')).text()
    for (let n = 61; n <= 65; n += 1) await added(n)
    const older = linkIn(first, 'next')
    expect(older).toContain('cursor=')
    const pages = [textOf(first), textOf(await (await ana.get(older)).text())]
    const found = pages.flatMap((page) => [...page.matchAll(/no (\d+)\./g)].map(([, n]) => Number(n)))
    expect(found).toEqual(Array.from({ length: 60 }, (_, n) => 60 - n))
    expect(pages[1]).toContain('Newest')
  })

  it('tells at once what was just done, though the lists come later', async () => {
    const ana = await openWallet(desk.shop, 100)
    await credited(ana, 7, 'this moment')
    expect(await told(ana)).toMatch(/Points 107 .*this moment \+7 107 afterwards.*\+100/)
  })

  it('tells what was withdrawn, given back, blocked and moved, and an end only when it has come', async () => {
    const ana = await openWallet(desk.shop, 100)
    const { slug } = await desk.published({ name: 'Cake given back', required_points: 40 })
    const path = leadsTo(await taken(ana, slug))
    const { id } = await (await desk.shop.get(`/vouchers/${path.replace('/v/', '')}`)).json<{ id: string }>()
    expect((await desk.shop.post(`/vouchers/${id}/blocks`, { reason: 'asked' })).status).toBe(201)
    expect((await desk.shop.post(`/vouchers/${id}/unblocks`, { reason: 'fine' })).status).toBe(201)
    const longer = { reason: 'kind', validity: { kind: 'days', count: 90 } }
    expect((await desk.shop.post(`/vouchers/${id}/extensions`, longer)).status).toBe(201)
    await soon(async () =>
      expect(await told(ana)).toMatch(/good for longer .*usable again .*blocked .*: yours/),
    )
    expect(await told(ana)).not.toContain('Cake given back: ended')
    await world.DB.prepare("UPDATE statement_lines SET at = 1 WHERE customer_id = ? AND event = 'expired'")
      .bind(ana.id)
      .run()
    expect(await told(ana)).toContain('Cake given back: ended')
    expect((await desk.shop.post(`/vouchers/${id}/voids`, { reason: 'asked', refund: true })).status).toBe(
      201,
    )
    await soon(async () =>
      expect(await told(ana)).toMatch(/Given back: Cake given back .*\+40 100.*Cake given back: given back/),
    )
  })

  it('tells what is left of a voucher that is used in parts', async () => {
    const ana = await openWallet(desk.shop)
    const gift = {
      ...{ title: 'Gift', customer_id: ana.id, validity: { kind: 'unlimited' } },
      benefit: { kind: 'value', amount: 5000, currency: 'EUR' },
    }
    const { code } = await (await desk.shop.post('/vouchers', gift)).json<{ code: string }>()
    await desk.shop.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_chiado', amount: 1250 })
    await soon(async () =>
      expect(await told(ana)).toMatch(
        /Gift: used .*−€12.50 €37.50 afterwards.*Gift: yours .*\+€50.00 €50.00 afterwards/,
      ),
    )
  })

  it('counts months on the calendar of the brand', async () => {
    const ana = await openWallet(desk.shop)
    // Half past midnight in Lisbon.
    await lineAt(ana.id, Date.parse('2025-06-30T23:30:00Z'), 'Night cake')
    expect(await told(ana, '?month=2025-07')).toContain('Night cake')
    expect(await told(ana, '?month=2025-06')).toContain('Nothing fits')
    expect(await told(ana)).toMatch(/August 2025 July 2025 \w/)
  })

  it('hides a unit nobody uses, and never one that was used up or that purchases earn', async () => {
    const ana = await openWallet(desk.shop)
    expect(await told(ana)).not.toMatch(/What you have|Points 0/)
    for (const amount of [250, -250])
      await desk.shop.post(`/customers/${ana.id}/adjustments`, { unit: 'cashback', amount, reason: 'x' })
    const text = await told(ana)
    expect(text).toContain('Cashback €0.00')
    expect(text).not.toMatch(/Points 0|Balance €0.00/)
  })

  it('is a file of any length, which names the next one', async () => {
    const ana = await openWallet(desk.shop)
    const lines = 20_700
    await world.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       INSERT INTO statement_lines (customer_id, at, line, about, event, title)
       SELECT ?1, 1700000000000 + i, 'vch_' || i, 'vouchers', 'issued', 'no ' || i FROM n`,
    )
      .bind(ana.id, lines)
      .run()
    const seen: string[] = []
    let path: string | null = '/wallet/statement.csv?about=vouchers'
    let files = 0
    while (path !== null) {
      files += 1
      const text = await (await ana.get(path)).text()
      const further: string | undefined = /There is more: (\S+)/.exec(text)?.[1]
      seen.push(...[...text.matchAll(/no (\d+): yours/g)].map(([, n]) => n ?? ''))
      path = further === undefined ? null : new URL(further).pathname + new URL(further).search
    }
    expect([files, seen.length, new Set(seen).size]).toEqual([2, lines, lines])
    expect((await ana.get('/wallet/statement.csv?after=elsewhere')).status).toBe(404)
  })

  it('is what the wallet shows first, with what ends next', async () => {
    const ana = await living()
    expect(textOf(await (await ana.get('/wallet')).text())).toMatch(/Points 85 25 end on/)
  })
})
