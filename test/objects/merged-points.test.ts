import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CustomerId } from '../../src/id.ts'
import { world } from '../routes/cast.ts'
import { adjust, merge, purchase, reversal } from '../unit/an-account.ts'
import {
  account,
  accountStubOf,
  anyone,
  claimed,
  claiming,
  insideAccount,
  sentTo,
  withPoints,
} from './living-account.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const DAY = 24 * 60 * 60 * 1000
/** Their clock goes on, and everything that is underway arrives. */
const days = (n: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + n * DAY })
async function arrived(...customers: readonly CustomerId[]): Promise<void> {
  for (const customer of customers)
    for (let n = 0; n < 3; n += 1) await runDurableObjectAlarm(accountStubOf(customer))
}
const points = async (customer: CustomerId) => {
  const { available, owed } = (await account(customer).balances()).points
  return { available, owed }
}
/** What has happened to their points, the newest last. */
const told = async (customer: CustomerId) =>
  (await account(customer).statement(null, 50)).lines
    .toReversed()
    .flatMap(({ kind, unit, amount }) => (unit === null ? [] : [`${kind} ${amount}`]))

/** A purchase brought 100 points that end in ten days, and its record gave way to these, one to the next. */
async function earnedAndMerged(...into: readonly CustomerId[]): Promise<CustomerId> {
  const bought = anyone()
  await account(bought).execute(sentTo(bought, purchase(100, {}, Date.now() + 10 * DAY)))
  let gone = bought
  for (const stays of into) {
    await account(gone).execute(sentTo(gone, merge(stays)))
    await arrived(gone)
    gone = stays
  }
  return bought
}

/** The purchase of that record is taken back, and the others hear of it. */
async function takenBack(bought: CustomerId, ...others: readonly CustomerId[]): Promise<void> {
  await account(bought).reversePurchase(sentTo(bought, reversal(1)))
  await arrived(bought, ...others)
}

describe('A purchase taken back whose points had moved to the record that stays (R93, R99)', () => {
  it('does not ask for what ended unused there: nothing else is taken, and nothing owed', async () => {
    const mina = await withPoints(50)
    const bought = await earnedAndMerged(mina)
    expect(await points(mina)).toEqual({ available: 150, owed: 0 })
    days(11)
    await takenBack(bought, mina)
    expect(await points(mina)).toEqual({ available: 50, owed: 0 })
    expect(await told(mina)).toEqual(['credited 50', 'moved_in 100', 'expired 100'])
    expect(await points(bought)).toEqual({ available: 0, owed: 0 })
  })

  it('asks for what of them was spent there before they ended', async () => {
    const mina = await withPoints(50)
    const bought = await earnedAndMerged(mina)
    await claimed(claiming(mina, 30))
    days(11)
    await takenBack(bought, mina)
    expect(await points(mina)).toEqual({ available: 20, owed: 0 })
    const poor = anyone()
    const other = await earnedAndMerged(poor)
    await claimed(claiming(poor, 30))
    days(11)
    await takenBack(other, poor)
    expect(await points(poor)).toEqual({ available: 0, owed: 30 })
  })

  it('knows them through every record that gave way', async () => {
    const [mina, minas] = [anyone(), await withPoints(50)]
    const bought = await earnedAndMerged(mina, minas)
    await claimed(claiming(minas, 30))
    days(11)
    await takenBack(bought, mina, minas)
    expect(await points(minas)).toEqual({ available: 20, owed: 0 })
    for (const gone of [bought, mina]) expect(await points(gone)).toEqual({ available: 0, owed: 0 })
  })

  it('asks in each record for what ended in none of them', async () => {
    const [mina, minas] = [anyone(), await withPoints(50)]
    const bought = await earnedAndMerged(mina)
    await claimed(claiming(mina, 30))
    days(11)
    await arrived(mina)
    await account(mina).execute(sentTo(mina, merge(minas)))
    await takenBack(bought, mina, minas)
    expect(await points(minas)).toEqual({ available: 20, owed: 0 })
  })

  it('takes those that have not ended before any other', async () => {
    const mina = anyone()
    await account(mina).execute(sentTo(mina, adjust(60, { endsAt: Date.now() + 2 * DAY })))
    const bought = await earnedAndMerged(mina)
    await takenBack(bought, mina)
    expect(await points(mina)).toEqual({ available: 60, owed: 0 })
    days(3)
    expect(await points(mina)).toEqual({ available: 0, owed: 0 })
  })

  it('comes behind the points it is asked for, whatever was in their way', async () => {
    const [mina, bought] = [await withPoints(50), anyone()]
    await account(bought).execute(sentTo(bought, purchase(100, {}, Date.now() + 10 * DAY)))
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    await insideAccount(bought, async (object, { storage }) => {
      const away = () => {
        throw new Error('out of reach')
      }
      const reaching = vi.spyOn(world.ACCOUNTS, 'get').mockImplementation(away)
      object.execute(sentTo(bought, merge(mina)))
      await object.alarm()
      object.execute(sentTo(bought, reversal(1)))
      await object.alarm()
      days(11)
      await storage.deleteAlarm()
      reaching.mockRestore()
      vi.spyOn(world.ACCOUNTS, 'get').mockImplementationOnce(away)
      await object.alarm()
    })
    await arrived(bought, mina)
    expect(await points(mina)).toEqual({ available: 50, owed: 0 })
    expect(await told(mina)).toEqual(['credited 50', 'moved_in 100', 'expired 100'])
  })
})
