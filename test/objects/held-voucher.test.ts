import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { VoucherId } from '../../src/id.ts'
import { world } from '../routes/cast.ts'
import { hold, redeem, release } from '../unit/a-command.ts'
import { reasonsOf } from '../unit/answers.ts'
import { MINUTE, WEBSHOP } from '../unit/cast.ts'
import { inside, issued, object, send, stubOf } from './living-voucher.ts'
import { statementsOf } from './storage.ts'

/** Ahead of the machine's own clock, which sets alarms of the past to now. */
const NOW = Date.parse('2099-11-20T13:00:00Z')

afterEach(() => {
  vi.useRealTimers()
})

const listedUntil = (id: VoucherId) =>
  world.DB.prepare('SELECT held_until FROM vouchers WHERE id = ?').bind(id).first<number>('held_until')
const alarmOf = (id: VoucherId) => inside(id, (_, { storage }) => storage.getAlarm())

/** Held now for a quarter of an hour, on a clock that stands still. */
async function heldNow(): Promise<VoucherId> {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  const id = await issued()
  expect(await send(id, hold('1042'))).toMatchObject({ kind: 'accepted' })
  return id
}

describe('A held voucher in its object', () => {
  it('tells the list, wakes once more when the hold ends, and then sleeps (R75)', async () => {
    const id = await heldNow()
    await runDurableObjectAlarm(stubOf(id))
    expect(await listedUntil(id)).toBe(NOW + 15 * MINUTE)
    expect(await alarmOf(id)).toBe(NOW + 15 * MINUTE)
    const { length } = (await object(id).history())?.lines ?? []
    vi.setSystemTime(NOW + 15 * MINUTE)
    await inside(id, (voucher) => voucher.alarm())
    expect(await listedUntil(id)).toBeNull()
    await runDurableObjectAlarm(stubOf(id))
    expect(await alarmOf(id)).toBeNull()
    // The clock ended it: nothing was written for that.
    expect((await object(id).history())?.lines).toHaveLength(length)
  })

  it('is free at its moment whatever the alarm does (R75)', async () => {
    const id = await heldNow()
    expect(reasonsOf(await send(id, redeem()))).toEqual(['held'])
    vi.setSystemTime(NOW + 15 * MINUTE)
    expect(await send(id, redeem())).toMatchObject({ kind: 'accepted' })
  })

  it('is let go in the list too, and says the same when the list is filled again', async () => {
    const id = await heldNow()
    await send(id, release(2))
    await runDurableObjectAlarm(stubOf(id))
    expect(await listedUntil(id)).toBeNull()
    await send(id, hold('1043'))
    await inside(id, (voucher) => voucher.alarm())
    const until = await listedUntil(id)
    await world.DB.prepare('DELETE FROM vouchers WHERE id = ?').bind(id).run()
    await object(id).reproject()
    expect([until, await listedUntil(id)]).toEqual([NOW + 15 * MINUTE, NOW + 15 * MINUTE])
  })

  it('costs a redemption no more than any other: three statements, one line', async () => {
    const id = await heldNow()
    const command = redeem({ place: WEBSHOP, hold: 2 })
    const executed = await statementsOf(id, (voucher) =>
      voucher.execute({ ...command, id: 'redeemed with it', digest: '' }),
    )
    expect(executed.length).toBeLessThanOrEqual(3)
    expect(executed.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0)).toBe(1)
    expect((await object(id).history())?.voucher.holds).toMatchObject([{ end: { kind: 'redeemed' } }])
  })
})
