import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, type IssuedVoucher, issued, openLume, shopSystem, world } from './cast.ts'
import { PARTIAL, soon, textOf } from './pages.ts'

type Desk = Awaited<ReturnType<typeof browserOf>>
type Shop = Awaited<ReturnType<typeof shopSystem>>
let brand: Shop
let chiado: Shop
let mara: Desk
let rui: Desk
let mina: { id: string }
let here: IssuedVoucher
let there: IssuedVoucher
let anywhere: IssuedVoucher
beforeAll(async () => {
  await openLume()
  brand = await shopSystem()
  chiado = await shopSystem({ stores: ['sto_chiado'] })
  mara = await browserOf(await enrol({ role: 'manager', name: 'Mara', stores: ['sto_chiado'] }))
  rui = await browserOf(await enrol({ role: 'admin' }))
  mina = await (await brand.post('/customers', { name: 'Mina Alves' })).json<{ id: string }>()
  const held = { customer_id: mina.id }
  here = await issued(brand, { ...held, title: 'Pastel here', store_ids: ['sto_chiado'] })
  there = await issued(brand, { ...held, title: 'Pastel there', store_ids: ['sto_porto', 'sto_ponta'] })
  anywhere = await issued(brand, { ...held, title: 'Pastel anywhere' })
  await listed(there.id)
})

/** Once the list has that voucher. */
const listed = (id: string) =>
  soon(async () => {
    const row = await world.DB.prepare('SELECT id FROM vouchers WHERE id = ?').bind(id).first()
    expect(row).not.toBeNull()
  })

const said = async (who: Desk, path: string, headers: HeadersInit = {}) =>
  textOf(await (await who.get(path, headers)).text())
const idsOf = async (shop: Shop, query: string) => {
  const { data } = await (await shop.get(`/vouchers${query}`)).json<{ data: { id: string }[] }>()
  return data.map(({ id }) => id).toSorted()
}

describe('A manager of one shop', () => {
  it.each([
    ['the list', '/admin/vouchers'],
    ['the list by state', '/admin/vouchers?status=active'],
    ['the list by a word', '/admin/vouchers?q=pastel'],
    ['the list by the name of whoever holds them', '/admin/vouchers?q=alves'],
    ['search', '/admin/search?q=pastel'],
  ])('sees in %s what is good in the shop, and nothing of the rest', async (_, path) => {
    const [own, all] = [await said(mara, path), await said(rui, path)]
    expect(own).toContain('Pastel here')
    expect(own).toContain('Pastel anywhere')
    expect(own).not.toContain('Pastel there')
    expect(all).toContain('Pastel there')
  })

  it('finds no voucher of other shops by its code, its id or its last four', async () => {
    for (const q of [there.code, there.id]) {
      const found = await mara.get(`/admin/search?q=${q}`)
      expect([found.status, textOf(await found.text()).includes('Pastel there')]).toEqual([200, false])
      expect(await said(mara, `/admin/vouchers?q=${q}`)).not.toContain('Pastel there')
      expect((await rui.get(`/admin/search?q=${q}`)).status).toBe(303)
    }
    expect(await said(mara, `/admin/search?q=${there.code_last4}`)).not.toContain('Pastel there')
    expect(await said(mara, `/admin/search?q=${there.code}`, PARTIAL)).not.toContain('Pastel there')
  })

  it('sees any customer, with the vouchers of the shop and no count of others', async () => {
    const path = `/admin/customers/${mina.id}`
    const [own, all] = [await said(mara, path), await said(rui, path)]
    expect(own).toContain('Mina Alves')
    expect([own.includes('Pastel here'), own.includes('Pastel there')]).toEqual([true, false])
    expect(all).toContain('Pastel there')
    const found = '/admin/issue/customers?q=alves'
    const numbers = async (who: Desk) => /(\d+) vouchers/.exec(await said(who, found, PARTIAL))?.[1]
    expect([await numbers(mara), await numbers(rui)]).toEqual(['2', '3'])
  })

  it('is offered neither its words to issue again, nor its title', async () => {
    const html = async (who: Desk) => (await who.get(`/admin/issue?again=${there.id}`)).text()
    expect(await html(mara)).not.toContain('Pastel there')
    expect(await html(rui)).toContain('Pastel there')
  })

  it('goes on seeing what they issued themselves, wherever it is good', async () => {
    const both = await shopSystem({ stores: ['sto_chiado', 'sto_ponta'] })
    const { id } = await issued(both, { store_ids: ['sto_porto'] })
    expect((await both.get(`/vouchers/${id}`)).status).toBe(200)
    expect((await chiado.get(`/vouchers/${id}`)).status).toBe(404)
  })
})

describe('A key of one shop', () => {
  it('lists, counts and finds only what is good there', async () => {
    for (const query of ['?q=pastel', `?customer_id=${mina.id}`])
      expect(await idsOf(chiado, query)).toEqual([here.id, anywhere.id].toSorted())
    for (const query of [`?q=${there.code}`, `?q=${there.id}`]) expect(await idsOf(chiado, query)).toEqual([])
    expect(await idsOf(brand, `?q=${there.id}`)).toEqual([there.id])
  })

  it('reads and changes no other, by id or by code, and is told why when that code is presented', async () => {
    for (const named of [there.id, there.code]) {
      for (const path of ['', '/ledger'])
        expect((await chiado.get(`/vouchers/${named}${path}`)).status).toBe(404)
      const voided = await chiado.post(`/vouchers/${named}/voids`, { reason: 'ours' })
      expect([voided.status, (await voided.json<{ reason: string }>()).reason]).toEqual([
        404,
        'voucher_not_found',
      ])
    }
    const presented = await chiado.post(`/vouchers/${there.code}/validations`, {})
    expect(await presented.json()).toMatchObject({ valid: false, reason: 'store_not_participating' })
    expect(await (await brand.get(`/vouchers/${there.id}`)).json()).toMatchObject({ status: 'active' })
  })

  it('meets a voucher again that was forced or redeemed in its shop', async () => {
    const { code, id } = await issued(brand, { store_ids: ['sto_chiado', 'sto_porto'] })
    await brand.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_porto' })
    expect((await chiado.get(`/vouchers/${id}`)).status).toBe(200)
  })
})

describe('The page of activity', () => {
  it('has a line for a foreign voucher that was shown in the shop, and no way to its page', async () => {
    await chiado.post(`/vouchers/${there.code}/redemptions`, {})
    await soon(async () => {
      const html = await (await mara.get('/admin/activity?kind=refused')).text()
      expect(textOf(html)).toContain('Pastel there')
      expect(html).not.toContain(there.id)
    })
    const all = await (await rui.get('/admin/activity?kind=refused')).text()
    expect(all).toContain(`/admin/vouchers/${there.id}`)
  })
})

it('a partner who names a redemption of another shop hears only that there is none', async () => {
  const marta = await browserOf(await enrol({ role: 'partner', stores: ['sto_porto'], partner: 'ptn_mar' }))
  const { code, id } = await issued(brand, { title: 'Pastel for Chiado' })
  const redeemed = await brand.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_chiado' })
  const redemption = (await redeemed.json<{ id: string }>()).id
  const form = { redemption, reason: 'mistake', idempotency_key: crypto.randomUUID() }
  const html = await (await marta.post('/scan/rollbacks', form, PARTIAL)).text()
  expect(html).not.toContain('Pastel for Chiado')
  expect(await (await brand.get(`/vouchers/${id}`)).json()).toMatchObject({ status: 'redeemed' })
})
