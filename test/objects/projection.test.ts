import { runDurableObjectAlarm } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { project } from '../../durable-objects/projection.ts'
import type { History } from '../../durable-objects/voucher-object.ts'
import { assert } from '../../src/assert.ts'
import type { VoucherId } from '../../src/id.ts'
import type { Status } from '../../src/voucher.ts'
import { listVouchers } from '../../worker/library/voucher-list.ts'
import { world } from '../routes/cast.ts'
import { override, redeem, reversal, voidIt } from '../unit/a-command.ts'
import { COUNTER, LENA, MARKET } from '../unit/cast.ts'
import { chainOf } from './chain.ts'
import { emptied, PROJECTED, shelfOf, shelved } from './library.ts'
import { inside, issued, object, send, stubOf } from './living-voucher.ts'

describe('The library of vouchers', () => {
  it('shows a redemption by itself soon after it happened (R25)', async () => {
    const id = await issued({ holder: LENA })
    await send(id, redeem())
    await send(id, redeem())
    const { vouchers, entries, voucher_terms } = await shelved(id)
    expect(vouchers).toMatchObject([
      { id, state: 'redeemed', uses_left: 0, customer_id: LENA, redeemed_store_id: MARKET, seq: 3 },
    ])
    expect(entries).toMatchObject([
      { seq: 1, kind: 'issued', outcome: 'accepted' },
      { seq: 2, kind: 'redeemed', outcome: 'accepted', store_id: MARKET },
      { seq: 3, kind: 'redeemed', outcome: 'refused', reason: 'already_redeemed', hash: null },
    ])
    expect(voucher_terms).toMatchObject([
      { term: '2mtr' },
      { term: 'coffee' },
      { term: 'on' },
      { term: 'us' },
    ])
  })

  it('names one voucher by its id only where it fits what else is asked', async () => {
    const id = await issued()
    await send(id, redeem())
    await shelved(id)
    const found = async (status: Status) =>
      (await listVouchers(world.DB, { ...ANY, status, text: id, id }, Date.now())).rows.map((row) => row.id)
    expect([await found('redeemed'), await found('active')]).toEqual([[id], []])
  })

  it('carries the chain: each entry’s hash is the one in its object', async () => {
    const id = await issued()
    await send(id, redeem())
    const { entries } = await shelved(id)
    expect(entries).toMatchObject((await chainOf(id)).map(({ seq, hash }) => ({ seq, hash })))
  })

  it('is as well after the alarm has run twice, and twice at once', async () => {
    const id = await anEventfulVoucher()
    const once = await shelved(id)
    await inside(id, (voucher) => voucher.alarm())
    await inside(id, (voucher) => Promise.all([voucher.alarm(), voucher.alarm()]))
    expect(await shelfOf(id)).toEqual(once)
  })

  it('sleeps when it has everything: no alarm is left', async () => {
    const id = await anEventfulVoucher()
    await shelved(id)
    await runDurableObjectAlarm(stubOf(id))
    expect(await inside(id, (_, { storage }) => storage.getAlarm())).toBeNull()
  })

  it('is not put back by an older state that arrives late (R25)', async () => {
    const id = await issued({ uses: 3 })
    await send(id, redeem())
    const older = await historyOf(id)
    await send(id, redeem())
    const newest = await shelved(id)
    await project(LOOKED_BEFORE, older)
    expect(await shelfOf(id)).toEqual(newest)
  })

  it('tells of a redemption whether it was taken back, however late that comes, and never forgets it (R20, R25)', async () => {
    const id = await issued({ value: 5000 })
    await send(id, redeem({ amount: 3000 }))
    const older = await historyOf(id)
    const fate = async () => (await shelved(id)).entries.at(1)
    expect(await fate()).toMatchObject({
      currency: 'EUR',
      returned: 0,
      undone_at: null,
      device: COUNTER.device,
    })
    await send(id, reversal(2, { amount: 1000 }))
    expect(await fate()).toMatchObject({ amount: 3000, returned: 1000, undone_at: null })
    await send(id, reversal(2))
    const newest = await shelved(id)
    const [, use, , last] = newest.entries as { at: number }[]
    expect(use).toMatchObject({ returned: 3000, undone_at: last?.at })
    expect(last).toMatchObject({ kind: 'rolled_back', undoes_at: use?.at, currency: 'EUR' })
    await project(LOOKED_BEFORE, older)
    expect(await shelfOf(id)).toEqual(newest)
  })

  it('does not get back refusals its object has dropped, when an older state arrives late (R23, R25)', async () => {
    const id = await issued()
    await refused(id, 41)
    const older = await historyOf(id)
    await refused(id, 41)
    const newest = await shelved(id)
    await project(LOOKED_BEFORE, older)
    expect(await shelfOf(id)).toEqual(newest)
  })
})

describe('The library, emptied and filled again from the objects', () => {
  it('says what it said before, also after more refusals than are kept (R23, R25)', async () => {
    const ids = [
      await anEventfulVoucher(),
      await anEventfulVoucher(),
      await issued({ value: 5000, holder: LENA, stores: [MARKET] }),
      await issued(),
    ]
    for (let times = 0; times < 5; times += 1) {
      for (const id of ids.slice(0, 2)) await refused(id, 10)
      await Promise.all(ids.map(shelved))
    }
    const before = await Promise.all(ids.map(shelved))
    await emptied(PROJECTED)
    await Promise.all(ids.map((id) => object(id).reproject()))
    expect(await Promise.all(ids.map(shelfOf))).toEqual(before)
  })

  it.each(PROJECTED)('is whole again when only its %s were lost', async (table) => {
    const id = await anEventfulVoucher()
    const before = await shelved(id)
    await emptied([table])
    await object(id).reproject()
    expect(await shelfOf(id)).toEqual(before)
  })

  it('can be filled twice', async () => {
    const id = await anEventfulVoucher()
    const before = await shelved(id)
    await emptied(PROJECTED)
    await object(id).reproject()
    await object(id).reproject()
    expect(await shelfOf(id)).toEqual(before)
  })
})

async function anEventfulVoucher(): Promise<VoucherId> {
  const id = await issued({ uses: 2, holder: LENA })
  for (const command of [redeem(), redeem(), redeem(), reversal(2), override(), voidIt(), redeem()])
    await send(id, command)
  return id
}

async function refused(id: VoucherId, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await send(id, redeem({ customer: LENA, amount: 1 }))
}

/** D1 for a projection that looked when the voucher was not there yet, and whose writing arrives now. */
const LOOKED_BEFORE = {
  prepare: (query: string) =>
    /^SELECT/.test(query)
      ? { bind: () => ({ first: () => Promise.resolve(null) }) }
      : world.DB.prepare(query),
  batch: (statements: D1PreparedStatement[]) => world.DB.batch(statements),
} as unknown as D1Database

async function historyOf(id: VoucherId): Promise<History> {
  const history = await object(id).history()
  assert(history !== null, 'an issued voucher has a history')
  return history
}

const ANY = {
  status: null,
  customer: null,
  offer: null,
  store: null,
  source: null,
  from: null,
  to: null,
  cursor: null,
  limit: 20,
} as const
