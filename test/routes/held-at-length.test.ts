import { beforeAll, describe, expect, it, vi } from 'vitest'
import { browserOf, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { textOf } from './pages.ts'

const VOUCHERS = 405
const CHANGES = 510

describe('Somebody of whom more is held than a page shows', () => {
  let ana: Awaited<ReturnType<typeof browserOf>>
  beforeAll(async () => {
    await openLume()
    const shop = await shopSystem()
    const { id } = await (await shop.post('/customers', { name: 'Ana Reis' })).json<{ id: string }>()
    const titles = Array.from({ length: VOUCHERS }, (_, n) => `Promise no. ${n + 1}.`)
    for (let from = 0; from < VOUCHERS; from += 27)
      await Promise.all(
        titles.slice(from, from + 27).map((title) => issued(shop, { customer_id: id, title })),
      )
    await world.DB.exec(
      `INSERT INTO audits (at, by, action, subject) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${CHANGES}) SELECT i, 'usr_rui', 'customer_changed', '${id}' FROM n`,
    )
    const held = world.DB.prepare('SELECT count(*) AS n FROM vouchers WHERE customer_id = ?').bind(id)
    await vi.waitFor(async () => expect(await held.first('n')).toBe(VOUCHERS), { timeout: 20_000 })
    ana = await browserOf(await enrol({ role: 'customer', name: 'Ana Reis', id: `cus_${id.slice(4)}` }))
  }, 120_000)

  it('takes all of it along, as JSON', async () => {
    const data = await (await ana.get('/wallet/privacy/data.json')).json<{
      vouchers: { title: string }[]
      changes: unknown[]
    }>()
    expect(new Set(data.vouchers.map(({ title }) => title)).size).toBe(VOUCHERS)
    expect(data.vouchers).toHaveLength(VOUCHERS)
    expect(data.changes.length).toBeGreaterThan(CHANGES)
  })

  it('takes all of it along, as a page to read', async () => {
    const text = textOf(await (await ana.get('/wallet/privacy/data.html')).text())
    for (const n of [1, 2, 200, VOUCHERS]) expect(text).toContain(`Promise no. ${n}.`)
    expect(text).not.toContain('not shown here')
  })

  it('sees the newest on the page, and how many more are in the file', async () => {
    const text = textOf(await (await ana.get('/wallet/privacy')).text())
    const shown = text.match(/Promise no\. \d+\./g) ?? []
    expect(shown).toHaveLength(100)
    expect(text).toContain('305 older vouchers are not shown here')
  })
})
