import { beforeAll, describe, expect, it } from 'vitest'
import type { CustomerId } from '../../src/id.ts'
import { insideAccount } from '../objects/living-account.ts'
import { openLume, shopSystem } from './cast.ts'
import { type ClaimJson, claimDesk } from './claim-desk.ts'
import { whyNot } from './offer-desk.ts'

let desk: Awaited<ReturnType<typeof claimDesk>>
let shop: (typeof desk)['shop']
beforeAll(async () => {
  await openLume()
  desk = await claimDesk()
  shop = desk.shop
})

describe('POST /offers/{offer}/claims', () => {
  it('gives the customer a voucher, which their points pay', async () => {
    const offer = await desk.published({ required_points: 80 })
    const mina = await desk.customer(100)
    const answer = await desk.claim(offer, mina)
    expect([answer.status, await answer.json()]).toMatchObject([
      201,
      {
        id: expect.stringMatching(/^clm_/),
        offer_id: offer.id,
        customer_id: mina,
        status: 'claimed',
        source: 'points',
        paid: { unit: 'points', amount: 80 },
        voucher: { status: 'active', offer_id: offer.id, customer_id: mina, source: 'points' },
      },
    ])
    expect(await desk.points(mina)).toBe(20)
  })

  it('is answered the same however often it is sent, also when the voucher was used since', async () => {
    const offer = await desk.published({ required_points: 80 })
    const mina = await desk.customer(100)
    const first = await (await desk.claim(offer, mina, 'twice')).json<ClaimJson>()
    await shop.post(`/vouchers/${first.voucher?.id}/redemptions`, { store_id: 'sto_chiado' })
    const again = await desk.claim({ id: offer.slug }, mina, 'twice')
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    expect(await again.json()).toEqual(first)
    expect(await desk.points(mina)).toBe(20)
    const other = await desk.claim(await desk.published(), mina, 'twice')
    expect(await whyNot(other)).toMatchObject({ status: 422, reason: 'idempotency_key_reused' })
  })

  it('shows the code only to whoever may read codes', async () => {
    const [offer, mina] = [await desk.published(), await desk.customer()]
    const app = await shopSystem({ scopes: ['claims:create'] })
    const answer = await app.post(`/offers/${offer.id}/claims`, { customer_id: mina })
    expect(answer.status).toBe(201)
    expect((await answer.json<ClaimJson>()).voucher).not.toHaveProperty('code')
    expect((await desk.taken(offer, mina)).voucher).toHaveProperty('code')
    const reader = await shopSystem({ scopes: ['offers:read', 'accounts:read', 'vouchers:issue'] })
    expect((await reader.post(`/offers/${offer.id}/claims`, { customer_id: mina })).status).toBe(403)
  })

  it('says what of the request is wrong', async () => {
    const offer = await desk.published()
    const refused = async (body: object, path = offer.id) =>
      whyNot(await shop.post(`/offers/${path}/claims`, body))
    expect(await refused({})).toMatchObject({ status: 422, pointers: ['/customer_id'] })
    expect(await refused({ customer_id: 'cus_nobody' })).toMatchObject({
      status: 422,
      pointers: ['/customer_id'],
    })
    expect(await refused({ customer_id: await desk.customer() }, 'ofr_nothing')).toMatchObject({
      status: 404,
    })
    const keyless = await shop.send('POST', `/offers/${offer.id}/claims`, '{}')
    expect(await whyNot(keyless)).toMatchObject({ status: 400, reason: 'idempotency_key_required' })
  })

  it.each<[string, object, number, object]>([
    [
      'too few points',
      { required_points: 80 },
      40,
      { reason: 'insufficient_points', facts: { balance: 40 } },
    ],
    [
      'another plan',
      { plan_ids: ['gold'] },
      1,
      { reason: 'plan_required', facts: { plan_ids: [expect.any(String)], retryable: false } },
    ],
    [
      'another tag',
      { segments: ['regular'] },
      1,
      { reason: 'segment_required', facts: { segments: ['regular'] } },
    ],
    [
      'before it opens',
      { publish_from: '2900-01-01T00:00:00Z' },
      1,
      {
        reason: 'offer_not_open',
        facts: { offer_status: 'scheduled', opens_at: '2900-01-01T00:00:00Z', retryable: true },
      },
    ],
  ])('is refused for %s, with the fact that helps, and remembered', async (_, said, has, why) => {
    const offer = await desk.published('plan_ids' in said ? { plan_ids: [await desk.plan()] } : said)
    const mina = await desk.customer(has)
    const first = await desk.claim(offer, mina, `refused ${offer.id}`)
    const document = await first.clone().json()
    expect(await whyNot(first)).toMatchObject({ status: 409, ...why })
    const again = await desk.claim(offer, mina, `refused ${offer.id}`)
    expect([again.headers.get('idempotent-replayed'), await again.json()]).toEqual([
      'true',
      { ...(document as object), instance: expect.any(String) },
    ])
    expect(await desk.points(mina)).toBe(has)
  })

  it('is refused for what is a draft, paused or over, unless it was accepted before', async () => {
    const mina = await desk.customer(1)
    const draft = await desk.drafted({ benefit: null, validity: null })
    expect(await whyNot(await desk.claim(draft, mina))).toMatchObject({
      status: 409,
      reason: 'offer_not_open',
      facts: { offer_status: 'draft', opens_at: null },
    })
    const offer = await desk.published()
    const first = await (await desk.claim(offer, mina, 'in time')).json<ClaimJson>()
    await shop.send('DELETE', `/offers/${offer.id}/publications`)
    expect(await whyNot(await desk.claim(offer, mina))).toMatchObject({ facts: { offer_status: 'paused' } })
    await shop.post(`/offers/${offer.id}/endings`, {})
    expect(await whyNot(await desk.claim(offer, mina))).toMatchObject({
      reason: 'offer_not_open',
      facts: { offer_status: 'ended', retryable: false },
    })
    expect(await (await desk.claim(offer, mina, 'in time')).json()).toEqual(first)
  })

  it('gives what the offer says then: a later change is for later vouchers, and no pause takes one away (R81)', async () => {
    const item = (name: string) => ({ kind: 'item', item: name })
    const offer = await desk.published({ benefit: item('Coffee'), required_points: 10, uses: 2 })
    const mina = await desk.customer(100)
    const first = await desk.taken(offer, mina)
    const shops = { store_ids: ['sto_ponta'], benefit: item('Cake'), uses: 1, required_points: 50 }
    expect((await desk.patch(offer.id, offer.version, { ...shops, name: 'Cake instead' })).status).toBe(200)
    const second = await desk.taken(offer, mina)
    expect(await desk.points(mina)).toBe(40)
    const read = async ({ voucher }: ClaimJson) => (await shop.get(`/vouchers/${voucher?.id}`)).json()
    expect(await read(first)).toMatchObject({
      ...{ title: offer.name, benefit: item('Coffee'), uses: 2, store_ids: [] },
    })
    expect(await read(second)).toMatchObject({
      ...{ title: 'Cake instead', benefit: item('Cake'), uses: 1, store_ids: ['sto_ponta'] },
    })
    await shop.send('DELETE', `/offers/${offer.id}/publications`)
    const redeemed = async (store_id: string) =>
      (await shop.post(`/vouchers/${first.voucher?.id}/redemptions`, { store_id })).status
    expect(await redeemed('sto_chiado')).toBe(201)
    await shop.post(`/offers/${offer.id}/endings`, {})
    expect(await redeemed('sto_chiado')).toBe(201)
  })

  it('leaves nothing behind where none are left', async () => {
    const offer = await desk.published({ stock: 1, required_points: 10 })
    const [first, second] = [await desk.customer(10), await desk.customer(10)]
    expect((await desk.claim(offer, first)).status).toBe(201)
    expect(await whyNot(await desk.claim(offer, second))).toMatchObject({
      status: 409,
      reason: 'out_of_stock',
    })
    expect(await desk.points(second)).toBe(10)
  })

  it('goes on by itself where something cannot be reached, and the same request tells how it ended', async () => {
    const [offer, mina] = [await desk.published({ stock: 1, required_points: 10 }), await desk.customer(10)]
    const mend = await cutOff(mina)
    const begun = await desk.claim(offer, mina, 'later')
    const open = await begun.json<ClaimJson>()
    expect([begun.status, open]).toMatchObject([202, { status: 'open', voucher: null }])
    expect(await (await shop.get(`/claims/${open.id}`)).json()).toMatchObject({ status: 'open' })
    await mend()
    const ended = await desk.claim(offer, mina, 'later')
    expect([ended.status, await ended.json()]).toMatchObject([201, { id: open.id, status: 'claimed' }])
    expect(await desk.points(mina)).toBe(0)
  })
})

describe('Cancelling a claim', () => {
  it('gives back points and place once, and ends the voucher', async () => {
    const offer = await desk.published({ required_points: 80, stock: 1, per_customer: 1 })
    const mina = await desk.customer(80)
    const { id, voucher } = await desk.taken(offer, mina)
    const first = await desk.cancel(id, 'cancel')
    expect([first.status, await first.json()]).toMatchObject([
      201,
      { id, status: 'cancelled', paid: { unit: 'points', amount: 80 }, voucher: { status: 'void' } },
    ])
    expect((await desk.cancel(id, 'cancel')).headers.get('idempotent-replayed')).toBe('true')
    expect(await desk.points(mina)).toBe(80)
    expect(await whyNot(await desk.cancel(id))).toMatchObject({ status: 409, reason: 'claim_not_standing' })
    const { data } = await (await shop.get(`/vouchers/${voucher?.id}/ledger`)).json<{ data: object[] }>()
    expect(data.at(-1)).toMatchObject({ kind: 'voided' })
    const { data: lines } = await (await shop.get(`/customers/${mina}/statement`)).json<{ data: object[] }>()
    expect(lines).toContainEqual(expect.objectContaining({ reason: 'Changed their mind' }))
    expect((await desk.claim(offer, mina)).status).toBe(201)
  })

  it('says so when the claim itself is sent again', async () => {
    const [offer, mina] = [await desk.published(), await desk.customer()]
    const first = await (await desk.claim(offer, mina, 'then')).json<ClaimJson>()
    await desk.cancel(first.id)
    const again = await desk.claim(offer, mina, 'then')
    expect([again.headers.get('claim-state'), await again.json()]).toEqual(['cancelled', first])
    expect(await (await shop.get(`/claims/${first.id}`)).json()).toMatchObject({ status: 'cancelled' })
  })

  it('is refused while a use stands, and for claims nobody made', async () => {
    const [offer, mina] = [await desk.published({ required_points: 5 }), await desk.customer(5)]
    const { id, voucher } = await desk.taken(offer, mina)
    await shop.post(`/vouchers/${voucher?.id}/redemptions`, { store_id: 'sto_chiado' })
    expect(await whyNot(await desk.cancel(id))).toMatchObject({ status: 409, reason: 'voucher_in_use' })
    expect(await desk.points(mina)).toBe(0)
    for (const nothing of ['clm_nobody_1', 'clm_nobody', 'nonsense', `${id}9`]) {
      expect((await desk.cancel(nothing)).status).toBe(404)
      expect((await shop.get(`/claims/${nothing}`)).status).toBe(404)
    }
    const app = await shopSystem({ scopes: ['accounts:adjust', 'vouchers:change'] })
    expect((await app.post(`/claims/${id}/cancellations`, { reason: 'x' })).status).toBe(403)
  })
})

/** The stock cannot be reached from that account; calling what comes back mends it. */
async function cutOff(customer: CustomerId): Promise<() => Promise<boolean>> {
  const stub = {
    read: async () => ({ limit: 1, used: 0, left: 1 }),
    take: () => Promise.reject(new Error('the stock cannot be reached')),
  }
  const STOCK = { idFromName: (name: string) => name, get: () => stub }
  const whole = await insideAccount(customer, (account) => {
    const env = Reflect.get(account, 'env') as object
    Reflect.set(account, 'env', { ...env, STOCK })
    return env
  })
  return () => insideAccount(customer, (account) => Reflect.set(account, 'env', whole))
}
