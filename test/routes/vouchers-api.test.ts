import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { COFFEE, issued, openLume, shopSystem } from './cast.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(openLume)
beforeEach(async () => {
  shop = await shopSystem()
})

const VALUE = { benefit: { kind: 'value', amount: 5000, currency: 'EUR' } }

describe('issuing', () => {
  it('[R4] answers the same key with the very same voucher, and other content under it with a refusal', async () => {
    const first = await (await shop.post('/vouchers', COFFEE, 'key-1')).text()
    const again = await shop.post('/vouchers', COFFEE, 'key-1')
    expect(again.headers.get('Idempotent-Replayed')).toBe('true')
    expect(await again.text()).toBe(first)
    const other = await shop.post('/vouchers', { ...COFFEE, title: 'Something else' }, 'key-1')
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ reason: 'idempotency_key_reused' })
  })

  it('keeps the keys of two callers apart', async () => {
    const other = await shopSystem()
    const mine = await (await shop.post('/vouchers', COFFEE, 'the-same')).json<{ id: string }>()
    const theirs = await (await other.post('/vouchers', COFFEE, 'the-same')).json<{ id: string }>()
    expect(theirs.id).not.toBe(mine.id)
  })

  it('[C07] refuses a chosen code that is taken, in any spelling', async () => {
    await issued(shop, { code: 'OFFICE2026' })
    const taken = await shop.post('/vouchers', { ...COFFEE, code: 'off1ce2026' })
    expect(taken.status).toBe(409)
    expect(await taken.json()).toMatchObject({ reason: 'code_taken' })
  })

  it('shows a chosen code as it was written and never all of it as its last four', async () => {
    const voucher = await issued(shop, { code: 'gold', uses: 5 })
    expect(voucher).toMatchObject({ code: 'GOLD', code_last4: 'LD' })
  })

  it('[V21] gives no end to an unlimited voucher and the end of a local day to others', async () => {
    expect((await issued(shop, { validity: { kind: 'unlimited' } })).valid_until).toBeNull()
    const dated = await issued(shop, { validity: { kind: 'fixed_date', date: '2099-12-21' } })
    expect(dated.valid_until).toBe('2099-12-21T23:59:59Z')
    const azores = await issued(shop, {
      validity: { kind: 'fixed_date', date: '2099-12-21' },
      store_ids: ['sto_ponta'],
    })
    expect(azores.valid_until).toBe('2099-12-22T00:59:59Z')
  })

  it('[T18] refuses an end that is past', async () => {
    const past = await shop.post('/vouchers', {
      ...COFFEE,
      validity: { kind: 'fixed_date', date: '2020-01-01' },
    })
    expect(past.status).toBe(422)
    expect(await past.json()).toMatchObject({ reason: 'validity_in_past' })
  })

  it.each([
    ['no title', { title: undefined }, '/title'],
    ['an empty title', { title: '   ' }, '/title'],
    ['a title of 81 letters', { title: 'x'.repeat(81) }, '/title'],
    ['a benefit nobody knows', { benefit: { kind: 'cake' } }, '/benefit/kind'],
    ['101 percent', { benefit: { kind: 'percent', percent: 101 } }, '/benefit/percent'],
    ['a third of a percent', { benefit: { kind: 'percent', percent: 33.333 } }, '/benefit/percent'],
    ['half a cent', { benefit: { kind: 'amount', amount: 0.5, currency: 'EUR' } }, '/benefit/amount'],
    ['a negative amount', { benefit: { kind: 'amount', amount: -5, currency: 'EUR' } }, '/benefit/amount'],
    [
      'an amount beyond the largest',
      { benefit: { kind: 'amount', amount: 1_000_000_001, currency: 'EUR' } },
      '/benefit/amount',
    ],
    [
      'a currency nobody mints',
      { benefit: { kind: 'amount', amount: 5, currency: 'ZZZ' } },
      '/benefit/currency',
    ],
    ['0 days', { validity: { kind: 'days', count: 0 } }, '/validity/count'],
    ['121 months', { validity: { kind: 'months', count: 121 } }, '/validity/count'],
    ['30 February', { validity: { kind: 'fixed_date', date: '2027-02-30' } }, '/validity/date'],
    ['a store of somebody else', { store_ids: ['sto_elsewhere'] }, '/store_ids/0'],
    ['a store that is no id', { store_ids: ['Chiado'] }, '/store_ids/0'],
    ['a field nobody knows', { colour: 'red' }, '/colour'],
    ['501 uses', { uses: 501 }, '/uses'],
    ['uses of stored value', { ...VALUE, uses: 2 }, '/uses'],
    ['a short code anyone could guess', { code: 'GOLD' }, '/code'],
    ['a code of twelve', { code: 'ABCDEFGHJKMN' }, '/code'],
    ['a code with a space in it', { code: 'OPEN DAY' }, '/code'],
    ['no code for nobody', { code: null }, '/code'],
    ['a picture from elsewhere', { image_url: 'https://elsewhere.example/cake.png' }, '/image_url'],
    ['a picture nobody uploaded', { image_url: `/images/${'0'.repeat(64)}.png` }, '/image_url'],
    ['a customer nobody knows', { customer_id: 'cus_nobody' }, '/customer_id'],
    ['hours that never open', { windows: [{ days: ['monday'], from: '10:00', to: '10:00' }] }, '/windows/0'],
    ['metadata of 3 KB', { metadata: { a: 'x'.repeat(3000) } }, '/metadata'],
  ])('refuses %s and names the field', async (_, wrong, pointer) => {
    const response = await shop.post('/vouchers', { ...COFFEE, ...wrong })
    expect(response.status).toBe(422)
    const { reason, errors } = await response.json<{
      reason: string
      errors: { pointer: string; detail: string }[]
    }>()
    expect(reason).toBe('malformed_request')
    expect(errors.map((error) => error.pointer)).toContainEqual(
      expect.stringMatching(new RegExp(`^${pointer}`)),
    )
    expect(errors.every(({ detail }) => detail.length > 5)).toBe(true)
  })
})

describe('bodies, keys and callers', () => {
  it.each([
    ['no JSON', '{"title":'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a number', '42'],
    ['null', 'null'],
    ['invalid UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
    ['deep nesting', '['.repeat(30_000)],
  ])('refuses %s with a 4xx, never a 500', async (_, body) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
    const response = await shop.send('POST', '/vouchers', body, headers)
    expect([400, 422]).toContain(response.status)
  })

  it('refuses a body over 64 KB before reading it to its end', async () => {
    const response = await shop.post('/vouchers', { ...COFFEE, description: 'x'.repeat(70_000) })
    expect(response.status).toBe(413)
  })

  it('asks for an Idempotency-Key and refuses one that is none', async () => {
    const headers = { 'content-type': 'application/json' }
    const missing = await shop.send('POST', '/vouchers', JSON.stringify(COFFEE), headers)
    expect(await missing.json()).toMatchObject({ status: 400, reason: 'idempotency_key_required' })
    const long = await shop.post('/vouchers', COFFEE, 'k'.repeat(256))
    expect(await long.json()).toMatchObject({ status: 400, reason: 'idempotency_key_invalid' })
  })

  it('[R26] answers 401 without a key, with a wrong one, with one of the other world, and to a cookie', async () => {
    const { callsWith } = await import('./cast.ts')
    const live = shop.key.replace('vk_test_', 'vk_live_')
    for (const key of [null, 'nonsense', `${shop.key.slice(0, -1)}x`, live]) {
      const response = await callsWith(key).get('/vouchers')
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
    }
  })

  it('answers 403 to a key without the scope, and says which', async () => {
    const reader = await shopSystem({ scopes: ['vouchers:read'] })
    const refused = await reader.post('/vouchers', COFFEE)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ reason: 'operator_not_permitted', scope: 'vouchers:issue' })
  })

  it('shows codes only to keys that may read them', async () => {
    const { id } = await issued(shop)
    const reader = await shopSystem({ scopes: ['vouchers:read'] })
    const seen = await (await reader.get(`/vouchers/${id}`)).json<Record<string, unknown>>()
    expect(seen).not.toHaveProperty('code')
    expect(seen).not.toHaveProperty('url')
    expect(seen.code_last4).toMatch(/^.{4}$/)
  })
})
