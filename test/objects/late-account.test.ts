import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemStub } from '../../worker/stubs.ts'
import { world } from '../routes/cast.ts'
import { insideAccount, withPoints } from './living-account.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const told = async (subject: string) =>
  (await systemStub(world).troubles()).filter((trouble) => trouble.subject === subject)

describe('An account that cannot reach the lists', () => {
  it('says so at the third failure in a row, and that it is over once it can', async () => {
    const mina = await withPoints(100)
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const gone = vi.spyOn(world.DB, 'prepare').mockImplementation(() => {
      throw new Error('D1_ERROR: overloaded')
    })
    const wake = () => insideAccount(mina, (account) => account.alarm())
    for (const troubles of [0, 0, 1]) {
      await wake()
      expect(await told(mina)).toHaveLength(troubles)
    }
    gone.mockRestore()
    await wake()
    expect(await told(mina)).toEqual([])
  })

  it('has its next wake armed before it tells anybody', async () => {
    const mina = await withPoints(100)
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.spyOn(world.DB, 'prepare').mockImplementation(() => {
      throw new Error('D1_ERROR: overloaded')
    })
    await insideAccount(mina, async (account, { storage }) => {
      const armed: Promise<number | null>[] = []
      vi.spyOn(world.SYSTEM, 'get').mockImplementation(() => {
        armed.push(storage.getAlarm())
        throw new Error('nobody listens')
      })
      for (let n = 0; n < 3; n += 1) {
        await storage.deleteAlarm()
        await account.alarm()
      }
      expect(await Promise.all(armed)).toEqual([expect.any(Number)])
    })
  })
})
