import { beforeAll, describe, expect, it } from 'vitest'
import type { CustomerId } from '../../src/id.ts'
import { account, claimed, claiming } from '../objects/living-account.ts'
import { send as toVoucher } from '../objects/living-voucher.ts'
import { redeem } from '../unit/a-command.ts'
import { openLume, shopSystem } from './cast.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

let made = 0
interface Made {
  readonly id: CustomerId
  readonly card_token: string
}

async function customer(): Promise<Made> {
  made += 1
  return (await shop.post('/customers', { name: `Mina ${made}` })).json<Made>()
}

async function read<T>(path: string): Promise<T> {
  return (await shop.get(path)).json<T>()
}

interface Balances {
  readonly points: { readonly available: number }
}
const points = async (id: string) => (await read<Balances>(`/customers/${id}/balances`)).points.available

interface Statement {
  readonly data: readonly { readonly kind: string; readonly change: number; readonly reason: string | null }[]
  readonly next_cursor: string | null
}

describe('GET /customers/{id}/balances', () => {
  it('is nothing for a new customer, in the currency of the brand', async () => {
    const { id } = await customer()
    const none = { available: 0, reserved: 0, owed: 0, ends_next: null }
    expect(await read(`/customers/${id}/balances`)).toEqual({
      points: none,
      cashback: { ...none, currency: 'EUR' },
      balance: { ...none, currency: 'EUR' },
    })
    expect((await shop.get('/customers/cus_nobody/balances')).status).toBe(404)
  })

  it('says what ends next', async () => {
    const { id } = await customer()
    const ends_at = '2031-03-01T00:00:00Z'
    await shop.post(`/customers/${id}/adjustments`, { unit: 'balance', amount: 500, reason: 'Gift', ends_at })
    expect(await read(`/customers/${id}/balances`)).toMatchObject({
      balance: { available: 500, ends_next: { amount: 500, ends_at } },
    })
  })
})

describe('POST /customers/{id}/adjustments', () => {
  it('credits and debits, and is answered as then when it is sent again (R4)', async () => {
    const { id } = await customer()
    const asked = { unit: 'points', amount: 50, reason: 'Sorry' }
    const first = await shop.post(`/customers/${id}/adjustments`, asked, 'same key')
    expect(first.status).toBe(201)
    const body = await first.json()
    expect(body).toMatchObject({ customer_id: id, amount: 50, balance: 50, reason: 'Sorry', ends_at: null })
    const debit = await shop.post(`/customers/${id}/adjustments`, { ...asked, amount: -20 })
    expect(await debit.json()).toMatchObject({ amount: -20, balance: 30 })
    const again = await shop.post(`/customers/${id}/adjustments`, asked, 'same key')
    expect([again.status, again.headers.get('idempotent-replayed'), await again.json()]).toEqual([
      201,
      'true',
      body,
    ])
    const other = await shop.post(`/customers/${id}/adjustments`, { ...asked, amount: 51 }, 'same key')
    expect([other.status, await other.json()]).toMatchObject([422, { reason: 'idempotency_key_reused' }])
  })

  it('never goes below zero, and says what is there (R90)', async () => {
    const { id } = await customer()
    await shop.post(`/customers/${id}/adjustments`, { unit: 'cashback', amount: 120, reason: 'Gift' })
    const refused = await shop.post(`/customers/${id}/adjustments`, {
      unit: 'cashback',
      amount: -121,
      reason: 'x',
    })
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({
      reason: 'insufficient_cashback',
      balance: 120,
      currency: 'EUR',
      explanation: 'There is only €1.20 of cashback. Take that much at most.',
    })
  })

  it.each([
    ['/amount', { amount: 0 }],
    ['/amount', { amount: 1.5 }],
    ['/amount', { amount: 1_000_000_001 }],
    ['/unit', { unit: 'stars' }],
    ['/reason', { reason: ' ' }],
    ['/ends_at', { amount: -5, ends_at: '2031-03-01T00:00:00Z' }],
    ['/ends_at', { ends_at: 'soon' }],
  ])('names %s where it is wrong: %j', async (pointer, wrong) => {
    const { id } = await customer()
    const asked = { unit: 'points', amount: 5, reason: 'Sorry', ...wrong }
    const refused = await shop.post(`/customers/${id}/adjustments`, asked)
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({ errors: [{ pointer }] })
    expect(await points(id)).toBe(0)
  })

  it('refuses an end that has passed', async () => {
    const { id } = await customer()
    const asked = { unit: 'points', amount: 5, reason: 'Sorry', ends_at: '2020-01-01T00:00:00Z' }
    expect(await (await shop.post(`/customers/${id}/adjustments`, asked)).json()).toMatchObject({
      reason: 'validity_in_past',
    })
  })
})

describe('GET /customers/{id}/statement', () => {
  it('goes back page by page, each line with the balance after it', async () => {
    const { id } = await customer()
    for (const amount of [5, 6, 7])
      await shop.post(`/customers/${id}/adjustments`, { unit: 'points', amount, reason: `Gift ${amount}` })
    const first = await read<Statement>(`/customers/${id}/statement?limit=2`)
    expect(first).toMatchObject({
      has_more: true,
      data: [
        { kind: 'credited', act: 'adjusted', change: 7, balance: 18, reason: 'Gift 7' },
        { change: 6, balance: 11 },
      ],
    })
    const rest = await read<Statement>(`/customers/${id}/statement?limit=2&cursor=${first.next_cursor}`)
    expect(rest).toMatchObject({ has_more: false, data: [{ change: 5, balance: 5 }], next_cursor: null })
    expect((await shop.get(`/customers/${id}/statement?cursor=x`)).status).toBe(422)
    expect((await shop.get(`/customers/${id}/statement?limit=0`)).status).toBe(422)
  })
})

describe('POST /purchases', () => {
  const purchase = (more: object) => ({
    order_id: crypto.randomUUID(),
    store_id: 'sto_chiado',
    total: { amount: 1250, currency: 'EUR' },
    ...more,
  })

  it('is a visit where nothing is earned, and the same purchase whoever sends it again (R92)', async () => {
    const { id, card_token } = await customer()
    const order_id = crypto.randomUUID()
    const first = await shop.post('/purchases', purchase({ order_id, card_token }))
    expect(first.status).toBe(201)
    const body = await first.json<{ id: string }>()
    expect(body).toMatchObject({
      order_id,
      customer_id: id,
      store_id: 'sto_chiado',
      earned: [],
      reversed_at: null,
    })
    const again = await shop.post('/purchases', purchase({ order_id, customer_id: id }))
    expect([again.status, again.headers.get('idempotent-replayed'), await again.json()]).toEqual([
      201,
      'true',
      body,
    ])
    const { data } = await read<Statement>(`/customers/${id}/statement`)
    expect(data).toMatchObject([{ kind: 'purchased', change: 0 }])
  })

  it('belongs to the customer who was named first, within its shop (R92)', async () => {
    const [mina, otto] = [await customer(), await customer()]
    const order_id = crypto.randomUUID()
    await shop.post('/purchases', purchase({ order_id, customer_id: mina.id }))
    const refused = await shop.post('/purchases', purchase({ order_id, customer_id: otto.id }))
    expect([refused.status, await refused.json()]).toMatchObject([409, { reason: 'order_of_other_customer' }])
    const elsewhere = purchase({ order_id, customer_id: otto.id, store_id: 'sto_ponta' })
    expect((await shop.post('/purchases', elsewhere)).status).toBe(201)
  })

  it('sent many times at once by two is one purchase of one of them', async () => {
    const both = [await customer(), await customer()]
    const order_id = crypto.randomUUID()
    const sent = Array.from({ length: 10 }, (_, n) => purchase({ order_id, customer_id: both[n % 2]?.id }))
    const answers = await Promise.all(sent.map((body) => shop.post('/purchases', body)))
    const ids = await Promise.all(answers.map(async (one) => (await one.json<{ id?: string }>()).id))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      ...Array(5).fill(201),
      ...Array(5).fill(409),
    ])
    expect(new Set(ids.filter((id) => id !== undefined)).size).toBe(1)
  })

  it('does not bind an order to a purchase that was not recorded', async () => {
    const [mina, otto] = [await customer(), await customer()]
    const key = crypto.randomUUID()
    const order_id = crypto.randomUUID()
    await shop.post('/purchases', purchase({ customer_id: mina.id }), key)
    expect((await shop.post('/purchases', purchase({ order_id, customer_id: mina.id }), key)).status).toBe(
      422,
    )
    expect((await shop.post('/purchases', purchase({ order_id, customer_id: otto.id }))).status).toBe(201)
  })

  it('of a record that gave way is known to the one that stayed', async () => {
    const [mina, minas] = [await customer(), await customer()]
    const order_id = crypto.randomUUID()
    const first = await shop.post('/purchases', purchase({ order_id, customer_id: minas.id }))
    await shop.post(`/customers/${mina.id}/merges`, { other_customer_id: minas.id })
    const again = await shop.post('/purchases', purchase({ order_id, customer_id: mina.id }))
    expect([again.status, await again.json()]).toEqual([201, await first.json()])
  })

  it.each([
    ['/customer_id', { customer_id: 'cus_nobody' }],
    ['/card_token', { customer_id: null, card_token: 'crd_nobody' }],
    ['', { customer_id: null }],
    ['/store_id', { store_id: 'sto_nowhere' }],
    ['/total/currency', { total: { amount: 1, currency: 'USD' } }],
    ['/total/amount', { total: { amount: -1, currency: 'EUR' } }],
    ['/order_id', { order_id: '' }],
    ['/at', { at: '2090-01-01T00:00:00Z' }],
  ])('names %s where it is wrong: %j', async (pointer, wrong) => {
    const { id } = await customer()
    const refused = await shop.post('/purchases', purchase({ customer_id: id, ...wrong }))
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({ errors: [{ pointer }] })
  })

  it('is recorded by a bound key in its own shop only', async () => {
    const { id } = await customer()
    const till = await shopSystem({ scopes: ['purchases:create'], stores: ['sto_chiado'] })
    const elsewhere = await till.post('/purchases', purchase({ customer_id: id, store_id: 'sto_ponta' }))
    expect([elsewhere.status, await elsewhere.json()]).toMatchObject([
      422,
      { errors: [{ pointer: '/store_id' }] },
    ])
    expect((await till.post('/purchases', purchase({ customer_id: id }))).status).toBe(201)
    expect((await till.get(`/customers/${id}/balances`)).status).toBe(403)
  })
})

describe('POST /purchases/{id}/reversals', () => {
  it('takes back once, and by a bound key in its own shop only (R93)', async () => {
    const { id } = await customer()
    const body = { order_id: crypto.randomUUID(), customer_id: id, store_id: 'sto_ponta' }
    const total = { amount: 1250, currency: 'EUR' }
    const bought = await (await shop.post('/purchases', { ...body, total })).json<{ id: string }>()
    const till = await shopSystem({ scopes: ['purchases:create'], stores: ['sto_chiado'] })
    expect((await till.post(`/purchases/${bought.id}/reversals`, {})).status).toBe(404)
    const path = `/purchases/${bought.id}/reversals`
    const why = { reason: 'Cold again' }
    const reversed = await shop.post(path, why, 'once')
    expect([reversed.status, await reversed.json()]).toMatchObject([
      201,
      { purchase_id: bought.id, customer_id: id, taken_back: [], owed: [] },
    ])
    expect((await shop.post(path, why, 'once')).status).toBe(201)
    expect((await shop.post(path, { reason: 'Another' }, 'once')).status).toBe(422)
    const { data } = await read<Statement>(`/customers/${id}/statement`)
    expect(data[0]).toMatchObject({ kind: 'purchase_reversed', ...why })
    const twice = await shop.post(path, {})
    expect([twice.status, await twice.json()]).toMatchObject([409, { reason: 'purchase_reversed' }])
    const again = await shop.post('/purchases', { ...body, total })
    expect(await again.json()).toMatchObject({ id: bought.id, reversed_at: expect.any(String) })
    for (const nothing of ['pur_nobody_1', 'pur_x', `pur_${id.slice(4)}_99`])
      expect((await shop.post(`/purchases/${nothing}/reversals`, {})).status, nothing).toBe(404)
  })
})

describe('Voiding a claimed voucher for a refund', () => {
  it('cancels its claim: the account gives back once what it took (R96)', async () => {
    const { id } = await customer()
    await shop.post(`/customers/${id}/adjustments`, { unit: 'points', amount: 100, reason: 'Gift' })
    const { voucher } = await claimed(claiming(id, 40))
    expect(await points(id)).toBe(60)
    // Codes of these vouchers are sealed by nobody: only a key that reads none may show them.
    const desk = await shopSystem({ scopes: ['vouchers:change'] })
    const asked = { reason: 'Changed my mind', refund: true }
    const voided = await desk.post(`/vouchers/${voucher}/voids`, asked, 'k')
    expect([voided.status, await voided.json()]).toMatchObject([201, { status: 'void', source: 'points' }])
    expect((await desk.post(`/vouchers/${voucher}/voids`, asked, 'k')).status).toBe(201)
    expect(await points(id)).toBe(100)
  })

  it('is refused once it was used, and nothing is given back (R96)', async () => {
    const { id } = await customer()
    await shop.post(`/customers/${id}/adjustments`, { unit: 'points', amount: 100, reason: 'Gift' })
    const { voucher } = await claimed(claiming(id, 40))
    await toVoucher(voucher ?? 'vch_none', redeem())
    const refused = await shop.post(`/vouchers/${voucher}/voids`, { reason: 'x', refund: true })
    expect([refused.status, await refused.json()]).toMatchObject([409, { reason: 'voucher_in_use' }])
    expect((await account(id).balances()).points.available).toBe(60)
  })
})
