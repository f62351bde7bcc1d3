import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { COFFEE, issued, openLume, shopSystem } from './cast.ts'
import { soon } from './pages.ts'

type Shop = Awaited<ReturnType<typeof shopSystem>>

let shop: Shop
let other: Shop
let porto: Shop
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  other = await shopSystem()
  porto = await shopSystem({ stores: ['sto_porto'] })
})
afterEach(() => {
  vi.useRealTimers()
})

interface HoldAnswer {
  readonly id: string
  readonly voucher_id: string
  readonly order_id: string
  readonly expires_at: string
}

const order = (order_id: string, amount = 500) => ({ order_id, amount, currency: 'EUR' })

async function held(by: Shop, id: string, order_id = 'T-1', ttl_seconds = 600): Promise<HoldAnswer> {
  const response = await by.post(`/vouchers/${id}/holds`, { order_id, ttl_seconds })
  expect(response.status).toBe(201)
  return response.json<HoldAnswer>()
}

async function told(response: Response) {
  return { status: response.status, ...(await response.json<Record<string, unknown>>()) }
}

const redeem = (by: Shop, id: string, body: object = {}) => by.post(`/vouchers/${id}/redemptions`, body)
const letGo = (by: Shop, hold: string) => by.send('DELETE', `/holds/${hold}`)
const read = async (id: string) => (await shop.get(`/vouchers/${id}`)).json<{ status: string }>()

describe('a hold', () => {
  it('keeps the voucher for its order, is seen everywhere, and is redeemed with', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T12:00:00Z') })
    const { id, code } = await issued(shop)
    const hold = await held(shop, code)
    expect(hold).toEqual({
      id: `hld_${id.slice(4)}_2`,
      voucher_id: id,
      order_id: 'T-1',
      expires_at: '2026-11-20T12:10:00Z',
    })
    expect(await read(id)).toMatchObject({ status: 'held', uses_left: 1 })
    expect(await told(await redeem(other, id))).toMatchObject({
      status: 409,
      reason: 'held',
      order_id: 'T-1',
      by: shop.principal.id,
      store: null,
      expires_at: '2026-11-20T12:10:00Z',
      can_take_over: false,
      retryable: true,
    })
    expect(await told(await other.post(`/vouchers/${id}/validations`, {}))).toMatchObject({
      valid: false,
      reason: 'held',
    })
    expect(await told(await redeem(shop, id, { hold_id: hold.id }))).toMatchObject({
      status: 'redeemed',
      uses_left: 0,
    })
    const { data } = await (await shop.get(`/vouchers/${id}/ledger`)).json<{ data: object[] }>()
    expect(data).toMatchObject([
      { kind: 'issued' },
      { kind: 'held', hold_id: hold.id },
      { kind: 'redeemed', outcome: 'refused', reason: 'held' },
      { kind: 'redeemed', outcome: 'accepted', hold_id: hold.id },
    ])
  })

  it('is the same one for the same order, to the later end, and for a repeat of the same call', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T12:00:00Z') })
    const { id } = await issued(shop)
    const first = await held(shop, id, 'T-1', 600)
    vi.setSystemTime(Date.parse('2026-11-20T12:05:00Z'))
    expect(await held(shop, id, 'T-1', 600)).toEqual({ ...first, expires_at: '2026-11-20T12:15:00Z' })
    expect(await held(shop, id, 'T-1', 1)).toEqual({ ...first, expires_at: '2026-11-20T12:15:00Z' })
    const body = { order_id: 'T-1', ttl_seconds: 3600 }
    const once = await shop.post(`/vouchers/${id}/holds`, body, 'same')
    vi.setSystemTime(Date.parse('2026-11-20T12:30:00Z'))
    const twice = await shop.post(`/vouchers/${id}/holds`, body, 'same')
    expect(twice.headers.get('idempotent-replayed')).toBe('true')
    expect(await twice.json()).toEqual(await once.json())
    expect((await redeem(shop, id, { order: order('T-1') })).status).toBe(201)
  })

  it('ends to the second: a moment before it is held, then it is everybody’s', async () => {
    const start = Date.parse('2026-11-20T12:00:00Z')
    vi.useFakeTimers({ toFake: ['Date'], now: start })
    const { id } = await issued(shop)
    const hold = await held(shop, id, 'T-1', 60)
    vi.setSystemTime(start + 59_999)
    expect([(await read(id)).status, (await redeem(other, id)).status]).toEqual(['held', 409])
    vi.setSystemTime(start + 60_000)
    expect((await read(id)).status).toBe('active')
    expect(await told(await redeem(shop, id, { hold_id: hold.id }))).toMatchObject({
      status: 409,
      reason: 'hold_expired',
      expired_at: '2026-11-20T12:01:00Z',
    })
    expect((await redeem(other, id)).status).toBe(201)
  })

  it('is let go once, by whoever holds it, and the voucher is as it was [H11] [U03]', async () => {
    const { id } = await issued(shop)
    const hold = await held(shop, id)
    expect(await told(await letGo(other, hold.id))).toMatchObject({
      status: 403,
      reason: 'hold_of_other_key',
    })
    expect(await told(await letGo(shop, hold.id))).toMatchObject({
      status: 200,
      id: hold.id,
      order_id: 'T-1',
    })
    expect(await told(await letGo(shop, hold.id))).toMatchObject({ status: 404, reason: 'hold_not_found' })
    expect((await redeem(other, id)).status).toBe(201)
  })

  it('begins only where the voucher could be redeemed', async () => {
    const { id } = await issued(shop, { store_ids: ['sto_chiado'] })
    const asked = { order_id: 'T-1', ttl_seconds: 60 }
    expect(await told(await shop.post(`/vouchers/${id}/holds`, asked))).toMatchObject({
      reason: 'store_not_participating',
    })
    const there = { ...asked, store_id: 'sto_chiado' }
    expect((await shop.post(`/vouchers/${id}/holds`, there)).status).toBe(201)
    expect((await porto.post(`/vouchers/${id}/holds`, there)).status).toBe(403)
  })

  it.each([
    [{ ttl_seconds: 60 }, '/order_id'],
    [{ order_id: 'T-1' }, '/ttl_seconds'],
    [{ order_id: 'T-1', ttl_seconds: 0 }, '/ttl_seconds'],
    [{ order_id: 'T-1', ttl_seconds: 3601 }, '/ttl_seconds'],
    [{ order_id: 'T-1', ttl_seconds: 1.5 }, '/ttl_seconds'],
    [{ order_id: '', ttl_seconds: 60 }, '/order_id'],
    [{ order_id: 'T-1', ttl_seconds: 60, forever: true }, ''],
  ])('is not asked for with %o', async (body, pointer) => {
    const { id } = await issued(shop)
    const answer = await shop.post(`/vouchers/${id}/holds`, body)
    expect(answer.status).toBe(422)
    const { errors } = await answer.json<{ errors: { pointer: string }[] }>()
    expect(errors[0]?.pointer).toContain(pointer)
    expect((await read(id)).status).toBe('active')
  })

  it('takes a key, and an unknown voucher or hold has none', async () => {
    const { id } = await issued(shop)
    const asked = { order_id: 'T-1', ttl_seconds: 60 }
    const json = { 'content-type': 'application/json' }
    const keyless = await shop.send('POST', `/vouchers/${id}/holds`, JSON.stringify(asked), json)
    expect(await told(keyless)).toMatchObject({ status: 400, reason: 'idempotency_key_required' })
    expect(await told(await shop.post('/vouchers/7Q4K9XW2MTR2/holds', asked))).toMatchObject({ status: 404 })
    for (const hold of [
      'hld_',
      `hld_${'0'.repeat(26)}_2`,
      `hld_${id.slice(4)}_1`,
      `hld_${id.slice(4)}_99`,
      id,
    ]) {
      expect(await told(await letGo(shop, hold))).toMatchObject({ status: 404, reason: 'hold_not_found' })
    }
  })

  it.each(['', 'hld_', 'rdm_x', 'hld_00000000000000000000000000_2'])(
    'is not "%s": a redemption with it is refused, and the voucher stays',
    async (hold_id) => {
      const { id } = await issued(shop)
      expect(await told(await redeem(shop, id, { hold_id }))).toMatchObject({
        status: 404,
        reason: 'hold_not_found',
      })
      expect((await redeem(shop, id)).status).toBe(201)
    },
  )
})

describe('whoever is bound to other shops', () => {
  it('hears until when it is held, not by whom, for which order or since when', async () => {
    const { id } = await issued(shop)
    await held(shop, id, 'SECRET-1042')
    const answer = await told(await redeem(porto, id))
    expect(answer).toMatchObject({ status: 409, reason: 'held', can_take_over: false })
    expect(answer).toHaveProperty('expires_at')
    for (const fact of ['order_id', 'by', 'store', 'at', 'hold', 'device'])
      expect(answer).not.toHaveProperty(fact)
    expect(JSON.stringify(answer)).not.toContain('1042')
  })
})

describe('the list', () => {
  it('says held while it is, and forgets it by itself when the hold ends', async () => {
    const { id } = await issued(shop, { title: 'Held coffee' })
    const hold = await held(shop, id, 'T-1', 3600)
    const listed = async (status: string) => {
      const { data } = await (await shop.get(`/vouchers?status=${status}`)).json<{ data: { id: string }[] }>()
      return data.some((row) => row.id === id)
    }
    await soon(async () => expect(await listed('held')).toBe(true))
    expect(await listed('active')).toBe(false)
    await letGo(shop, hold.id)
    await soon(async () => expect(await listed('active')).toBe(true))
    expect(await listed('held')).toBe(false)
  })
})

describe('several at once', () => {
  it('of five orders of 80 on a credit of 100 take no more than 100 [H01]', async () => {
    const { id } = await issued(shop, { benefit: { kind: 'value', amount: 10_000, currency: 'EUR' } })
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => redeem(shop, id, { order: order(`T-${n}`, 8000), accept_partial: true })),
    )
    const sums = await Promise.all(answers.map((one) => one.json<{ amount?: number }>()))
    expect(sums.reduce((sum, { amount = 0 }) => sum + amount, 0)).toBe(10_000)
  })

  it('two tills at the last step of one use: one succeeds; five of three uses: three do [H03, H04]', async () => {
    const statuses = async (uses: number, tills: number) => {
      const { id } = await issued(shop, { uses })
      const answers = await Promise.all(Array.from({ length: tills }, () => redeem(shop, id)))
      return answers.map(({ status }) => status).toSorted()
    }
    expect(await statuses(1, 2)).toEqual([201, 409])
    expect(await statuses(3, 5)).toEqual([201, 201, 201, 409, 409])
  })

  it('of five orders that hold four uses, four do [H09]', async () => {
    const { id } = await issued(shop, { ...COFFEE, uses: 4 })
    const asked = (n: number) => shop.post(`/vouchers/${id}/holds`, { order_id: `T-${n}`, ttl_seconds: 60 })
    const answers = await Promise.all([1, 2, 3, 4, 5].map(asked))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 201, 409])
  })
})
