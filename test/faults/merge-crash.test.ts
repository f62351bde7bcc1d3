import { beforeAll, describe, expect, it } from 'vitest'
import type { VoucherId } from '../../src/id.ts'
import { finishMerges, mergeCustomers } from '../../worker/customer-merging.ts'
import { mergesInto } from '../../worker/library/customer-merges.ts'
import { type CustomerRow, customerById } from '../../worker/library/customers.ts'
import { plainPicks } from '../../worker/merged-customer.ts'
import { brokenLinks, chainOf } from '../objects/chain.ts'
import { account, sentTo } from '../objects/living-account.ts'
import { issued, openLume, shopSystem, world } from '../routes/cast.ts'
import { soon } from '../routes/pages.ts'
import { adjust } from '../unit/an-account.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { dyingAt } from './dying-world.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

const VOUCHERS = 3
const POINTS = 70
const NOW = Date.parse('2026-11-25T12:00:00Z')
const MERGER = { actor: actorNamed('usr_rui'), now: NOW, zone: 'Europe/Lisbon' } as const
let made = 0

/** Two records of one person; the one that is to give way holds vouchers, which the list knows of. */
async function twins() {
  made += 1
  const [kept, other] = await Promise.all([
    rowOf({ name: `Kept ${made}`, email: `kept${made}@example.com` }),
    rowOf({ name: `Other ${made}`, phone: `+35191234${String(made).padStart(4, '0')}` }),
  ])
  const vouchers: VoucherId[] = []
  for (let n = 0; n < VOUCHERS; n += 1)
    vouchers.push((await issued(shop, { customer_id: other.id })).id as VoucherId)
  await soon(async () => expect(await held(other.id)).toBe(VOUCHERS))
  const customer = `cus_${other.id.slice(4)}` as const
  await account(customer).execute(sentTo(customer, adjust(POINTS)))
  return { kept, other, vouchers }
}

async function rowOf(facts: object): Promise<CustomerRow> {
  const { id } = await (await shop.post('/customers', facts)).json<{ id: string }>()
  const row = await customerById(world.DB, id)
  if (row === null) throw new Error('a customer just created')
  return row
}

async function held(customer: string): Promise<number> {
  const query = 'SELECT count(*) AS n FROM vouchers WHERE customer_id = ?'
  return Number(await world.DB.prepare(query).bind(customer).first('n'))
}

async function pointsOf(customer: string): Promise<number> {
  return (await account(`cus_${customer.slice(4)}`).balances()).points.available
}

/** The saga from beginning to end takes about this many steps; beyond them nothing dies. */
const STEPS = 17

describe.each(['before', 'after'] as const)('a merge that dies %s its', (when) => {
  it.each(Array.from({ length: STEPS }, (_, index) => index + 1))(
    'step %i is whole after the next try, with every ledger whole',
    async (n) => {
      const { kept, other, vouchers } = await twins()
      const sent = { id: `merge ${when} ${n}`, digest: 'merge' }
      const before = { kept, other }
      const died = await mergeCustomers(dyingAt(n, when), sent, before, plainPicks(kept), MERGER).then(
        () => false,
        () => true,
      )
      const cut = await customerById(world.DB, other.id)
      // Either nothing at all happened, or the merge stands and only goes on.
      if (cut?.mergedInto == null) expect(cut).toEqual(other)
      const again = await mergeCustomers(world, sent, before, plainPicks(kept), MERGER)
      expect(again.kind, died ? 'continued' : 'repeated').toMatch(/^(merged|replayed)$/)
      expect(await mergesInto(world.DB, kept.id)).toMatchObject([{ mergedId: other.id, finishedAt: NOW }])
      expect(await customerById(world.DB, kept.id)).toMatchObject({ email: kept.email, phone: other.phone })
      for (const id of vouchers) {
        const chain = await chainOf(id)
        expect(chain.map(({ facts }) => JSON.parse(facts).kind)).toEqual(['issued', 'reassigned'])
        expect(brokenLinks(chain)).toEqual([])
      }
      await soon(async () => expect(await held(kept.id)).toBe(VOUCHERS))
      expect(await held(other.id)).toBe(0)
      await soon(async () => expect(await pointsOf(kept.id)).toBe(POINTS))
      expect(await pointsOf(other.id)).toBe(0)
    },
  )
})

describe('a merge that was cut off', () => {
  it('is finished by looking at the customer, without the command being sent again', async () => {
    const { kept, other, vouchers } = await twins()
    const sent = { id: 'cut off', digest: 'merge' }
    const picks = plainPicks(kept)
    // As far as the step at which the merge itself stands, and no voucher has moved.
    for (let n = 1; (await customerById(world.DB, other.id))?.mergedInto == null; n += 1)
      await mergeCustomers(dyingAt(n, 'after'), sent, { kept, other }, picks, MERGER).catch(() => null)
    const merges = await finishMerges(world, kept.id, MERGER)
    expect(merges).toMatchObject([{ finishedAt: NOW }])
    await soon(async () => expect(await held(kept.id)).toBe(vouchers.length))
  })
})
