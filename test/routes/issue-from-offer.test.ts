import { beforeAll, describe, expect, it } from 'vitest'
import { shopSystem, world } from './cast.ts'
import { claimDesk } from './claim-desk.ts'
import { openBudgets } from './goodwill-desk.ts'
import { type OfferJson, whyNot } from './offer-desk.ts'
import { soon } from './pages.ts'

let desk: Awaited<ReturnType<typeof claimDesk>>
let budgets: Awaited<ReturnType<typeof openBudgets>>
beforeAll(async () => {
  budgets = await openBudgets()
  desk = await claimDesk()
})

const give = (offer: OfferJson, to: object = {}, key: string = crypto.randomUUID()) =>
  desk.shop.post('/vouchers', { offer_id: offer.id, ...to }, key)
const left = async (offer: OfferJson) => (await desk.read(offer.id)).stock_left

describe('POST /vouchers {offer_id, customer_id} (R106)', () => {
  it('gives the customer what the offer promises, and takes nothing for it', async () => {
    const offer = await desk.published({ required_points: 80, stock: 5, name: 'Brunch' })
    const mina = await desk.customer(100)
    const answer = await give(offer, { customer_id: mina })
    expect([answer.status, await answer.json()]).toMatchObject([
      201,
      { title: 'Brunch', customer_id: mina, offer_id: offer.id, source: 'manual', status: 'active' },
    ])
    expect(await desk.points(mina)).toBe(100)
    expect(await left(offer)).toBe(4)
  })

  it('is the same voucher however often it is sent, also when it was used and the offer paused since', async () => {
    const offer = await desk.published({ stock: 5 })
    const mina = await desk.customer()
    const first = await (await give(offer, { customer_id: mina }, 'once')).json<{ id: string }>()
    await desk.shop.post(`/vouchers/${first.id}/redemptions`, { store_id: 'sto_chiado' })
    await desk.shop.send('DELETE', `/offers/${offer.id}/publications`, '{}', { 'idempotency-key': 'pause' })
    const again = await give({ ...offer, id: offer.slug }, { customer_id: mina }, 'once')
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    expect(await again.json()).toEqual(first)
    expect(await whyNot(await give(offer, { customer_id: mina }))).toMatchObject({ reason: 'offer_not_open' })
  })

  it('is for whom the offer is for, and no more often', async () => {
    const offer = await desk.published({ segments: ['regular'], per_customer: 1 })
    const [mina, regular] = [await desk.customer(), await desk.customer(0, { tags: ['regular'] })]
    expect(await whyNot(await give(offer, { customer_id: mina }))).toMatchObject({
      status: 409,
      reason: 'segment_required',
    })
    expect((await give(offer, { customer_id: regular })).status).toBe(201)
    expect(await whyNot(await give(offer, { customer_id: regular }))).toMatchObject({
      reason: 'claim_limit_reached',
    })
  })

  it('gives by hand what else gives itself', async () => {
    const offer = await desk.published({ automatic: { on: 'birthday' } })
    const mina = await desk.customer()
    expect(await whyNot(await desk.claim(offer, mina))).toMatchObject({ reason: 'offer_not_open' })
    expect((await give(offer, { customer_id: mina })).status).toBe(201)
  })

  it('says what of the request is wrong', async () => {
    const offer = await desk.published()
    const refused = async (body: object) => whyNot(await desk.shop.post('/vouchers', body))
    expect(await refused({ offer_id: 'ofr_nothing' })).toMatchObject({ status: 422, pointers: ['/offer_id'] })
    expect(await refused({ offer_id: 7 })).toMatchObject({ status: 422, pointers: ['/offer_id'] })
    expect(await refused({ offer_id: offer.id, customer_id: 'cus_nobody' })).toMatchObject({
      status: 422,
      pointers: ['/customer_id'],
    })
    expect(await refused({ offer_id: offer.id, title: 'Mine', uses: 3 })).toMatchObject({
      status: 422,
      pointers: ['/title', '/uses'],
    })
    const reader = await shopSystem({ scopes: ['vouchers:read'] })
    expect((await reader.post('/vouchers', { offer_id: offer.id })).status).toBe(403)
  })
})

describe('POST /vouchers {offer_id} (R106)', () => {
  it('gives a voucher to whoever shows it, one of the stock, once for a key', async () => {
    const offer = await desk.published({ stock: 2 })
    const first = await give(offer, {}, 'bearer')
    expect([first.status, await first.clone().json()]).toMatchObject([
      201,
      { customer_id: null, offer_id: offer.id, source: 'manual' },
    ])
    const again = await give(offer, {}, 'bearer')
    expect(await again.json()).toEqual(await first.json())
    expect(await left(offer)).toBe(1)
    expect((await give(offer)).status).toBe(201)
    expect(await whyNot(await give(offer))).toMatchObject({ status: 409, reason: 'out_of_stock' })
    expect(await left(offer)).toBe(0)
  })

  it('never gives more than there is, however many ask at once', async () => {
    const offer = await desk.published({ stock: 3 })
    const answers = await Promise.all(Array.from({ length: 12 }, () => give(offer)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3)
  })

  it('asks whom it is for where the offer is for some, or counted by each', async () => {
    for (const said of [
      { per_customer: 1 },
      { segments: ['regular'] },
      { first_purchase_only: true },
      { holder_required: true },
    ]) {
      expect(await whyNot(await give(await desk.published(said)))).toMatchObject({
        reason: 'customer_required',
      })
    }
    expect(await whyNot(await give(await desk.drafted({ benefit: null })))).toMatchObject({
      reason: 'offer_not_open',
    })
  })

  it('never makes two vouchers of one key, to whomever they would go', async () => {
    const offer = await desk.published()
    const mina = await desk.customer()
    expect((await give(offer, {}, 'two ways')).status).toBe(201)
    const other = await give(offer, { customer_id: mina }, 'two ways')
    expect(await whyNot(other)).toMatchObject({ status: 422, reason: 'idempotency_key_reused' })
    expect((await give(offer, { customer_id: mina }, 'other way')).status).toBe(201)
    for (const to of [{}, { customer_id: await desk.customer() }]) {
      expect(await whyNot(await give(offer, to, 'other way'))).toMatchObject({
        status: 422,
        reason: 'idempotency_key_reused',
      })
    }
  })

  it('costs the budget of its campaign what it can cost, and gives back what it did not', async () => {
    const campaign_id = await desk.campaign({ budget: { amount: 1000, currency: 'EUR' } })
    const money = { benefit: { kind: 'amount', amount: 600, currency: 'EUR' }, campaign_id }
    const offer = await desk.published(money)
    const given = await (await give(offer)).json<{ id: string }>()
    expect(await whyNot(await give(offer))).toMatchObject({ status: 409, reason: 'budget_exhausted' })
    const order = { order_id: 'o-1', amount: 300, currency: 'EUR', items: [] }
    await desk.shop.post(`/vouchers/${given.id}/redemptions`, { store_id: 'sto_chiado', order })
    await soon(async () => expect((await give(offer)).status).toBe(201))
  })

  it('counts among what lists say is left', async () => {
    const offer = await desk.published({ stock: 1, name: 'Last of its kind' })
    await give(offer)
    await soon(async () =>
      expect(
        await world.DB.prepare('SELECT standing FROM offer_claims WHERE offer_id = ?').bind(offer.id).first(),
      ).toEqual({ standing: 1 }),
    )
  })
})

describe("The giver's own budget", () => {
  it('is asked first, once for a key, and keeps what was refused', async () => {
    const offer = await desk.published({ stock: 1 })
    const key = await shopSystem()
    await budgets.budget(await keyId(key), { kind: 'limited', vouchers: '1' })
    const hand = (asked: string) => key.post('/vouchers', { offer_id: offer.id }, asked)
    await give(offer)
    expect(await whyNot(await hand('too late'))).toMatchObject({ reason: 'out_of_stock' })
    const other = await desk.published()
    const again = () => key.post('/vouchers', { offer_id: other.id }, 'mine')
    expect([(await again()).status, (await again()).status]).toEqual([201, 201])
    expect(await whyNot(await key.post('/vouchers', { offer_id: other.id }))).toMatchObject({
      reason: 'approval_required',
    })
  })
})

async function keyId(key: {
  post(path: string, body: object, asked?: string): Promise<Response>
}): Promise<string> {
  const made = await key.post('/vouchers', { offer_id: (await desk.published()).id }, 'who am I')
  const { id } = await made.json<{ id: string }>()
  const ledger = await desk.shop.get(`/vouchers/${id}/ledger`)
  const { data } = await ledger.json<{ data: { by: string }[] }>()
  return data[0]?.by ?? ''
}
