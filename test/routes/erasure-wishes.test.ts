import { beforeAll, describe, expect, it } from 'vitest'
import { askErasure, erasureOf } from '../../worker/library/erasures.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { textOf } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui' }))
})

async function customer(name: string): Promise<string> {
  return (await (await shop.post('/customers', { name })).json<{ id: string }>()).id
}

/** Asks as they do themselves, at this moment. */
const asks = (id: string, at: number) => askErasure(world.DB, id, { ...actorNamed(`cus_${id.slice(4)}`), at })

async function merged(kept: string, other: string): Promise<void> {
  expect((await shop.post(`/customers/${kept}/merges`, { other_customer_id: other })).status).toBe(201)
}

describe('A wish to be erased, when the record gives way to another', () => {
  it('goes on waiting under the record that stays, with when and by whom it was asked', async () => {
    const [kept, other] = [await customer('Kira'), await customer('Kira Reis')]
    await asks(other, 1000)
    await merged(kept, other)
    expect(await erasureOf(world.DB, kept)).toMatchObject({
      askedAt: 1000,
      askedBy: other,
      decidedAt: null,
      records: [kept],
    })
    expect(await erasureOf(world.DB, other)).toBeNull()
    expect(textOf(await (await rui.get('/admin')).text())).toContain('Kira asked to be erased')
    expect(await (await rui.get(`/admin/customers/${kept}`)).text()).toContain(
      `/admin/customers/${kept}/erasure`,
    )
  })

  it.each([
    ['record that stays', 1000, 2000],
    ['record that gives way', 2000, 1000],
  ])('counts from the day of the older one, asked for the %s', async (_, keptAt, otherAt) => {
    const [kept, other] = [await customer('Lia'), await customer('Lia Reis')]
    await asks(kept, keptAt)
    await asks(other, otherAt)
    await merged(kept, other)
    expect(await erasureOf(world.DB, kept)).toMatchObject({ askedAt: 1000, decidedAt: null })
    expect(await erasureOf(world.DB, other)).toBeNull()
  })

  it('stays with the record that stays where only that one asked', async () => {
    const [kept, other] = [await customer('Mara'), await customer('Mara Reis')]
    await asks(kept, 1000)
    await merged(kept, other)
    expect(await erasureOf(world.DB, kept)).toMatchObject({ askedAt: 1000, askedBy: kept })
  })

  it('made in the very moment of the merge waits under the record that stays', async () => {
    const [kept, other] = [await customer('Nia'), await customer('Nia Reis')]
    await merged(kept, other)
    await asks(other, 1000)
    expect(await erasureOf(world.DB, kept)).toMatchObject({ askedAt: 1000, askedBy: other })
    expect(await erasureOf(world.DB, other)).toBeNull()
    const lines = "SELECT count(*) AS n FROM audits WHERE action = 'erasure_asked' AND subject = ?"
    expect(await world.DB.prepare(lines).bind(kept).first('n')).toBe(1)
  })
})
