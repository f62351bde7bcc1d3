import { beforeAll, describe, expect, it } from 'vitest'
import { assert } from '../../src/assert.ts'
import { type CustomerId, readPurchaseId } from '../../src/id.ts'
import { accountStub } from '../../worker/stubs.ts'
import { accountStubOf, insideAccount, sentTo } from '../objects/living-account.ts'
import { purchase, reversal } from '../unit/an-account.ts'
import { automaticDesk, clock, DAY, given, noted } from './automatic-desk.ts'
import { openLume, world } from './cast.ts'

let desk: Awaited<ReturnType<typeof automaticDesk>>
beforeAll(async () => {
  await openLume()
  desk = await automaticDesk()
})

const AFTER_20 = { on: 'purchase', minimum: { amount: 2000, currency: 'EUR' } }

interface VoucherJson {
  readonly id: string
  readonly status: string
  readonly offer_id: string
}
interface Reversal {
  readonly vouchers: readonly { readonly title: string; readonly status: string }[]
}

const bought = async (who: string, total = 2500, more: object = {}) =>
  (await (await desk.bought(who, total, more)).json<{ id: string }>()).id
const reversed = async (order: string) =>
  (await desk.shop.post(`/purchases/${order}/reversals`, {})).json<Reversal>()
/** The vouchers of an offer a customer was given, the first first, as they stand now. */
async function vouchers(who: CustomerId, offer: string): Promise<readonly VoucherJson[]> {
  const { lines } = await accountStub(world, who).statement(null, 200)
  const opened = lines.flatMap(({ entry }) =>
    entry.kind === 'claim_opened' && entry.offer === offer ? [entry.seq] : [],
  )
  const issued = lines
    .flatMap(({ entry, n }) =>
      n === 0 && entry.kind === 'claimed' && opened.includes(entry.claim) ? [entry.voucher] : [],
    )
    .toReversed()
  return Promise.all(issued.map(async (id) => (await desk.shop.get(`/vouchers/${id}`)).json<VoucherJson>()))
}
/** A purchase no rule has looked at yet; gives its line. */
async function recorded(who: CustomerId, points: number): Promise<number> {
  const asked = { ...purchase(points), total: 2500, currency: 'EUR', happenedAt: Date.now() }
  const answer = await accountStub(world, who).execute(sentTo(who, asked))
  assert(answer.kind === 'accepted', 'a purchase is recorded')
  return answer.entry.seq
}
const states = async (who: CustomerId, offer: string) =>
  (await vouchers(who, offer)).map(({ status }) => status)

describe('A purchase that is taken back (R105)', () => {
  it('takes the voucher it brought with it, with stock and place; the next purchase brings one again', async () => {
    const offer = await desk.published({ automatic: AFTER_20, per_customer: 1, stock: 1 })
    const mina = await desk.customer()
    const first = await bought(mina)
    expect(await states(mina, offer.id)).toEqual(['active'])
    expect((await reversed(first)).vouchers).toEqual([{ title: offer.name, status: 'taken_back' }])
    expect(await states(mina, offer.id)).toEqual(['void'])
    // What was noted is looked at once more, and gives nothing for what was taken back.
    await clock(Date.now() + 1000)
    expect(await given(mina, offer.id)).toBe(1)
    await bought(mina)
    expect(await states(mina, offer.id)).toEqual(['void', 'active'])
    await desk.end(offer.id)
  })

  it('leaves the voucher where it was used, and says so', async () => {
    const offer = await desk.published({ automatic: AFTER_20 })
    const mina = await desk.customer()
    const order = await bought(mina)
    const [voucher] = await vouchers(mina, offer.id)
    await desk.shop.post(`/vouchers/${voucher?.id}/redemptions`, { store_id: 'sto_chiado' })
    expect((await reversed(order)).vouchers).toEqual([{ title: offer.name, status: 'kept' }])
    await insideAccount(mina, (account) => account.alarm())
    expect(await states(mina, offer.id)).toEqual(['redeemed'])
    await desk.end(offer.id)
  })

  it('is no occasion where nobody had looked at it yet', async () => {
    const offer = await desk.published({ automatic: AFTER_20 })
    const mina = await desk.customer()
    const account = accountStub(world, mina)
    await account.reversePurchase(sentTo(mina, reversal(await recorded(mina, 0))))
    await noted(mina, 'pur_')
    await clock(Date.now() + 1000)
    expect(await given(mina, offer.id)).toBe(0)
    await desk.end(offer.id)
  })

  it('takes it with it by the alarm, where everything died behind the reversal', async () => {
    const offer = await desk.published({ automatic: AFTER_20 })
    const mina = await desk.customer()
    const seq = readPurchaseId(await bought(mina))?.seq ?? 0
    await accountStub(world, mina).execute(sentTo(mina, reversal(seq)))
    await insideAccount(mina, (account) => account.alarm())
    expect(await states(mina, offer.id)).toEqual(['void'])
    expect(await accountStubOf(mina).readClaim(seq + 1)).toMatchObject({ state: 'cancelled' })
    await desk.end(offer.id)
  })

  it('takes what its points had brought, which are an occasion again within the same year', async () => {
    const offer = await desk.published({ automatic: { on: 'points', reached: 100 } })
    const mina = await desk.customer()
    const first = await recorded(mina, 120)
    await noted(mina, 'points ')
    await clock(Date.now() + 1000)
    expect(await states(mina, offer.id)).toEqual(['active'])
    await accountStub(world, mina).reversePurchase(sentTo(mina, reversal(first)))
    expect(await states(mina, offer.id)).toEqual(['void'])
    await recorded(mina, 120)
    await noted(mina, 'points ')
    await clock(Date.now() + 2000)
    expect(await states(mina, offer.id)).toEqual(['void', 'active'])
    await desk.end(offer.id)
  })

  it('holds back no other of the year, where it was taken back before anybody looked at it, or after', async () => {
    const offer = await desk.published({ automatic: { on: 'points', reached: 100 } })
    const mina = await desk.customer()
    const account = accountStub(world, mina)
    for (const [again, most] of [1, 2].entries()) {
      await account.reversePurchase(sentTo(mina, reversal(await recorded(mina, 120))))
      await noted(mina, 'points ')
      await clock(Date.now() + 1000 * most)
      expect(await states(mina, offer.id)).toHaveLength(again)
      const next = await recorded(mina, 120)
      await noted(mina, 'points ')
      await clock(Date.now() + 1000 * most)
      expect((await states(mina, offer.id)).at(-1)).toBe('active')
      await account.reversePurchase(sentTo(mina, reversal(next)))
    }
    await desk.end(offer.id)
  })
})

describe('Visits that come in by one file, the latest first (R103)', () => {
  it('jump over no number', async () => {
    const offer = await desk.published({ automatic: { on: 'visit', every: 3 } })
    await world.DB.prepare('UPDATE offers SET published_at = ? WHERE id = ?')
      .bind(Date.now() - 6 * DAY, offer.id)
      .run()
    const mina = await desk.customer()
    for (const ago of [1, 2, 3, 4])
      await bought(mina, 100, { at: new Date(Date.now() - ago * DAY).toISOString() })
    expect(await given(mina, offer.id)).toBe(1)
    await bought(mina, 100, { at: new Date(Date.now() - 5 * DAY).toISOString() })
    await bought(mina, 100)
    expect(await given(mina, offer.id)).toBe(2)
    await desk.end(offer.id)
  })
})
