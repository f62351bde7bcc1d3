import { beforeAll, describe, expect, it } from 'vitest'
import { accountStub } from '../../worker/stubs.ts'
import { openLume, world } from './cast.ts'
import { whyNot } from './offer-desk.ts'
import { claimsIn, clock, fates, inDays, type MembershipJson, planDesk } from './plan-desk.ts'

let desk: Awaited<ReturnType<typeof planDesk>>
beforeAll(async () => {
  await openLume()
  desk = await planDesk()
})

describe('POST /customers/{id}/plans', () => {
  it('issues the vouchers of the first period at once, under the source plan, and the customer has the plan', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(2)
    const membership = await desk.sold(ana, plan.id)
    expect(membership).toMatchObject({ status: 'active', ends_at: null, customer_id: ana })
    expect(fates(membership)).toEqual(['0 issued', '0 issued'])
    const ids = membership.vouchers.map(({ voucher_id }) => voucher_id)
    expect(new Set(ids).size).toBe(2)
    for (const id of ids)
      expect(await (await desk.shop.get(`/vouchers/${id}`)).json()).toMatchObject({
        source: 'plan',
        customer_id: ana,
        offer_id: plan.offerId,
        status: 'active',
      })
    expect(await desk.planOf(ana)).toMatchObject({ id: plan.id, membership_id: membership.id, ends_at: null })
    expect(await desk.plansOf(ana)).toEqual([membership])
  })

  it('sent again is the same membership and the same vouchers; with other content it is refused (R4, R5)', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const first = await (await desk.sell(ana, plan.id, {}, 'once')).json()
    const again = await desk.sell(ana, plan.id, {}, 'once')
    expect([again.status, again.headers.get('idempotent-replayed'), await again.json()]).toEqual([
      201,
      'true',
      first,
    ])
    expect(await claimsIn(ana)).toBe(1)
    const other = await desk.sell(ana, plan.id, { ends_at: inDays(40) }, 'once')
    expect([other.status, await other.json()]).toMatchObject([422, { reason: 'idempotency_key_reused' }])
  })

  it('sold many times at once is sold once (R116)', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const answers = await Promise.all(Array.from({ length: 8 }, () => desk.sell(ana, plan.id)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)])
    expect(await claimsIn(ana)).toBe(1)
    const refused = answers.find(({ status }) => status === 409)
    const [running] = await desk.plansOf(ana)
    expect(await refused?.json()).toMatchObject({ reason: 'plan_running', membership_id: running?.id })
  })

  it('begins later where that is said, and the clock gives its vouchers then', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const membership = await desk.sold(ana, plan.id, { starts_at: inDays(10) })
    expect(membership).toMatchObject({
      status: 'scheduled',
      vouchers: [],
      next_period_at: membership.starts_at,
    })
    expect(await desk.planOf(ana)).toBeNull()
    await clock(inDays(9))
    expect(await desk.planOf(ana)).toBeNull()
    await clock(inDays(11))
    expect(fates((await desk.plansOf(ana))[0] as MembershipJson)).toEqual(['0 issued'])
    expect(await desk.planOf(ana)).toMatchObject({ id: plan.id })
  })

  it('recorded late gives the running period, and nothing of those that are over (R113)', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(2)
    const membership = await desk.sold(ana, plan.id, { starts_at: inDays(-100) })
    expect(fates(membership)).toEqual(['3 issued', '3 issued'])
  })

  it('takes a plan that gives nothing', async () => {
    const ana = await desk.customer()
    const { id } = await desk.plan({ period: 'once' })
    expect(await desk.sold(ana, id)).toMatchObject({ status: 'active', vouchers: [], next_period_at: null })
    expect(await desk.planOf(ana)).toMatchObject({ id })
  })

  it.each([
    ['/plan_id', { plan_id: 'pln_none' }],
    ['/plan_id', { plan_id: '' }],
    ['/starts_at', { starts_at: 'tomorrow' }],
    ['/starts_at', { starts_at: '1999-01-01T00:00:00Z' }],
    ['/starts_at', { starts_at: '2999-01-01T00:00:00Z' }],
    ['/ends_at', { starts_at: inDays(2), ends_at: inDays(1) }],
    ['/ends_at', { starts_at: inDays(-9), ends_at: inDays(-1) }],
    ['/ends_at', { ends_at: '9998-12-31T23:59:59Z' }],
    ['/starts_at', { starts_at: '0001-01-01T00:00:00Z' }],
    ['/colour', { colour: 'red' }],
  ])('names %s where it is wrong: %j', async (pointer, wrong) => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const answer = await desk.sell(ana, plan.id, wrong)
    expect(await whyNot(answer)).toMatchObject({ status: 422, pointers: [pointer] })
    expect(await desk.plansOf(ana)).toEqual([])
  })

  it('knows neither strangers nor archived plans', async () => {
    const plan = await desk.giving(1)
    expect((await desk.sell('cus_nobody', plan.id)).status).toBe(404)
    await archive(plan)
    expect(await whyNot(await desk.sell(await desk.customer(), plan.id))).toMatchObject({
      status: 422,
      pointers: ['/plan_id'],
    })
  })
})

const patchPlan = (id: string, version: number, body: object) =>
  desk.shop.send('PATCH', `/plans/${id}`, JSON.stringify(body), {
    'content-type': 'application/json',
    'if-match': `"${version}"`,
  })
const archive = ({ id, version }: { id: string; version: number }) =>
  patchPlan(id, version, { state: 'archived' })

describe('Each period', () => {
  it('is given once, whoever comes by and however often (R114)', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(2)
    await desk.sold(ana, plan.id)
    const nextMonth = inDays(32)
    await Promise.all([clock(nextMonth), clock(nextMonth), clock(nextMonth)])
    await clock(nextMonth)
    expect(fates((await desk.plansOf(ana))[0] as MembershipJson)).toEqual([
      '1 issued',
      '1 issued',
      '0 issued',
      '0 issued',
    ])
    expect(await claimsIn(ana)).toBe(4)
  })

  it('that was missed is given before what comes later, and the end comes last (R111, R114)', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    await desk.sold(ana, plan.id, { ends_at: inDays(70) })
    await clock(inDays(200))
    const [membership] = await desk.plansOf(ana)
    // The third period is cut short, and a part of one voucher is none.
    expect(fates(membership as MembershipJson)).toEqual(['1 issued', '0 issued'])
    expect(membership).toMatchObject({ status: 'ended', ended_at: membership?.ends_at })
    expect(await desk.planOf(ana)).toBeNull()
  })

  it('gives what the plan promises when it begins, archived or not (R112)', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    await desk.sold(ana, plan.id)
    const cake = await desk.drafted()
    const changed = await patchPlan(plan.id, plan.version, {
      vouchers: [{ offer_id: cake.id, count: 2 }],
      state: 'archived',
    })
    expect(changed.status).toBe(200)
    await clock(inDays(32))
    const [membership] = await desk.plansOf(ana)
    expect(membership?.vouchers.map(({ period, offer_id }) => [period, offer_id])).toEqual([
      [1, cake.id],
      [1, cake.id],
      [0, plan.offerId],
    ])
  })

  it('keeps why something was not issued, and goes on with the rest', async () => {
    const ana = await desk.customer()
    const [rare, paused, plain] = [
      await desk.published({ stock: 1 }),
      await desk.published(),
      await desk.drafted(),
    ]
    const { id } = await desk.plan({
      vouchers: [rare, paused, plain].map((offer, index) => ({
        offer_id: offer.id,
        count: index === 0 ? 2 : 1,
      })),
    })
    await desk.shop.send('DELETE', `/offers/${paused.id}/publications`)
    const membership = await desk.sold(ana, id)
    expect(fates(membership)).toEqual([
      '0 issued',
      '0 refused out_of_stock',
      '0 refused offer_paused',
      '0 issued',
    ])
  })

  it('is no claim of theirs, but counts for whoever claims that offer later (R115)', async () => {
    const ana = await desk.customer()
    const { id, offerId } = await desk.giving(3, {
      per_customer: 3,
      first_purchase_only: true,
      required_points: 50,
    })
    const total = { amount: 100, currency: 'EUR' }
    const bought = { order_id: 'a coffee before', customer_id: ana, store_id: 'sto_chiado', total }
    expect((await desk.shop.post('/purchases', bought)).status).toBe(201)
    expect(fates(await desk.sold(ana, id))).toEqual(Array(3).fill('0 issued'))
    await clock(inDays(32))
    expect(await claimsIn(ana)).toBe(6)
    expect((await accountStub(world, ana).balances()).points.available).toBe(0)
    await desk.shop.post(`/offers/${offerId}/publications`, {})
    const claim = await desk.shop.post(`/offers/${offerId}/claims`, { customer_id: ana })
    expect(await claim.json()).toMatchObject({
      reason: 'first_purchase_only',
      reasons: ['first_purchase_only', 'claim_limit_reached', 'insufficient_points'],
    })
  })
})

describe('The end of a plan (R116)', () => {
  it('by somebody takes the plan, and leaves the vouchers', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const { id, vouchers } = await desk.sold(ana, plan.id)
    const ended = await desk.end(ana, id)
    expect([ended.status, await ended.json()]).toMatchObject([200, { status: 'ended', next_period_at: null }])
    expect(await desk.planOf(ana)).toBeNull()
    expect(await (await desk.shop.get(`/vouchers/${vouchers[0]?.voucher_id}`)).json()).toMatchObject({
      status: 'active',
    })
    await clock(inDays(100))
    expect(await claimsIn(ana)).toBe(1)
    const again = await desk.end(ana, id)
    expect(await again.json()).toEqual((await desk.plansOf(ana))[0])
    expect((await desk.end(await desk.customer(), id)).status).toBe(404)
    expect((await desk.end(ana, 'mbr_none')).status).toBe(404)
    expect((await desk.sold(ana, plan.id)).status).toBe('active')
  })

  it('by its time leads to the next one that was sold ahead, also of the same plan', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const until = inDays(20)
    await desk.sold(ana, plan.id, { ends_at: until })
    expect((await desk.sell(ana, plan.id, { starts_at: inDays(19) })).status).toBe(409)
    const next = await desk.sold(ana, plan.id, { starts_at: until })
    await clock(inDays(21))
    const [renewed, first] = await desk.plansOf(ana)
    expect([first?.ended_at, renewed?.id, renewed && fates(renewed)]).toEqual([
      first?.ends_at,
      next.id,
      ['0 issued'],
    ])
    expect(await desk.planOf(ana)).toMatchObject({ id: plan.id })
  })

  it('before it began is as if nothing had been sold', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const { id } = await desk.sold(ana, plan.id, { starts_at: inDays(5) })
    expect((await desk.end(ana, id)).status).toBe(200)
    await clock(inDays(10))
    expect(await claimsIn(ana)).toBe(0)
    expect(await desk.planOf(ana)).toBeNull()
  })

  it('comes before another plan by hand', async () => {
    const ana = await desk.customer()
    const [plan, other] = [await desk.giving(1), await desk.plan()]
    const { id } = await desk.sold(ana, plan.id)
    const { version } = await (await desk.shop.get(`/customers/${ana}`)).json<{ version: number }>()
    const patch = (body: object, of = version) =>
      desk.shop.send('PATCH', `/customers/${ana}`, JSON.stringify(body), {
        'content-type': 'application/json',
        'if-match': `"${of}"`,
      })
    for (const plan_id of [other.id, null])
      expect(await whyNot(await patch({ plan_id }))).toMatchObject({ status: 422, pointers: ['/plan_id'] })
    await desk.end(ana, id)
    expect((await patch({ plan_id: other.id }, version + 1)).status).toBe(200)
    expect(await desk.planOf(ana)).toMatchObject({ id: other.id, membership_id: null })
  })
})
