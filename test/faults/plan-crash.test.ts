import { beforeAll, describe, expect, it } from 'vitest'
import { giveOutPlans } from '../../worker/plan-issuing.ts'
import { accountStub } from '../../worker/stubs.ts'
import { openLume, world } from '../routes/cast.ts'
import { fates, inDays, type MembershipJson, planDesk } from '../routes/plan-desk.ts'
import { dyingAt } from './dying-world.ts'

let desk: Awaited<ReturnType<typeof planDesk>>
beforeAll(async () => {
  await openLume()
  desk = await planDesk()
})

/** The clock's run over one period of two vouchers takes about this many steps; beyond them nothing dies. */
const STEPS = 24

/** Vouchers of that account, by the claims that became one. */
async function claimed(customer: `cus_${string}`): Promise<readonly string[]> {
  const { lines } = await accountStub(world, customer).statement(null, 100)
  return lines.flatMap(({ entry }) => (entry.kind === 'claimed' ? [entry.voucher] : []))
}

describe('A period that was cut off (R114)', () => {
  it.each(
    Array.from({ length: STEPS }, (_, n) => n + 1).flatMap((n) =>
      (['before', 'after'] as const).map((when) => [when, n] as const),
    ),
  )('%s step %i is given once by the next run', async (when, n) => {
    const ana = await desk.customer()
    const plan = await desk.giving(2)
    await desk.sold(ana, plan.id, { starts_at: inDays(1) })
    const later = Date.parse(inDays(2))
    await giveOutPlans(dyingAt(n, when), later).catch(() => {})
    await giveOutPlans(world, later + 60_000)
    await giveOutPlans(world, later + 120_000)
    const [membership] = await desk.plansOf(ana)
    expect(fates(membership as MembershipJson)).toEqual(['0 issued', '0 issued'])
    const listed = membership?.vouchers.map(({ voucher_id }) => voucher_id)
    expect((await claimed(ana)).toSorted()).toEqual(listed?.toSorted())
    expect(await desk.planOf(ana)).toMatchObject({ id: plan.id })
    // Nothing of this one is left over for the next.
    await desk.end(ana, membership?.id ?? '')
  })
})
