import { beforeAll, describe, expect, it } from 'vitest'
import { directoryStub } from '../../worker/stubs.ts'
import { issued, LUME, openLume, shopSystem, world } from './cast.ts'

let brand: Awaited<ReturnType<typeof shopSystem>>
let porto: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  brand = await shopSystem()
  porto = await shopSystem({ stores: ['sto_porto'] })
})

describe('a key that is bound to its own stores', () => {
  it('is told that a code was used, not where, when, by whom or on which device', async () => {
    const { code } = await issued(brand)
    await brand.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_chiado' })
    const refused = await porto.post(`/vouchers/${code}/redemptions`, {})
    const told = await refused.json<Record<string, unknown>>()
    expect(told.reason).toBe('already_redeemed')
    for (const fact of ['store', 'by', 'at', 'device', 'seq']) expect(told).not.toHaveProperty(fact)
    expect(JSON.stringify(told)).not.toContain('Chiado')
  })

  it('sees neither note nor reason nor lines of other stores', async () => {
    const { code } = await issued(brand, { note: 'complained twice', reason: 'cold soup', uses: 3 })
    await brand.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_chiado' })
    await porto.post(`/vouchers/${code}/redemptions`, {})
    const seen = await (await porto.get(`/vouchers/${code}`)).json()
    expect(seen).toMatchObject({ note: null, reason: null, customer_id: null })
    const { data } = await (await porto.get(`/vouchers/${code}/ledger`)).json<{
      data: { store_id: string }[]
    }>()
    expect(data.map(({ store_id }) => store_id)).toEqual([null, 'sto_porto'])
  })

  it('cannot reverse what another store redeemed: there is no such redemption', async () => {
    const { code } = await issued(brand)
    const { id } = await (
      await brand.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_chiado' })
    ).json<{ id: string }>()
    const foreign = await porto.post(`/redemptions/${id}/rollbacks`, { reason: 'ours now' })
    expect(foreign.status).toBe(404)
    expect(await foreign.json()).toMatchObject({ reason: 'redemption_not_found' })
  })
})

it('nobody is ever told which device it was', async () => {
  const { code } = await issued(brand)
  await brand.post(`/vouchers/${code}/redemptions`, {})
  expect(await (await brand.post(`/vouchers/${code}/redemptions`, {})).json()).not.toHaveProperty('device')
})

it('whoever is bound to several shops must stand in one of them to redeem', async () => {
  const both = await shopSystem({ stores: ['sto_chiado', 'sto_ponta'] })
  const { code } = await issued(brand)
  expect((await both.post(`/vouchers/${code}/redemptions`, {})).status).toBe(403)
  expect((await both.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_ponta' })).status).toBe(201)
})

it('a shop that is closed redeems nothing', async () => {
  const directory = directoryStub(world)
  const { version } = await directory.read()
  const stores = LUME.stores.map((store) =>
    store.id === 'sto_ponta' ? { ...store, state: 'closed' as const } : store,
  )
  await directory.replace(version, { ...LUME, stores })
  const { keep } = await import('../../worker/directory-cache.ts')
  keep(await directory.read(), Date.now())
  const { code } = await issued(brand)
  expect((await brand.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_ponta' })).status).toBe(403)
})

it('a validation answers about any code, also one that is none', async () => {
  for (const [code, reason] of [
    ['7Q4K9XW2MTR2', 'voucher_not_found'],
    ['7Q4K9XW2MTR3', 'code_malformed'],
  ]) {
    const answer = await brand.post(`/vouchers/${code}/validations`, {})
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ valid: false, reason, reasons: [reason] })
  }
})

it('a fragment asked for without a session sends the whole page to sign in', async () => {
  const headers = { cookie: '', 'hx-request-type': 'partial', 'sec-fetch-site': 'same-origin' }
  const { exports } = await import('cloudflare:workers')
  const answer = await exports.default.fetch(
    new Request('https://lume.example/admin/issue/customers?q=jo', { headers }),
  )
  expect([answer.status, answer.headers.get('hx-redirect')]).toEqual([401, '/signin'])
})
