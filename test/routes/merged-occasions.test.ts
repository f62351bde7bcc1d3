import { beforeAll, describe, expect, it } from 'vitest'
import { assert } from '../../src/assert.ts'
import type { CustomerId } from '../../src/id.ts'
import { addDays, localDateOf, startOfDay } from '../../src/local-time.ts'
import { accountStub } from '../../worker/stubs.ts'
import { sentTo } from '../objects/living-account.ts'
import { adjust, purchase, reversal } from '../unit/an-account.ts'
import { automaticDesk, clock, given, HOUR, noted } from './automatic-desk.ts'
import { LUME, openLume, world } from './cast.ts'

const { zone } = LUME.brand
let desk: Awaited<ReturnType<typeof automaticDesk>>
beforeAll(async () => {
  await openLume()
  desk = await automaticDesk()
})

const today = localDateOf(Date.now(), zone)
const noonIn = (days: number) => startOfDay(addDays(today, days), zone) + 12 * HOUR
const birthdayIn = (days: number) => `1990${addDays(today, days).slice(4)}`
const wasThere = (customer: string, ago: number) =>
  world.DB.prepare('INSERT INTO visit_days VALUES (?, ?)').bind(customer, addDays(today, -ago)).run()
const merge = async (kept: string, other: string) =>
  expect((await desk.shop.post(`/customers/${kept}/merges`, { other_customer_id: other })).status).toBe(201)
/** How many vouchers of an offer each of them was given. */
const each = (offer: string, ...customers: readonly CustomerId[]) =>
  Promise.all(customers.map((who) => given(who, offer)))

let passed = 0
/** They have so many points more, and the clock has looked at it; gives the line that says so. */
async function earned(who: CustomerId, points: number): Promise<number> {
  const asked = { ...purchase(points), total: 2500, currency: 'EUR', happenedAt: Date.now() }
  const answer = await accountStub(world, who).execute(sentTo(who, asked))
  assert(answer.kind === 'accepted', 'a purchase is recorded')
  await looked(who)
  return answer.entry.seq
}
async function looked(who: CustomerId): Promise<void> {
  await noted(who, 'points ')
  passed += 1000
  await clock(Date.now() + passed)
}
const takenBack = (who: CustomerId, line: number) =>
  accountStub(world, who).reversePurchase(sentTo(who, reversal(line)))

describe('An occasion that was answered before two records became one (R99, R101)', () => {
  it('is none again: a birthday, whatever day each of them had it on', async () => {
    const { id } = await desk.published({ automatic: { on: 'birthday' } })
    const [kept, gone, other, late] = await Promise.all([
      desk.customer({ birthday: birthdayIn(1) }),
      desk.customer({ birthday: birthdayIn(0) }),
      desk.customer({ birthday: birthdayIn(1) }),
      desk.customer(),
    ])
    await clock(noonIn(0))
    expect(await each(id, kept, gone)).toEqual([0, 1])
    await merge(kept, gone)
    await merge(other, late)
    await clock(noonIn(1))
    expect(await each(id, kept, gone)).toEqual([0, 1])
    // What nobody of them had been asked about is given.
    expect(await each(id, other, late)).toEqual([1, 0])
    await desk.end(id)
  })

  it('is none again through every record that gave way', async () => {
    const { id } = await desk.published({ automatic: { on: 'birthday' } })
    const [last, kept, gone] = await Promise.all([
      desk.customer({ birthday: birthdayIn(2) }),
      desk.customer({ birthday: birthdayIn(2) }),
      desk.customer({ birthday: birthdayIn(0) }),
    ])
    await clock(noonIn(0))
    await merge(kept, gone)
    await merge(last, kept)
    for (const days of [1, 2]) await clock(noonIn(days))
    expect(await each(id, last, kept, gone)).toEqual([0, 0, 1])
    await desk.end(id)
  })

  it('is none again: the second visit, on the same day', async () => {
    const { id } = await desk.published({ automatic: { on: 'visit', every: 2 } })
    const [kept, gone] = [await desk.customer(), await desk.customer()]
    await wasThere(gone, 1)
    await desk.bought(gone, 100)
    expect(await each(id, kept, gone)).toEqual([0, 1])
    await merge(kept, gone)
    await desk.bought(kept, 100)
    expect(await each(id, kept, gone)).toEqual([0, 1])
    // Heard of late, two more days make this one the fourth.
    for (const ago of [2, 3]) await wasThere(kept, ago)
    await desk.bought(kept, 100)
    expect(await each(id, kept, gone)).toEqual([1, 1])
    await desk.end(id)
  })

  it('is none again: points, until what they came with is taken back', async () => {
    const { id } = await desk.published({ automatic: { on: 'points', reached: 100 } })
    const [kept, gone] = [await desk.customer(), await desk.customer()]
    const line = await earned(gone, 120)
    expect(await each(id, kept, gone)).toEqual([0, 1])
    await merge(kept, gone)
    // What comes from the other record is many points too.
    await looked(kept)
    await earned(kept, 120)
    expect(await each(id, kept, gone)).toEqual([0, 1])
    await takenBack(gone, line)
    await earned(kept, 120)
    expect(await each(id, kept, gone)).toEqual([1, 1])
    await desk.end(id)
  })

  it('stays given where both were given it and one was taken back', async () => {
    const { id } = await desk.published({ automatic: { on: 'points', reached: 100 } })
    const [kept, gone] = [await desk.customer(), await desk.customer()]
    const line = await earned(gone, 120)
    await accountStub(world, kept).execute(sentTo(kept, adjust(120)))
    await looked(kept)
    await merge(kept, gone)
    await looked(kept)
    await takenBack(gone, line)
    await earned(kept, 120)
    expect(await each(id, kept, gone)).toEqual([1, 1])
    await desk.end(id)
  })
})
