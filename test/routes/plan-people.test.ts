import { beforeAll, describe, expect, it } from 'vitest'
import { directoryFor } from '../../worker/directory-cache.ts'
import { membershipById } from '../../worker/library/memberships.ts'
import { waitingVouchers } from '../../worker/library/plan-vouchers.ts'
import { giveOutPlans, issue } from '../../worker/plan-issuing.ts'
import { browserOf, enrol, openLume, world } from './cast.ts'
import { clock, fates, inDays, type MembershipJson, planDesk } from './plan-desk.ts'

let desk: Awaited<ReturnType<typeof planDesk>>
beforeAll(async () => {
  await openLume()
  desk = await planDesk()
})

const merge = async (kept: string, other: string) =>
  expect((await desk.shop.post(`/customers/${kept}/merges`, { other_customer_id: other })).status).toBe(201)

/** The clock in a world whose accounts cannot be reached. */
const withoutAccounts = (at: string) => {
  const ACCOUNTS = new Proxy(world.ACCOUNTS, {
    get: (target, name) =>
      name === 'get'
        ? () => ({ claim: () => Promise.reject(new Error('out of reach')) })
        : (Reflect.get(target, name) as () => unknown).bind(target),
  })
  return giveOutPlans({ ...world, ACCOUNTS }, Date.parse(at))
}

describe('Merging two records (R117)', () => {
  it('brings the plan of the one that gives way, which goes on where it was', async () => {
    const [ana, again] = [await desk.customer(), await desk.customer()]
    const plan = await desk.giving(1)
    const { id } = await desk.sold(again, plan.id)
    await merge(ana, again)
    expect(await desk.planOf(ana)).toMatchObject({ id: plan.id, membership_id: id })
    await clock(inDays(32))
    const [membership] = await desk.plansOf(ana)
    expect([membership?.id, fates(membership as MembershipJson)]).toEqual([id, ['1 issued', '0 issued']])
    const newest = await desk.shop.get(`/vouchers/${membership?.vouchers[0]?.voucher_id}`)
    expect(await newest.json()).toMatchObject({ customer_id: ana, source: 'plan' })
  })

  it('leaves one of two that would run at a time: that of the record that stays', async () => {
    const [ana, again] = [await desk.customer(), await desk.customer()]
    const [mornings, patrons] = [await desk.giving(1), await desk.giving(1)]
    const [kept, given] = [await desk.sold(ana, mornings.id), await desk.sold(again, patrons.id)]
    await merge(ana, again)
    expect(await desk.planOf(ana)).toMatchObject({ id: mornings.id, membership_id: kept.id })
    const status = new Map((await desk.plansOf(ana)).map((one) => [one.id, one.status]))
    expect([status.get(kept.id), status.get(given.id)]).toEqual(['active', 'ended'])
    await clock(inDays(32))
    const gone = (await desk.plansOf(ana)).find((one) => one.id === given.id)
    expect(fates(gone as MembershipJson)).toEqual(['0 issued'])
  })

  it('hands a voucher on that the record which gave way still owed', async () => {
    const [ana, again] = [await desk.customer(), await desk.customer()]
    const plan = await desk.giving(1)
    await desk.sold(again, plan.id, { starts_at: inDays(1) })
    await expect(withoutAccounts(inDays(2))).rejects.toThrow('out of reach')
    const [owing] = await desk.plansOf(again)
    expect(fates(owing as MembershipJson)).toEqual(['0 waiting'])
    await merge(ana, again)
    await clock(inDays(3))
    const [membership] = await desk.plansOf(ana)
    const voucher = membership?.vouchers[0]?.voucher_id
    expect(await (await desk.shop.get(`/vouchers/${voucher}`)).json()).toMatchObject({ customer_id: ana })
  })
})

describe('Issuing a voucher twice', () => {
  it('is the same voucher, also when the offer was paused in between', async () => {
    const ana = await desk.customer()
    const offer = await desk.published()
    const plan = await desk.plan({ vouchers: [{ offer_id: offer.id, count: 1 }] })
    await desk.sold(ana, plan.id, { starts_at: inDays(1) })
    await expect(withoutAccounts(inDays(2))).rejects.toThrow('out of reach')
    const [waiting] = await waitingVouchers(world.DB, 10)
    if (waiting === undefined) throw new Error('one was cut off')
    const now = Date.parse(inDays(2))
    const surroundings = { env: world, directory: await directoryFor(world, now), now }
    await issue(surroundings, waiting)
    const [first] = await desk.plansOf(ana)
    await issue(surroundings, waiting)
    await desk.shop.send('DELETE', `/offers/${offer.id}/publications`)
    await issue(surroundings, waiting)
    expect(await desk.plansOf(ana)).toEqual([first])
    expect(fates(first as MembershipJson)).toEqual(['0 issued'])
  })
})

describe('Erasing a member (R117)', () => {
  it('ends the plan and what it still owed', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const { id } = await desk.sold(ana, plan.id, { starts_at: inDays(1) })
    await expect(withoutAccounts(inDays(2))).rejects.toThrow('out of reach')
    const rui = await browserOf(await enrol({ role: 'admin' }))
    expect((await rui.post(`/admin/customers/${ana}/erasure`, {})).status).toBe(303)
    await clock(inDays(100))
    expect(await membershipById(world.DB, id)).toMatchObject({ dueAt: null, endedAt: expect.any(Number) })
    const kept = await world.DB.prepare('SELECT state, reason FROM plan_vouchers WHERE membership_id = ?')
      .bind(id)
      .all()
    expect(kept.results).toEqual([{ state: 'refused', reason: 'customer_erased' }])
    expect((await desk.sell(ana, plan.id)).status).toBe(404)
  })
})
