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
