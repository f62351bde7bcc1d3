import { beforeAll, describe, expect, it } from 'vitest'
import { openLume } from './cast.ts'
import { type ClaimJson, claimDesk } from './claim-desk.ts'
import { planDesk } from './plan-desk.ts'
import { openWallet } from './wallet-desk.ts'

let desk: Awaited<ReturnType<typeof claimDesk>>
beforeAll(async () => {
  await openLume()
  desk = await claimDesk()
})

const merge = async (kept: string, other: string) =>
  expect((await desk.shop.post(`/customers/${kept}/merges`, { other_customer_id: other })).status).toBe(201)

describe('What was answered before two records became one (R4, R99)', () => {
  it('is answered the same: a claim is one voucher, paid once', async () => {
    const offer = await desk.published({ required_points: 80 })
    const [kept, gone] = [await desk.customer(100), await desk.customer(100)]
    const first = await (await desk.claim(offer, gone, 'claimed then merged')).json<ClaimJson>()
    await merge(kept, gone)
    const again = await desk.claim(offer, gone, 'claimed then merged')
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    expect((await again.json<ClaimJson>()).id).toEqual(first.id)
    await expect.poll(() => desk.points(kept)).toBe(120)
    // Merged once more, it is still the same; and another wish under the key is none.
    const last = await desk.customer()
    await merge(last, kept)
    expect((await (await desk.claim(offer, gone, 'claimed then merged')).json<ClaimJson>()).id).toBe(first.id)
    const other = await desk.claim(await desk.published(), gone, 'claimed then merged')
    expect([other.status, await other.json()]).toMatchObject([422, { reason: 'idempotency_key_reused' }])
  })

  it('is refused the same, though the record that stays could pay', async () => {
    const offer = await desk.published({ required_points: 80 })
    const [kept, gone] = [await desk.customer(100), await desk.customer(10)]
    const refused = await desk.claim(offer, gone, 'refused then merged')
    expect(refused.status).toBe(409)
    await merge(kept, gone)
    const again = await desk.claim(offer, gone, 'refused then merged')
    expect([again.status, await again.json()]).toMatchObject([
      409,
      { reason: 'insufficient_points', balance: 10 },
    ])
  })

  it('is answered the same in a wallet that was open all the while', async () => {
    const offer = await desk.published({ required_points: 80 })
    const [kept, gone] = [await desk.customer(100), await openWallet(desk.shop, 100)]
    const press = () => gone.post(`/offers/${offer.slug}/claims`, { idempotency_key: 'pressed' })
    const first = (await press()).headers.get('location')
    expect(first).toMatch(/^\/v\//)
    await merge(kept, gone.id)
    expect((await press()).headers.get('location')).toBe(first)
    await expect.poll(() => desk.points(kept)).toBe(120)
  })

  it('is answered the same: points are given once', async () => {
    const [kept, gone] = [await desk.customer(), await desk.customer()]
    const give = () =>
      desk.shop.post(
        `/customers/${gone}/adjustments`,
        { unit: 'points', amount: 50, reason: 'Sorry' },
        'sorry',
      )
    const first = await (await give()).json()
    await merge(kept, gone)
    const again = await give()
    expect([again.headers.get('idempotent-replayed'), await again.json()]).toEqual(['true', first])
    await expect.poll(() => desk.points(kept)).toBe(50)
  })

  it('is answered the same: a plan is sold once', async () => {
    const plans = await planDesk()
    const plan = await plans.giving(1)
    const [kept, gone] = [await desk.customer(), await desk.customer()]
    const sell = () => desk.shop.post(`/customers/${gone}/plans`, { plan_id: plan.id }, 'sold then merged')
    const first = await (await sell()).json<{ id: string }>()
    await merge(kept, gone)
    const again = await sell()
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    expect((await again.json<{ id: string }>()).id).toBe(first.id)
  })
})
