import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume, shopSystem } from './cast.ts'
import { conditioned } from './conditioned.ts'
import { formIn, leadsTo, soon, textOf } from './pages.ts'

type Browser = Awaited<ReturnType<typeof browserOf>>

let shop: Awaited<ReturnType<typeof shopSystem>>
let olive: Browser
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  olive = await browserOf(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] }))
})

const ORDER = { order_id: 'T-1', amount: 5000, currency: 'EUR' }
const CAKE = { product_id: 'cake', quantity: 2, unit_amount: 500 }
const WINE = { product_id: 'wine', quantity: 1, unit_amount: 4000 }
const TENTH = { benefit: { kind: 'percent', percent: 10 } } as const

async function refused(id: string, body: object) {
  const response = await shop.post(`/vouchers/${id}/redemptions`, body)
  return { status: response.status, ...(await response.json<{ reason: string; reasons: string[] }>()) }
}

/** The page of a scan, without scripts. */
async function scanned(by: Browser, code: string): Promise<string> {
  return (await by.post('/scan/validations', { code })).text()
}

/** Sends the form that redeems, with this typed in, and gives what is shown then. */
async function sent(by: Browser, html: string, typed: Record<string, string>): Promise<string> {
  const form = await formIn(html, '/scan/redemptions')
  const response = await by.post('/scan/redemptions', { ...form, ...typed })
  if (response.status !== 303) return response.text()
  return (await by.get(leadsTo(response))).text()
}

describe('the API', () => {
  it('says every condition, and where there is none, that there is none', async () => {
    const plain = await conditioned({})
    expect(await (await shop.get(`/vouchers/${plain.id}`)).json()).toMatchObject({
      offer_id: null,
      uses_per_day: null,
      blackout_dates: [],
      channels: ['in_store', 'online'],
      partner_ids: [],
      product_ids: [],
      category_ids: [],
      combinable: true,
      holder_required: false,
      reusable_after_cancellation: true,
    })
    const conditions = {
      uses_per_day: 1,
      blackout_dates: ['2026-12-24'],
      channels: ['online' as const],
      partner_ids: ['ptn_mar' as const],
      product_ids: ['cake'],
      category_ids: ['pastry'],
      combinable: false,
      reusable_after_cancellation: false,
    }
    const { id } = await conditioned(conditions, {}, { offer: 'ofr_cake' })
    const said = await (await shop.get(`/vouchers/${id}`)).json()
    expect(said).toMatchObject({ ...conditions, offer_id: 'ofr_cake' })
  })

  it('lists the vouchers of one offer', async () => {
    const offer = 'ofr_listed'
    const [first, second] = [await conditioned({}, {}, { offer }), await conditioned({}, {}, { offer })]
    await conditioned({}, {}, { offer: 'ofr_other' })
    await soon(async () => {
      const { data } = await (await shop.get(`/vouchers?offer_id=${offer}`)).json<{
        data: { id: string; offer_id: string }[]
      }>()
      expect(new Set(data.map(({ id }) => id))).toEqual(new Set([first.id, second.id]))
      expect(new Set(data.map(({ offer_id }) => offer_id))).toEqual(new Set([offer]))
    })
  })

  it('refuses another way of buying, another partner, other products: with what would do (R71, R73)', async () => {
    const { id } = await conditioned({
      channels: ['in_store'],
      partner_ids: ['ptn_sol'],
      product_ids: ['cake'],
    })
    const porto = { store_id: 'sto_porto', order: { ...ORDER, items: [WINE] } }
    expect(await refused(id, porto)).toMatchObject({
      status: 403,
      reason: 'partner_not_approved',
      reasons: ['partner_not_approved', 'channel_not_allowed', 'product_not_eligible'],
    })
    expect(await refused(id, { order: { ...ORDER, items: [WINE] } })).toMatchObject({
      status: 403,
      reason: 'channel_not_allowed',
      channels: ['in_store'],
    })
    expect(await refused(id, { channel: 'in_store', order: { ...ORDER, items: [WINE] } })).toMatchObject({
      status: 409,
      reason: 'product_not_eligible',
      product_ids: ['cake'],
    })
    expect(await refused(id, { channel: 'in_store', order: ORDER })).toMatchObject({
      status: 422,
      reason: 'order_required',
      retryable: true,
    })
  })

  it('counts only what takes part, in the answer to a question and in the redemption (R71)', async () => {
    const { id } = await conditioned({ product_ids: ['cake'] }, TENTH)
    const body = { order: { ...ORDER, items: [CAKE, WINE] } }
    expect(await (await shop.post(`/vouchers/${id}/validations`, body)).json()).toMatchObject({
      valid: true,
      discount: { amount: 100, currency: 'EUR' },
      total: { amount: 4900, currency: 'EUR' },
    })
    expect(await (await shop.post(`/vouchers/${id}/redemptions`, body)).json()).toMatchObject({ amount: 100 })
  })

  it('keeps a cancelled use where the terms do, and says so in the ledger (R70)', async () => {
    const { id } = await conditioned({ reusable_after_cancellation: false })
    const redeemed = await (await shop.post(`/vouchers/${id}/redemptions`, {})).json<{ id: string }>()
    const back = await shop.post(`/redemptions/${redeemed.id}/rollbacks`, { reason: 'order cancelled' })
    expect([back.status, await back.json()]).toMatchObject([201, { uses_left: 0 }])
    expect(await refused(id, {})).toMatchObject({ status: 409, reason: 'already_redeemed' })
    expect(await (await shop.get(`/vouchers/${id}`)).json()).toMatchObject({
      status: 'redeemed',
      uses_left: 0,
    })
  })

  it('tells programs that tomorrow is another day, and when it begins (R72)', async () => {
    const { id } = await conditioned({ uses_per_day: 1 }, { uses: 5, validity: { kind: 'unlimited' } })
    await shop.post(`/vouchers/${id}/redemptions`, {})
    const limit = await refused(id, {})
    expect(limit).toMatchObject({ reason: 'voucher_limit_reached', retryable: true, uses: 1 })
    expect(limit).toHaveProperty('opens_at', expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00/))
  })
})

describe('at the counter', () => {
  it('a voucher for some products asks which of them is bought, and takes off only that (R71)', async () => {
    const { code } = await conditioned({ product_ids: ['cake', 'tart'], category_ids: ['pastry'] }, TENTH)
    const asked = await scanned(olive, code)
    expect(textOf(asked)).toContain('What in the order takes part Choose one cake tart Something from pastry')
    const again = await sent(olive, asked, { order_amount: '50' })
    expect(textOf(again)).toContain('Only some products take part. Say which of them are in the order.')
    const done = await sent(olive, again, { item: 'category:pastry', item_amount: '10' })
    expect(textOf(done)).toMatch(/Off the bill €1\.00 .*To pay €49\.00/)
  })

  it.each(['wine', 'product:', 'product:wine'])('is not satisfied with "%s"', async (item) => {
    const { code } = await conditioned({ product_ids: ['cake'] }, TENTH)
    const again = await sent(olive, await scanned(olive, code), { order_amount: '50', item })
    expect(textOf(again)).toMatch(
      /Say what in the order takes part|None of the products in this order take part/,
    )
  })

  it('says what to look at where offers do not go together', async () => {
    const { code } = await conditioned({ combinable: false })
    expect(textOf(await scanned(olive, code))).toContain('Not together with other offers')
  })

  it('says that a cancelled use counts, where it does (R70)', async () => {
    const { code } = await conditioned({ reusable_after_cancellation: false })
    const done = await sent(olive, await scanned(olive, code), {})
    const undo = { ...(await formIn(done, '/scan/rollbacks')), reason: 'mistake' }
    const undone = await olive.get(leadsTo(await olive.post('/scan/rollbacks', undo)))
    expect(textOf(await undone.text())).toContain('it cannot be used again for that one')
  })
})

describe('a voucher that asks for its holder', () => {
  async function ofMina() {
    const made = await shop.post('/customers', {
      name: 'Mina <Sol>',
      email: `${crypto.randomUUID()}@example.com`,
    })
    const { id } = await made.json<{ id: string }>()
    const holder = `cus_${id.slice(4)}` as const
    return { holder, ...(await conditioned({ holder_required: true }, { holder })) }
  }

  it('is given when whoever stands there has seen them, and records who it was (R74)', async () => {
    const { id, code, holder } = await ofMina()
    const asked = await scanned(olive, code)
    expect(textOf(asked)).toContain('I have seen that this is Mina <Sol>.')
    const unseen = await sent(olive, asked, {})
    expect(textOf(unseen)).toContain('It is for one customer only.')
    expect(textOf(await sent(olive, unseen, { holder_seen: 'yes' }))).toContain('Redeemed')
    const { data } = await (await shop.get(`/vouchers/${id}/ledger`)).json<{ data: { kind: string }[] }>()
    expect(data.map(({ kind }) => kind)).toEqual(['issued', 'redeemed', 'redeemed'])
    expect(await refused(id, { customer_id: holder })).toMatchObject({ reason: 'already_redeemed' })
  })

  it('is refused to a shop system that does not say who it is for (R74)', async () => {
    const { id, holder } = await ofMina()
    expect(await refused(id, {})).toMatchObject({ status: 422, reason: 'customer_required', retryable: true })
    expect((await shop.post(`/vouchers/${id}/redemptions`, { customer_id: holder })).status).toBe(201)
  })

  it('does not tell partners a name, and takes their word', async () => {
    const paula = await browserOf(
      await enrol({ role: 'partner', name: 'Paula', stores: ['sto_porto'], partner: 'ptn_mar' }),
    )
    const { code } = await ofMina()
    const asked = await scanned(paula, code)
    expect(textOf(asked)).toContain('I have seen whose it is')
    expect(asked).not.toContain('Mina')
    expect(textOf(await sent(paula, asked, { holder_seen: 'yes' }))).toContain('Redeemed')
  })

  it('is not given by a kiosk, which sees nobody', async () => {
    const kiosk = await browserOf(await enrol({ role: 'kiosk', name: 'Door', stores: ['sto_chiado'] }))
    const { id, code } = await ofMina()
    expect(textOf(await scanned(kiosk, code))).toContain('It is for one customer only.')
    const forced = { voucher: id, store_id: 'sto_chiado', idempotency_key: 'forced', holder_seen: 'yes' }
    const answer = await kiosk.post('/scan/redemptions', forced)
    expect(textOf(await answer.text())).not.toContain('Redeemed')
    expect((await (await shop.get(`/vouchers/${id}`)).json<{ uses_left: number }>()).uses_left).toBe(1)
  })
})
