import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLume, world } from './cast.ts'
import { type ClaimJson, claimDesk } from './claim-desk.ts'
import { whyNot } from './offer-desk.ts'
import { soon } from './pages.ts'

let desk: Awaited<ReturnType<typeof claimDesk>>
beforeAll(async () => {
  await openLume()
  desk = await claimDesk()
})

/** Whoever has to wait does so in no time. */
const atOnce = vi.spyOn(scheduler, 'wait')
beforeEach(() => {
  atOnce.mockReset().mockResolvedValue()
})

type Offer = Awaited<ReturnType<typeof desk.published>>

/** Claims it for a customer so often, and waits until lists know. */
async function claimed(offer: Offer, customer: string, times: number): Promise<readonly ClaimJson[]> {
  const claims = []
  for (let n = 0; n < times; n += 1) claims.push(await desk.taken(offer, customer))
  await listed(offer, times)
  return claims
}
const listed = (offer: Offer, times: number) =>
  soon(async () => {
    const row = await world.DB.prepare('SELECT standing FROM offer_claims WHERE offer_id = ?')
      .bind(offer.id)
      .first<{ standing: number }>()
    expect(row?.standing ?? 0).toBeGreaterThanOrEqual(times)
  })
const change = async ({ id }: Offer, said: object) => desk.patch(id, (await desk.read(id)).version, said)

describe('What one customer may take (R82)', () => {
  it('cannot become less than the one took who took most', async () => {
    const offer = await desk.published({ per_customer: 4 })
    await claimed(offer, await desk.customer(), 1)
    const [first] = await claimed(offer, await desk.customer(), 3)
    expect(await whyNot(await change(offer, { per_customer: 2 }))).toMatchObject({
      status: 409,
      reason: 'limit_below_used',
      facts: { limit: 'per_customer', used: 3 },
    })
    expect((await change(offer, { per_customer: 3 })).status).toBe(200)
    await desk.cancel(first?.id ?? '')
    await soon(async () => expect((await change(offer, { per_customer: 2 })).status).toBe(200))
  })

  it('is asked again when it is counted in another time, and when it is said for the first time', async () => {
    const offer = await desk.published({ per_customer: 2, per_customer_period: 'day' })
    await claimed(offer, await desk.customer(), 2)
    const refused = { reason: 'limit_below_used', facts: { used: 2 } }
    expect(await whyNot(await change(offer, { per_customer: 1, per_customer_period: 'year' }))).toMatchObject(
      refused,
    )
    const free = await desk.published()
    await claimed(free, await desk.customer(), 2)
    expect(await whyNot(await change(free, { per_customer: 1 }))).toMatchObject(refused)
  })
})

describe('A stock that begins after something was taken (R82)', () => {
  it('counts what was taken before it', async () => {
    const offer = await desk.published()
    await claimed(offer, await desk.customer(), 2)
    expect(await whyNot(await change(offer, { stock: 1 }))).toMatchObject({
      reason: 'limit_below_used',
      facts: { limit: 'stock', used: 2 },
    })
    expect((await change(offer, { stock: 3 })).status).toBe(200)
    expect(await desk.read(offer.id)).toMatchObject({ stock_left: 1 })
    expect((await desk.claim(offer, await desk.customer())).status).toBe(201)
    expect(await whyNot(await desk.claim(offer, await desk.customer()))).toMatchObject({
      reason: 'out_of_stock',
    })
    expect(await desk.read(offer.id)).toMatchObject({ stock_left: 0 })
  })

  it('waits in its first seconds for the lists, so that nobody before it is forgotten (R97)', async () => {
    const offer = await desk.published()
    await claimed(offer, await desk.customer(), 2)
    const lists = (standing: number) =>
      world.DB.prepare('UPDATE offer_claims SET standing = ? WHERE offer_id = ?')
        .bind(standing, offer.id)
        .run()
    // They have not heard of one of them yet, and hear of it a moment later.
    await lists(1)
    const waited = vi.spyOn(scheduler, 'wait').mockImplementation(async () => void (await lists(2)))
    expect((await change(offer, { stock: 3 })).status).toBe(200)
    const answers = [
      await desk.claim(offer, await desk.customer()),
      await desk.claim(offer, await desk.customer()),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 409])
    expect(waited.mock.calls.map(([ms]) => ms > 0 && ms <= 5000)).toEqual([true])
    waited.mockRestore()
  })

  it('gets the place of one back that was taken before it and cancelled since, once', async () => {
    const offer = await desk.published()
    const [early, other] = await claimed(offer, await desk.customer(), 2)
    expect((await change(offer, { stock: 3 })).status).toBe(200)
    expect((await desk.claim(offer, await desk.customer())).status).toBe(201)
    expect(await desk.read(offer.id)).toMatchObject({ stock_left: 0 })
    for (const key of ['once', 'once', 'again']) await desk.cancel(early?.id ?? '', key)
    expect(await desk.read(offer.id)).toMatchObject({ stock_left: 1 })
    expect((await desk.claim(offer, await desk.customer())).status).toBe(201)
    expect((await desk.claim(offer, await desk.customer())).status).toBe(409)
    await desk.cancel(other?.id ?? '')
    expect(await desk.read(offer.id)).toMatchObject({ stock_left: 1 })
  })

  it('counts on while an offer has none, so that a later one is as exact', async () => {
    const offer = await desk.published({ stock: 1 })
    await desk.taken(offer, await desk.customer())
    expect((await change(offer, { stock: null })).status).toBe(200)
    await desk.taken(offer, await desk.customer())
    expect(await whyNot(await change(offer, { stock: 1 }))).toMatchObject({ facts: { used: 2 } })
    expect((await change(offer, { stock: 2 })).status).toBe(200)
    expect(await whyNot(await desk.claim(offer, await desk.customer()))).toMatchObject({
      reason: 'out_of_stock',
    })
  })
})
