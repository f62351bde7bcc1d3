import { afterEach, describe, expect, it, vi } from 'vitest'
import { adjust, merge } from '../unit/an-account.ts'
import { account, anyone, claiming, insideAccount, sentTo, withPoints } from './living-account.ts'

afterEach(() => {
  vi.useRealTimers()
})

const HOUR = 60 * 60 * 1000
const points = async (customer: Parameters<typeof account>[0]) =>
  (await account(customer).balances()).points.available

describe('A command on its way to an account whose record gives way (R4, R99)', () => {
  it('comes to nothing there once the record that stays was about to decide it', async () => {
    const gone = await withPoints(100)
    const [claim, gift] = [claiming(gone, 40), sentTo(gone, adjust(50))]
    expect(await account(gone).recallClaim(claim)).toBeNull()
    expect(await account(gone).recall(gift)).toBeNull()
    await account(gone).execute(sentTo(gone, merge(anyone())))
    await insideAccount(gone, async (object) => {
      await expect(object.claim(claim)).rejects.toThrow('the record that stays decides this')
      expect(() => object.execute(gift)).toThrow('the record that stays decides this')
    })
    const { lines } = await account(gone).statement(null, 10)
    expect(lines.map(({ entry }) => entry.kind)).not.toContain('claim_opened')
    expect(lines.filter(({ entry }) => entry.kind === 'adjusted')).toHaveLength(1)
  })

  it('that nobody asked about is decided there, and what comes to it moves on', async () => {
    const [stays, gone] = [anyone(), await withPoints(100)]
    const gift = sentTo(gone, adjust(50))
    await account(gone).execute(sentTo(gone, merge(stays)))
    expect(await account(gone).execute(gift)).toMatchObject({ kind: 'accepted' })
    expect(await account(gone).recall(gift)).toMatchObject({ kind: 'accepted', replayed: true })
    await expect.poll(() => points(stays)).toBe(150)
  })

  it('is noted only while it could be: long after the merge asking leaves no trace', async () => {
    const gone = await withPoints(100)
    await account(gone).execute(sentTo(gone, merge(anyone())))
    const notes = () =>
      insideAccount(gone, (_, { storage }) => [...storage.kv.list({ prefix: 'forgone ' })].length)
    await account(gone).recall(sentTo(gone, adjust(1)))
    expect(await notes()).toBe(1)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOUR })
    await account(gone).recall(sentTo(gone, adjust(2)))
    expect(await notes()).toBe(1)
  })
})
