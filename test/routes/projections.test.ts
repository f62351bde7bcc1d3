import { beforeAll, describe, expect, it } from 'vitest'
import { withPoints } from '../objects/living-account.ts'
import { issued, openLume, shopSystem, world } from './cast.ts'
import { soon } from './pages.ts'

beforeAll(openLume)

describe('[R25] POST /projections brings the lists back from the ledgers', () => {
  const rowsOf = async (id: string) => {
    const row = await world.DB.prepare('SELECT * FROM vouchers WHERE id = ?').bind(id).first()
    const entries = await world.DB.prepare('SELECT * FROM entries WHERE voucher_id = ?').bind(id).all()
    return { row, entries: entries.results }
  }

  it('restores exactly what the list had', async () => {
    const shop = await shopSystem()
    const { id } = await issued(shop)
    const object = world.VOUCHERS.idFromName(id)
    await world.VOUCHERS.get(object).reproject()
    const before = await rowsOf(id)
    expect(before.entries).toHaveLength(1)
    for (const table of ['vouchers', 'entries', 'voucher_terms']) await world.DB.exec(`DELETE FROM ${table}`)

    const answer = await shop.post('/projections', { ids: [object.toString()] })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ projected: 1 })
    expect(await rowsOf(id)).toEqual(before)
  })

  it('brings accounts back too', async () => {
    const mina = await withPoints(100)
    const rows = async () =>
      (await world.DB.prepare('SELECT * FROM account_entries WHERE customer_id = ?').bind(mina).all()).results
    await soon(async () => expect(await rows()).toHaveLength(1))
    const before = await rows()
    await world.DB.exec('DELETE FROM account_entries')
    const shop = await shopSystem()
    const ids = [world.ACCOUNTS.idFromName(mina), world.ACCOUNTS.idFromName('cus_nobody')].map(String)
    expect(await (await shop.post('/projections', { ids })).json()).toEqual({ projected: 1 })
    expect(await rows()).toEqual(before)
  })

  it('passes over objects that hold no voucher, and ids that are none of ours', async () => {
    const shop = await shopSystem()
    const asked = world.VOUCHERS.idFromName('vch_00000000000000000000000000').toString()
    const principal = world.PRINCIPALS.idFromName('usr_rui').toString()
    const answer = await shop.post('/projections', { ids: [asked, principal, 'f'.repeat(64)] })
    expect(await answer.json()).toEqual({ projected: 0 })
  })

  it('is for keys that may change vouchers, and takes ids only', async () => {
    const till = await shopSystem({ scopes: ['redemptions:create'] })
    expect((await till.post('/projections', { ids: [] })).status).toBe(403)
    const shop = await shopSystem()
    expect((await shop.post('/projections', { ids: ['vch_1'] })).status).toBe(422)
  })
})
