import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Command } from '../../src/command.ts'
import type { VoucherId } from '../../src/id.ts'
import { brokenLinks, chainOf } from '../objects/chain.ts'
import { anyId, inside, issued, issuing, object, sent } from '../objects/living-voucher.ts'
import { stored } from '../objects/storage.ts'
import { COFFEE, openLume, shopSystem, world } from '../routes/cast.ts'
import { redeem, reversal } from '../unit/a-command.ts'
import { reasonsOf } from '../unit/answers.ts'
import { executing } from './variants.ts'

beforeAll(openLume)

describe('A voucher whose object dies in the turn in which it writes', () => {
  it('has nothing on record, and the same command sent again is decided as if for the first time', async () => {
    const id = await issued()
    const before = await stored(id)
    const command = sent(redeem())
    await expect(diesBeforeCommit(id, command)).rejects.toThrow('power cut')
    expect(await stored(id)).toEqual(before)
    const { outcome } = await object(id).execute(command)
    expect(outcome).toMatchObject({ kind: 'accepted', replayed: false, entry: { seq: 2 } })
    expect(brokenLinks(await chainOf(id))).toEqual([])
  })

  it('is not even issued when that was its issue', async () => {
    const id = anyId()
    const command = issuing(id)
    await expect(diesBeforeCommit(id, command)).rejects.toThrow('power cut')
    expect(await stored(id)).toMatchObject({ tables: [], alarm: null })
    expect((await object(id).execute(command)).outcome).toMatchObject({ kind: 'accepted', replayed: false })
  })

  it('keeps no trace of a refusal either', async () => {
    const id = await issued()
    await object(id).execute(sent(redeem()))
    const before = await stored(id)
    await expect(diesBeforeCommit(id, sent(redeem()))).rejects.toThrow('power cut')
    expect(await stored(id)).toEqual(before)
  })
})

describe('A voucher whose object dies after it wrote and before it answered', () => {
  it('has the redemption on record, and the same command sent again is told what happened (R4)', async () => {
    const id = await issued()
    const command = sent(redeem())
    await expect(diesAfterCommit(id, command)).rejects.toThrow('power cut')
    const { outcome, receipt } = await object(id).execute(command)
    expect(outcome).toMatchObject({ kind: 'accepted', replayed: true, entry: { seq: 2 } })
    expect(receipt).toBe((await chainOf(id)).at(-1)?.hash)
    expect(reasonsOf((await object(id).execute(sent(redeem()))).outcome)[0]).toBe('already_redeemed')
  })

  it('gives back once what was given back', async () => {
    const id = await issued({ value: 1000 })
    await object(id).execute(sent(redeem({ amount: 400 })))
    const command = sent(reversal(2, { amount: 150 }))
    await expect(diesAfterCommit(id, command)).rejects.toThrow('power cut')
    expect((await object(id).execute(command)).outcome).toMatchObject({
      replayed: true,
      voucher: { balance: 750 },
    })
    expect((await object(id).read())?.voucher.balance).toBe(750)
  })

  it('still projects what it wrote: the alarm was written with it', async () => {
    const id = await issued()
    await expect(diesAfterCommit(id, sent(redeem()))).rejects.toThrow('power cut')
    await vi.waitFor(async () => expect(await projectedHead(id)).toBe(2))
  })
})

describe('A shop whose voucher dies before answering', () => {
  it('gets its redemption all the same: the front door asks once more', async () => {
    const shop = await shopSystem()
    const voucher = await (await shop.post('/vouchers', COFFEE)).json<{ id: VoucherId; code: string }>()
    const redeemed = await dyingOnce(() => shop.post(`/vouchers/${voucher.code}/redemptions`, {}))
    expect(redeemed.status).toBe(201)
    const ledger = await (await shop.get(`/vouchers/${voucher.id}/ledger`)).json<{
      data: { kind: string }[]
    }>()
    expect(ledger.data.map(({ kind }) => kind)).toEqual(['issued', 'redeemed'])
  })

  it('gets one voucher when it issues', async () => {
    const shop = await shopSystem()
    const first = await dyingOnce(() => shop.post('/vouchers', COFFEE, 'order-77'))
    const again = await shop.post('/vouchers', COFFEE, 'order-77')
    expect([first.status, again.status]).toEqual([201, 201])
    expect(await again.json()).toEqual(await first.json())
  })
})

/** The object executes the command and dies before the turn ends. */
function diesBeforeCommit(id: VoucherId, command: Command): Promise<void> {
  return inside(id, (voucher, state) => {
    voucher.execute(command)
    state.abort('power cut')
  })
}

/** The object executes the command, its storage confirms, and it dies without having answered. */
function diesAfterCommit(id: VoucherId, command: Command): Promise<void> {
  return inside(id, async (voucher, state) => {
    voucher.execute(command)
    await state.storage.sync()
    state.abort('power cut')
  })
}

/** While it acts, the first object that executes a command dies after its commit; all others live. */
function dyingOnce<T>(act: () => Promise<T>): Promise<T> {
  let died = false
  return executing(async ({ ctx }, _, honestly) => {
    const answer = honestly()
    if (!died) {
      died = true
      await ctx.storage.sync()
      ctx.abort('power cut')
    }
    return answer
  }, act)
}

/** The last line of the voucher that D1 knows, null for none. */
function projectedHead(id: VoucherId): Promise<number | null> {
  return world.DB.prepare('SELECT seq FROM vouchers WHERE id = ?').bind(id).first<number>('seq')
}
