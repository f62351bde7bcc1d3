import { beforeAll, describe, expect, it } from 'vitest'
import { accountStub } from '../../worker/stubs.ts'
import { sentTo } from '../objects/living-account.ts'
import { purchase } from '../unit/an-account.ts'
import { automaticDesk, clock, DAY, given, noted, waiting } from './automatic-desk.ts'
import { openLume, world } from './cast.ts'
import { whyNot } from './offer-desk.ts'
import { soon, stranger } from './pages.ts'

let desk: Awaited<ReturnType<typeof automaticDesk>>
beforeAll(async () => {
  await openLume()
  desk = await automaticDesk()
})

const AFTER_20 = { on: 'purchase', minimum: { amount: 2000, currency: 'EUR' } }

describe('An offer that gives itself after a purchase', () => {
  it('gives one voucher for each that is big enough, and none again for the same order', async () => {
    const { id } = await desk.published({ automatic: AFTER_20 })
    const mina = await desk.customer()
    await desk.bought(mina, 1999)
    expect(await given(mina, id)).toBe(0)
    const order = { order_id: 'order-1' }
    await desk.bought(mina, 2000, order)
    expect(await given(mina, id)).toBe(1)
    await desk.bought(mina, 2000, order)
    await noted(mina, 'pur_', 2)
    await clock(Date.now())
    await clock(Date.now())
    expect(await given(mina, id)).toBe(1)
    await desk.bought(mina, 5000)
    expect(await given(mina, id)).toBe(2)
    await soon(async () => {
      const listed = await (await desk.shop.get(`/vouchers?customer_id=${mina}`)).json<{ data: object[] }>()
      expect(listed.data).toMatchObject([{ source: 'rule', offer_id: id }, { source: 'rule' }])
    })
    await desk.end(id)
  })

  it('gives it once by the clock where everything died behind the purchase', async () => {
    const { id } = await desk.published({ automatic: AFTER_20 })
    const mina = await desk.customer()
    await accountStub(world, mina).execute(
      sentTo(mina, { ...purchase(0), total: 2500, currency: 'EUR', happenedAt: Date.now() }),
    )
    await noted(mina, 'pur_')
    expect(await given(mina, id)).toBe(0)
    await Promise.all([clock(Date.now() + 1000), clock(Date.now() + 1000)])
    await clock(Date.now() + 2000)
    expect(await given(mina, id)).toBe(1)
    expect(await waiting(mina)).toEqual([])
    await desk.end(id)
  })

  it('keeps its limits: so many in all, so many for one, and for whom it is', async () => {
    const scarce = await desk.published({ automatic: AFTER_20, stock: 1 })
    const once = await desk.published({ automatic: AFTER_20, per_customer: 1 })
    const chosen = await desk.published({ automatic: AFTER_20, segments: ['vip'] })
    const [mina, vera] = [await desk.customer(), await desk.customer({ tags: ['vip'] })]
    for (const who of [mina, mina, vera]) expect((await desk.bought(who, 3000)).status).toBe(201)
    expect([await given(mina, scarce.id), await given(vera, scarce.id)]).toEqual([1, 0])
    expect([await given(mina, once.id), await given(vera, once.id)]).toEqual([1, 1])
    expect([await given(mina, chosen.id), await given(vera, chosen.id)]).toEqual([0, 1])
    for (const { id } of [scarce, once, chosen]) await desk.end(id)
  })

  it('gives nothing once it has ended or while it is paused, nor for what was before it', async () => {
    const { id } = await desk.published({ automatic: AFTER_20 })
    const mina = await desk.customer()
    const old = new Date(Date.now() - 60_000).toISOString()
    await desk.bought(mina, 3000, { at: old })
    expect(await given(mina, id)).toBe(0)
    await desk.shop.send('DELETE', `/offers/${id}/publications`, undefined, {
      'idempotency-key': crypto.randomUUID(),
    })
    await desk.bought(mina, 3000)
    await desk.end(id)
    await desk.bought(mina, 3000)
    await clock(Date.now())
    expect(await given(mina, id)).toBe(0)
  })
})

describe('An offer that gives itself', () => {
  it('is given on every second visit: days on which they bought or used a voucher', async () => {
    const { id } = await desk.published({ automatic: { on: 'visit', every: 2 } })
    const mina = await desk.customer()
    const days = [3, 2].map((ago) => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10))
    for (const day of days)
      await world.DB.prepare('INSERT INTO visit_days VALUES (?, ?)').bind(mina, day).run()
    await desk.bought(mina, 100)
    await desk.bought(mina, 100)
    expect(await given(mina, id)).toBe(0)
    await world.DB.prepare('DELETE FROM visit_days WHERE customer_id = ? AND day = ?')
      .bind(mina, days[0])
      .run()
    await desk.bought(mina, 100)
    await desk.bought(mina, 100)
    expect(await given(mina, id)).toBe(1)
    const vera = await desk.customer()
    await world.DB.prepare('INSERT INTO visit_days VALUES (?, ?)').bind(vera, days[0]).run()
    const issued = await desk.shop.post('/vouchers', {
      title: 'Coffee',
      benefit: { kind: 'item', item: 'Coffee' },
      validity: { kind: 'days', count: 3 },
      customer_id: vera,
    })
    const voucher = (await issued.json<{ id: string }>()).id
    await desk.shop.post(`/vouchers/${voucher}/redemptions`, { store_id: 'sto_chiado' })
    await noted(vera, 'visit ')
    await clock(Date.now() + 1000)
    expect(await given(vera, id)).toBe(1)
    await desk.end(id)
  })

  it('is given to whoever joins, once, and to nobody who was there before', async () => {
    const early = await desk.customer()
    const { id } = await desk.published({ automatic: { on: 'sign_up' }, first_purchase_only: true })
    const [mina, vera] = [await desk.customer(), await desk.customer({ name: 'Vera' })]
    expect([await given(mina, id), await given(vera, id), await given(early, id)]).toEqual([1, 1, 0])
    expect(await waiting(mina)).toEqual(['sign_up'])
    await clock(Date.now())
    expect(await given(mina, id)).toBe(1)
    expect(await waiting(mina)).toEqual([])
    await desk.end(id)
  })

  it('is given once a year to whoever has enough points', async () => {
    const { id } = await desk.published({ automatic: { on: 'points', reached: 100 } })
    const mina = await desk.customer()
    const adjusted = (amount: number) =>
      desk.shop.post(`/customers/${mina}/adjustments`, { unit: 'points', amount, reason: 'Game' })
    await adjusted(99)
    await noted(mina, 'points ')
    await clock(Date.now() + 1000)
    expect(await given(mina, id)).toBe(0)
    for (const amount of [1, -50, 60]) await adjusted(amount)
    await noted(mina, 'points ', 2)
    await clock(Date.now() + 1000)
    expect(await given(mina, id)).toBe(1)
    await desk.end(id)
  })
})

describe('What gives itself', () => {
  it('is nothing to get: not on the portal, with no page, and no claim', async () => {
    const { id, slug, name } = await desk.published({ automatic: { on: 'birthday' } })
    expect(await (await stranger.get('/')).text()).not.toContain(name)
    expect((await stranger.get(`/offers/${slug}`)).status).toBe(404)
    const mina = await desk.customer()
    const claim = await desk.shop.post(`/offers/${id}/claims`, { customer_id: mina })
    expect(await whyNot(claim)).toMatchObject({ status: 409, reason: 'offer_not_open' })
    expect(await given(mina, id)).toBe(0)
    await desk.end(id)
  })

  it.each([
    ['a price', { required_points: 10 }, '/required_points'],
    ['a word', { claim_word: 'PLEASE10' }, '/claim_word'],
    ['newcomers after a purchase', { first_purchase_only: true }, '/first_purchase_only'],
    ['a rule nobody knows', { automatic: { on: 'full_moon' } }, '/automatic/on'],
    ['visits that are none', { automatic: { on: 'visit', every: 0 } }, '/automatic/every'],
    [
      'foreign money',
      { automatic: { on: 'purchase', minimum: { amount: 1, currency: 'USD' } } },
      '/automatic/minimum/currency',
    ],
  ])('does not go with %s', async (_, said, pointer) => {
    const answer = await desk.shop.post('/offers', { name: 'Coffee', automatic: AFTER_20, ...said })
    expect(await whyNot(answer)).toMatchObject({ status: 422, pointers: [pointer] })
  })
})
