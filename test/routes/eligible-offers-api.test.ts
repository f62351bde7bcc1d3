import { beforeAll, describe, expect, it } from 'vitest'
import { openLume } from './cast.ts'
import { claimDesk } from './claim-desk.ts'
import { whyNot } from './offer-desk.ts'
import { soon } from './pages.ts'

let desk: Awaited<ReturnType<typeof claimDesk>>
let shop: (typeof desk)['shop']
beforeAll(async () => {
  await openLume()
  desk = await claimDesk()
  shop = desk.shop
})

interface Eligible {
  readonly id: string
  readonly eligible: boolean
  readonly stock_level: string | null
  readonly reasons: readonly { readonly reason: string }[]
}
const eligible = async (id: string, query = '') =>
  (await (await shop.get(`/customers/${id}/eligible_offers${query}`)).json<{ data: Eligible[] }>()).data

describe('GET /customers/{customer}/eligible_offers', () => {
  it('says of every published offer whether they may, or every reason why not', async () => {
    const free = await desk.published()
    const dear = await desk.published({ required_points: 100, plan_ids: [await desk.plan()] })
    const later = await desk.published({ publish_from: '2900-01-01T00:00:00Z' })
    const once = await desk.published({ per_customer: 1, per_customer_period: 'ever' })
    const draft = await desk.drafted()
    const mina = await desk.customer(60)
    await desk.claim(once, mina)
    await soon(async () => {
      const all = new Map((await eligible(mina)).map((offer) => [offer.id, offer]))
      expect(all.get(free.id)).toMatchObject({ eligible: true, reasons: [], stock_level: null })
      expect(all.get(dear.id)).toMatchObject({
        eligible: false,
        reasons: [
          { reason: 'plan_required' },
          { reason: 'insufficient_points', balance: 60, needed: 100, missing: 40 },
        ],
      })
      expect(all.get(later.id)?.reasons).toEqual([
        { reason: 'offer_not_open', offer_status: 'scheduled', opens_at: '2900-01-01T00:00:00Z' },
      ])
      expect(all.get(once.id)?.reasons).toEqual([
        { reason: 'claim_limit_reached', limit: 1, period: 'ever', opens_at: null, has_one: true },
      ])
      expect(all.has(draft.id)).toBe(false)
    })
    expect((await eligible(mina, '?eligible=true')).every((offer) => offer.eligible)).toBe(true)
    expect((await eligible(mina, '?eligible=false')).map(({ id }) => id)).toContain(dear.id)
    expect(await whyNot(await shop.get(`/customers/${mina}/eligible_offers?eligible=yes`))).toMatchObject({
      status: 422,
      pointers: ['/eligible'],
    })
    expect((await shop.get('/customers/cus_nobody/eligible_offers')).status).toBe(404)
  })

  it('tells how a stock stands in words, as claims come and go', async () => {
    const offer = await desk.published({ stock: 7 })
    const [mina, lena] = [await desk.customer(), await desk.customer()]
    const level = async () => (await eligible(lena)).find(({ id }) => id === offer.id)?.stock_level
    expect(await level()).toBe('some')
    await desk.taken(offer, mina)
    const { id } = await desk.taken(offer, mina)
    await soon(async () => expect(await level()).toBe('few'))
    for (let n = 0; n < 5; n += 1) await desk.taken(offer, mina)
    await soon(async () => expect(await level()).toBe('none'))
    expect((await eligible(lena)).find((one) => one.id === offer.id)?.reasons).toEqual([
      { reason: 'out_of_stock' },
    ])
    await desk.cancel(id)
    await soon(async () => expect(await level()).toBe('few'))
  })
})
