import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume, shopSystem } from './cast.ts'
import { formIn, leadsTo, textOf } from './pages.ts'

const PAGE = '/admin/settings/earning'
let rui: Awaited<ReturnType<typeof browserOf>>
let mina: Awaited<ReturnType<typeof browserOf>>
let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin' }))
  mina = await browserOf(await enrol({ role: 'manager', stores: ['sto_chiado'] }))
  shop = await shopSystem()
})

const form = async () => formIn(await (await rui.get(PAGE)).text(), PAGE)
const saved = async (fields: Record<string, string>) => rui.post(PAGE, { ...(await form()), ...fields })

/** What somebody earns who pays 12.50 there. */
async function earned(store_id: string, more: object = {}) {
  const made = await shop.post('/customers', { name: 'Mina', ...more })
  const { id: customer_id } = await made.json<{ id: string }>()
  const total = { amount: 1250, currency: 'EUR' }
  const bought = await shop.post('/purchases', {
    order_id: crypto.randomUUID(),
    customer_id,
    store_id,
    total,
  })
  return { customer_id, ...(await bought.json<{ id: string; earned: readonly object[] }>()) }
}

describe('What purchases earn', () => {
  it('is nothing until the settings say so (R98)', async () => {
    expect((await earned('sto_chiado')).earned).toEqual([])
    expect(textOf(await (await mina.get(PAGE)).text())).toContain('Nothing is earned')
  })

  it('is what the settings say from then on, by shop and plan, rounded down (R98)', async () => {
    await shop.post('/plans', { name: 'Gold' }, 'gold')
    const plan = await (await shop.post('/plans', { name: 'Gold' }, 'gold')).json<{ id: string }>()
    const fields = { points: '1', per: '1', cashback: '2,5', sto_ponta: '1.5', [plan.id]: '2' }
    expect(leadsTo(await saved(fields))).toBe(`${PAGE}?saved`)
    expect((await earned('sto_chiado')).earned).toEqual([
      { unit: 'points', amount: 12, ends_at: null },
      { unit: 'cashback', amount: 31, ends_at: null },
    ])
    expect((await earned('sto_ponta', { plan_id: plan.id })).earned).toMatchObject([
      { amount: 37 },
      { amount: 93 },
    ])
    expect(await form()).toMatchObject({ points: '1', per: '1.00', cashback: '2.5', sto_ponta: '1.5' })
    expect(textOf(await (await mina.get(PAGE)).text())).toContain('Ponta Delgada, factor 1.5')
  })

  it('is taken back by a reversal, and what is spent is owed (R93)', async () => {
    const { id, customer_id } = await earned('sto_chiado')
    await shop.post(`/customers/${customer_id}/adjustments`, { unit: 'points', amount: -5, reason: 'Used' })
    const reversed = await (await shop.post(`/purchases/${id}/reversals`, {})).json()
    expect(reversed).toMatchObject({
      taken_back: [
        { unit: 'points', amount: 7 },
        { unit: 'cashback', amount: 31 },
      ],
      owed: [{ unit: 'points', amount: 5 }],
    })
    expect(await (await shop.get(`/customers/${customer_id}/balances`)).json()).toMatchObject({
      points: { available: 0, owed: 5 },
    })
  })

  it.each([
    ['points', { points: '1.5' }],
    ['points', { points: '' }],
    ['per', { per: '0' }],
    ['per', { per: '' }],
    ['cashback', { cashback: '2.555' }],
    ['cashback', { cashback: '101' }],
    ['months', { months: 'a year' }],
    ['sto_chiado', { sto_chiado: '-1' }],
  ])('says at %s what is wrong with %j, and changes nothing', async (field, wrong) => {
    const before = await form()
    const refused = await saved(wrong)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(`id="${field}-error"`)
    expect(await form()).toEqual(before)
  })

  it('is for admins to change, and shows both where two did at once', async () => {
    expect((await mina.post(PAGE, await form())).status).toBe(403)
    const first = await form()
    await rui.post(PAGE, { ...first, months: '6' })
    const second = await rui.post(PAGE, { ...first, months: '9' })
    expect(second.status).toBe(412)
    expect(textOf(await second.text())).toContain('Ends after, months 9 6')
  })
})
