import { beforeAll, describe, expect, it } from 'vitest'
import { COFFEE, openLume, shopSystem } from './cast.ts'

beforeAll(openLume)

describe('the main job through the API', () => {
  it('[R2][R4] issues a voucher, says it is valid, redeems it once and refuses it ever after', async () => {
    const shop = await shopSystem()
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
