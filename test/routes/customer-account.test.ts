import { beforeAll, describe, expect, it } from 'vitest'
import { accountStub } from '../../worker/stubs.ts'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { formIn, textOf } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui' }))
})

async function mina(): Promise<{ id: string; path: string }> {
  const { id } = await (await shop.post('/customers', { name: 'Mina' })).json<{ id: string }>()
  return { id, path: `/admin/customers/${id}/account` }
}

async function changed(path: string, typed: Record<string, string>, by = rui) {
  const form = await formIn(await (await rui.get(path)).text(), path)
  return by.post(path, { ...form, ...typed })
}

describe("A customer's account at the desk", () => {
  it('is added to and taken from by hand, with a reason they read, and never below zero', async () => {
    const { id, path } = await mina()
    const credit = { way: 'credit', unit: 'points', amount: '50', reason: 'Spilt coffee' }
    expect((await changed(path, credit)).status).toBe(303)
    expect((await changed(path, { ...credit, way: 'debit', amount: '20', reason: 'Too many' })).status).toBe(
      303,
    )
    const page = textOf(await (await rui.get(path)).text())
    expect(page).toMatch(
      /Points 30 .*Taken off.*Too many.*−20 30 afterwards.*Credited.*Spilt coffee.*\+50 50/,
    )
    const below = await changed(path, { way: 'debit', unit: 'points', amount: '31', reason: 'All' })
    expect([below.status, textOf(await below.text())]).toMatchObject([422, expect.stringContaining('30')])
    expect(textOf(await (await rui.get(`/admin/customers/${id}`)).text())).toMatch(
      /Points 30 .*Account and statement/,
    )
  })

  it('leads to taking a purchase back, which says what went with it and what is owed (R93, R105)', async () => {
    const { id, path } = await mina()
    const bought = await shop.post('/purchases', {
      order_id: 'desk-1',
      customer_id: id,
      store_id: 'sto_chiado',
      total: { amount: 2500, currency: 'EUR' },
    })
    const purchase = (await bought.json<{ id: string }>()).id
    const there = `/scan/purchases/${purchase}`
    const page = await (await rui.get(path)).text()
    expect(page).toContain(`href="${there}"`)
    const form = await formIn(await (await rui.get(there)).text(), '/scan/purchases/reversals')
    const done = await rui.post('/scan/purchases/reversals', { ...form, reason: 'wrong_customer' })
    expect([done.status, textOf(await done.text())]).toMatchObject([
      200,
      expect.stringContaining('Taken back'),
    ])
    expect(await (await rui.get(path)).text()).not.toContain(there)
    const { lines } = await accountStub(world, id as `cus_${string}`).statement(null, 5)
    expect(lines.find(({ entry }) => entry.kind === 'purchase_reversed')?.words).toEqual({
      reason: 'Wrong customer',
    })
    const till = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    expect(await (await till.get(path)).text()).not.toContain(there)
  })

  it('takes money as people write it, and names the field that is wrong', async () => {
    const { id, path } = await mina()
    expect(
      (await changed(path, { way: 'credit', unit: 'cashback', amount: '2,50', reason: 'Sorry' })).status,
    ).toBe(303)
    const balances = await (await shop.get(`/customers/${id}/balances`)).json()
    expect(balances).toMatchObject({ cashback: { available: 250 }, points: { available: 0 } })
    for (const [typed, field] of [
      [{ amount: '2.5', unit: 'points', reason: 'x' }, 'amount'],
      [{ amount: '0', unit: 'balance', reason: 'x' }, 'amount'],
      [{ amount: 'many', unit: 'balance', reason: 'x' }, 'amount'],
      [{ amount: '5', unit: 'points', reason: '' }, 'reason'],
      [{ amount: '5', unit: 'points', reason: 'x'.repeat(201) }, 'reason'],
    ] as const) {
      const answer = await changed(path, { way: 'credit', ...typed })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid`))
    }
  })

  it('guesses nothing where money moves, and is for admins', async () => {
    const { path } = await mina()
    const good = { way: 'credit', unit: 'points', amount: '5', reason: 'x' }
    for (const wrong of [{ way: 'steal' }, { unit: 'gold' }])
      expect((await changed(path, { ...good, ...wrong })).status).toBe(422)
    const max = await browserOf(await enrol({ role: 'manager', stores: ['sto_chiado'] }))
    expect((await changed(path, good, max)).status).toBe(403)
    expect(textOf(await (await max.get(path)).text())).not.toContain('Add or take off by hand')
  })

  it('the same form sent twice changes it once', async () => {
    const { id, path } = await mina()
    const form = await formIn(await (await rui.get(path)).text(), path)
    const sent = { ...form, way: 'credit', unit: 'points', amount: '7', reason: 'Twice' }
    expect([(await rui.post(path, sent)).status, (await rui.post(path, sent)).status]).toEqual([303, 303])
    expect(await (await shop.get(`/customers/${id}/balances`)).json()).toMatchObject({
      points: { available: 7 },
    })
  })
})
