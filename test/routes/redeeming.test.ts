import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { COFFEE, issued, openLume, shopSystem } from './cast.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(openLume)
beforeEach(async () => {
  shop = await shopSystem()
})

const VALUE = { benefit: { kind: 'value', amount: 5000, currency: 'EUR' } }

describe('the main job through the API', () => {
  it('[R2][R4] issues a voucher, says it is valid, redeems it once and refuses it ever after', async () => {
    const issued = await shop.post('/vouchers', COFFEE)
    expect(issued.status).toBe(201)
    const voucher = await issued.json<{ id: string; code: string; status: string; uses_left: number }>()
    expect(voucher).toMatchObject({ status: 'active', uses_left: 1, source: 'manual', zone: 'Europe/Lisbon' })

    const asked = await shop.post(`/vouchers/${voucher.code}/validations`, { store_id: 'sto_chiado' })
    expect(await asked.json()).toMatchObject({ valid: true, reason: null, reasons: [] })

    const redeemed = await shop.post(
      `/vouchers/${voucher.code}/redemptions`,
      { store_id: 'sto_chiado' },
      'till-1',
    )
    expect(redeemed.status).toBe(201)
    const first = await redeemed.text()
    expect(JSON.parse(first)).toMatchObject({
      voucher_id: voucher.id,
      status: 'redeemed',
      uses_left: 0,
      store_id: 'sto_chiado',
    })

    const repeated = await shop.post(
      `/vouchers/${voucher.code}/redemptions`,
      { store_id: 'sto_chiado' },
      'till-1',
    )
    expect(repeated.status).toBe(201)
    expect(repeated.headers.get('Idempotent-Replayed')).toBe('true')
    expect(await repeated.text()).toBe(first)

    const again = await shop.post(`/vouchers/${voucher.id}/redemptions`, { store_id: 'sto_ponta' })
    expect(again.status).toBe(409)
    expect(again.headers.get('content-type')).toBe('application/problem+json')
    expect(await again.json()).toMatchObject({
      reason: 'already_redeemed',
      store: 'sto_chiado',
      retryable: false,
    })
  })
})

describe('redeeming', () => {
  it('[G01][G06] spends stored value in parts, never more than is left', async () => {
    const { code } = await issued(shop, VALUE)
    const spent = await (await shop.post(`/vouchers/${code}/redemptions`, { amount: 3000 })).json()
    expect(spent).toMatchObject({ amount: 3000, balance: 2000, uses_left: null })
    const tooMuch = await shop.post(`/vouchers/${code}/redemptions`, { amount: 2001 })
    expect(tooMuch.status).toBe(409)
    expect(await tooMuch.json()).toMatchObject({
      reason: 'insufficient_balance',
      balance: 2000,
      retryable: true,
    })
    const rest = await shop.post(`/vouchers/${code}/redemptions`, { amount: 2001, accept_partial: true })
    expect(await rest.json()).toMatchObject({ amount: 2000, balance: 0 })
    const empty = await shop.post(`/vouchers/${code}/redemptions`, { amount: 1 })
    expect(await empty.json()).toMatchObject({ reason: 'balance_empty' })
  })

  it('[G14][G15][U04] rolls back once, whole or in part, and names the redemption', async () => {
    const { code, id } = await issued(shop, VALUE)
    const redemption = await (await shop.post(`/vouchers/${code}/redemptions`, { amount: 2000 })).json<{
      id: string
    }>()
    const part = await shop.post(`/redemptions/${redemption.id}/rollbacks`, {
      reason: 'one cake back',
      amount: 500,
    })
    expect(await part.json()).toMatchObject({
      redemption_id: redemption.id,
      voucher_id: id,
      amount: 500,
      balance: 3500,
    })
    const rest = await shop.post(`/redemptions/${redemption.id}/rollbacks`, { reason: 'all of it' })
    expect(await rest.json()).toMatchObject({ amount: 1500, balance: 5000 })
    const again = await shop.post(`/redemptions/${redemption.id}/rollbacks`, { reason: 'again' })
    expect(again.status).toBe(409)
    expect(await again.json()).toMatchObject({ reason: 'already_rolled_back' })
  })

  it('says on a replay that the redemption was reversed since', async () => {
    const { code } = await issued(shop)
    const first = await shop.post(`/vouchers/${code}/redemptions`, {}, 'sale-9')
    const { id } = await first.json<{ id: string }>()
    await shop.post(`/redemptions/${id}/rollbacks`, { reason: 'by mistake' })
    const replay = await shop.post(`/vouchers/${code}/redemptions`, {}, 'sale-9')
    expect(replay.status).toBe(201)
    expect(replay.headers.get('Redemption-State')).toBe('rolled_back')
  })

  it('[R30] remembers a refusal too: the same key gets it again after the reason is gone', async () => {
    const { code } = await issued(shop)
    const block = { reason: 'lost phone' }
    await shop.post(`/vouchers/${code}/blocks`, block)
    const refused = await shop.post(`/vouchers/${code}/redemptions`, {}, 'sale-1')
    expect(await refused.json()).toMatchObject({ reason: 'voucher_blocked', retryable: true })
    await shop.post(`/vouchers/${code}/unblocks`, { reason: 'found' })
    const same = await shop.post(`/vouchers/${code}/redemptions`, {}, 'sale-1')
    expect(same.status).toBe(409)
    expect(same.headers.get('Idempotent-Replayed')).toBe('true')
    expect((await shop.post(`/vouchers/${code}/redemptions`, {}, 'sale-2')).status).toBe(201)
  })

  it('[R1] gives the first reason and, beside it, all that hold', async () => {
    const { code } = await issued(shop, {
      store_ids: ['sto_ponta'],
      minimum_spend: { amount: 1000, currency: 'EUR' },
    })
    const order = { order_id: 'o-1', amount: 400, currency: 'EUR' }
    const refused = await shop.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_chiado', order })
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({
      reason: 'store_not_participating',
      reasons: ['store_not_participating', 'minimum_spend_not_met'],
      store_ids: ['sto_ponta'],
    })
  })

  it('validates without side effects, as often as asked', async () => {
    const { code, id } = await issued(shop, { benefit: { kind: 'percent', percent: 15, max_amount: 500 } })
    const order = { order_id: 'o-2', amount: 4200, currency: 'EUR' }
    for (let i = 0; i < 3; i += 1) {
      const answer = await shop.post(`/vouchers/${code}/validations`, { order })
      expect(await answer.json()).toMatchObject({
        valid: true,
        discount: { amount: 500, currency: 'EUR' },
        total: { amount: 3700, currency: 'EUR' },
      })
    }
    const ledger = await (await shop.get(`/vouchers/${id}/ledger`)).json<{ data: unknown[] }>()
    expect(ledger.data).toHaveLength(1)
  })

  it('[R05][R11] refuses unknown codes, numbers and ids of nothing as not found, and typos before anybody is asked', async () => {
    expect((await shop.post('/vouchers/7Q4K9XW2MTR2/redemptions', {})).status).toBe(404)
    expect((await shop.post('/vouchers/vch_00000000000000000000000000/redemptions', {})).status).toBe(404)
    const typo = await shop.post('/vouchers/7Q4K9XW2MTR3/redemptions', {})
    expect(await typo.json()).toMatchObject({ status: 422, reason: 'code_malformed' })
    expect((await shop.post('/vouchers/1/redemptions', {})).status).toBe(422)
    expect(
      (await shop.post('/redemptions/rdm_00000000000000000000000000_1/rollbacks', { reason: 'x' })).status,
    ).toBe(404)
    expect((await shop.post('/redemptions/17/rollbacks', { reason: 'x' })).status).toBe(404)
  })

  it('[C01][C02] takes codes as people type them: lower case, spaces, look-alikes, whole links', async () => {
    for (const spell of [
      (code: string) => code.toLowerCase(),
      (code: string) => ` ${code.slice(0, 4)} ${code.slice(4, 8)}-${code.slice(8)} `,
      (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
      (code: string) => `https://lume.example/v/${code}?from=mail`,
    ]) {
      const { code } = await issued(shop)
      const response = await shop.post(`/vouchers/${encodeURIComponent(spell(code))}/redemptions`, {})
      expect(response.status).toBe(201)
    }
  })

  it('lets a key that is bound to one store act there, and nowhere else', async () => {
    const till = await shopSystem({ stores: ['sto_ponta'] })
    const { code } = await issued(shop, { store_ids: ['sto_ponta'] })
    const elsewhere = await till.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_chiado' })
    expect(elsewhere.status).toBe(403)
    expect(await (await till.post(`/vouchers/${code}/redemptions`, {})).json()).toMatchObject({
      store_id: 'sto_ponta',
    })
  })
})

describe('voiding, blocking and extending', () => {
  it('[R23] ends, blocks, unblocks and extends, each with a reason and each in the ledger', async () => {
    const { id, code } = await issued(shop, { validity: { kind: 'days', count: 1 } })
    expect(
      await (
        await shop.post(`/vouchers/${id}/extensions`, {
          reason: 'was ill',
          validity: { kind: 'months', count: 1 },
        })
      ).json(),
    ).toMatchObject({ validity: { kind: 'months', count: 1 } })
    expect(await (await shop.post(`/vouchers/${id}/blocks`, { reason: 'lost' })).json()).toMatchObject({
      status: 'blocked',
    })
    expect(await (await shop.post(`/vouchers/${id}/unblocks`, { reason: 'found' })).json()).toMatchObject({
      status: 'active',
    })
    expect(await (await shop.post(`/vouchers/${id}/voids`, { reason: 'given twice' })).json()).toMatchObject({
      status: 'void',
    })
    expect(await (await shop.post(`/vouchers/${code}/redemptions`, {})).json()).toMatchObject({
      reason: 'voucher_void',
    })
    const { data } = await (await shop.get(`/vouchers/${id}/ledger`)).json<{
      data: { kind: string; outcome: string }[]
    }>()
    expect(data.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'issued accepted',
      'extended accepted',
      'blocked accepted',
      'unblocked accepted',
      'voided accepted',
      'redeemed refused',
    ])
  })

  it('refuses what would change nothing', async () => {
    const { id } = await issued(shop)
    expect(await (await shop.post(`/vouchers/${id}/unblocks`, { reason: 'x' })).json()).toMatchObject({
      reason: 'not_blocked',
    })
    const sooner = await shop.post(`/vouchers/${id}/extensions`, {
      reason: 'x',
      validity: { kind: 'days', count: 2 },
    })
    expect(await sooner.json()).toMatchObject({ reason: 'not_extended' })
    const refund = await shop.post(`/vouchers/${id}/voids`, { reason: 'x', refund: true })
    expect(await refund.json()).toMatchObject({ reason: 'nothing_to_refund' })
  })
})
