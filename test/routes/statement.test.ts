import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { openLume } from './cast.ts'
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
    expect(await told(ana, '?about=secrets&month=x&from=-1')).toContain('Cake of the day: used')
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

  it('pages back without losing or repeating a line', async () => {
    const ana = await openWallet(desk.shop)
    for (let n = 1; n <= 60; n += 1)
      await desk.shop.post(`/customers/${ana.id}/adjustments`, {
        unit: 'points',
        amount: n,
        reason: `no ${n}`,
      })
    const pages = [await told(ana), await told(ana, '?from=50')]
    const found = pages.flatMap((page) => [...page.matchAll(/no (\d+)\b/g)].map(([, n]) => Number(n)))
    expect(found).toEqual(Array.from({ length: 60 }, (_, n) => 60 - n))
  })

  it('is what the wallet shows first, with what ends next', async () => {
    const ana = await living()
    expect(textOf(await (await ana.get('/wallet')).text())).toMatch(/Points 85 25 end on/)
  })
})
