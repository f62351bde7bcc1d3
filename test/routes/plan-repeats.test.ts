import { beforeAll, describe, expect, it, vi } from 'vitest'
import { openLume, world } from './cast.ts'
import { claimsIn, clock, fates, inDays, type MembershipJson, planDesk } from './plan-desk.ts'

let desk: Awaited<ReturnType<typeof planDesk>>
beforeAll(async () => {
  await openLume()
  desk = await planDesk()
})

describe('A plan that is sold again', () => {
  it('is answered as the first time when the plan was archived, or its days are over (R118)', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const ends_at = inDays(3)
    const sell = (key: string) => desk.sell(ana, plan.id, { ends_at }, key)
    const first = await (await sell('a short plan')).json<MembershipJson>()
    await desk.end(ana, first.id)
    const archive = { 'if-match': `"${plan.version}"` }
    await desk.shop.send('PATCH', `/plans/${plan.id}`, JSON.stringify({ state: 'archived' }), archive)
    expect((await sell('another')).status).toBe(422)
    vi.spyOn(Date, 'now').mockReturnValue(Date.parse(inDays(5)))
    const again = await sell('a short plan')
    vi.restoreAllMocks()
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    expect((await again.json<MembershipJson>()).id).toBe(first.id)
    const other = await desk.sell(ana, plan.id, {}, 'a short plan')
    expect([other.status, await other.json()]).toMatchObject([422, { reason: 'idempotency_key_reused' }])
  })

  it('stays refused under its key when the one that ran has ended, and is sold under a new one (R118)', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const { id } = await desk.sold(ana, plan.id)
    const refused = await desk.sell(ana, plan.id, {}, 'too early')
    expect(refused.headers.get('idempotent-replayed')).toBeNull()
    const said = await refused.json<object>()
    expect([refused.status, said]).toMatchObject([409, { reason: 'plan_running', membership_id: id }])
    await desk.end(ana, id)
    const again = await desk.sell(ana, plan.id, {}, 'too early')
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([409, 'true'])
    expect(await again.json()).toMatchObject({ reason: 'plan_running', membership_id: id, ends_at: null })
    expect((await desk.sell(ana, plan.id, { ends_at: inDays(9) }, 'too early')).status).toBe(422)
    expect((await desk.sell(ana, plan.id, {}, 'now')).status).toBe(201)
  })

  it('ended and sold again within the period is bought again: its first period is given whole (R118)', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(2)
    const first = await desk.sold(ana, plan.id)
    await desk.end(ana, first.id)
    const second = await desk.sold(ana, plan.id)
    expect(fates(second)).toEqual(['0 issued', '0 issued'])
    expect(await claimsIn(ana)).toBe(4)
    await clock(inDays(20))
    expect(await claimsIn(ana)).toBe(4)
    await clock(inDays(32))
    // Only the one that runs goes on.
    expect(await claimsIn(ana)).toBe(6)
  })

  it('remembers the newest 40 refusals of a customer', async () => {
    const ana = await desk.customer()
    const plan = await desk.plan({ period: 'once' })
    await desk.sold(ana, plan.id)
    for (let n = 0; n < 42; n += 1) expect((await desk.sell(ana, plan.id)).status).toBe(409)
    const kept = 'SELECT count(*) AS n FROM refused_sales WHERE customer_id = ?'
    expect(await world.DB.prepare(kept).bind(ana).first()).toEqual({ n: 40 })
  })
})
