import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BUDGETS, type Caller, callerName } from '../../src/limiter.ts'
import { limiterStub } from '../../worker/stubs.ts'
import { world } from '../routes/cast.ts'

const NOON = Date.UTC(2027, 2, 1, 12)
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

let made = 0
function someone(budget: Caller['budget'] = 'stranger') {
  made += 1
  const caller: Caller = { budget, who: `192.0.2.${made}` }
  const stub = () => limiterStub(world, callerName(caller))
  const miss = async (times: number) => {
    for (let n = 0; n < times; n += 1)
      await stub().miss(caller, { reason: 'unknown_code', hash: `${made}-${n}` })
  }
  return { caller, name: callerName(caller), stub, miss, verdict: () => stub().verdict(caller) }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON })
})
afterEach(() => {
  vi.useRealTimers()
})

const most = BUDGETS.stranger.most

describe('what counts one caller', () => {
  it('refuses after too many misses, and nobody else (R66)', async () => {
    const [guesser, other] = [someone(), someone()]
    await guesser.miss(most)
    expect(await guesser.verdict()).toEqual({ kind: 'refuse', seconds: 60 })
    expect(await other.verdict()).toEqual({ kind: 'pass' })
  })

  it('knows them after it has left memory', async () => {
    const guesser = someone()
    await guesser.miss(most + 2)
    await evictDurableObject(guesser.stub())
    expect(await guesser.verdict()).toEqual({ kind: 'refuse', seconds: 240 })
  })

  it('stores nothing for a hit (R66)', async () => {
    const customer = someone()
    for (let n = 0; n < 3 * most; n += 1) {
      const { ticket } = await customer.stub().take(customer.caller)
      expect(await customer.stub().settle(customer.caller, ticket ?? 0, null)).toEqual({ kind: 'pass' })
    }
    expect(await storedIn(customer)).toEqual({ entries: 0, alarm: null })
  })

  it('lets a hundred look at once, and no burst past its end', async () => {
    const shop = someone()
    const take = () => shop.stub().take(shop.caller)
    const together = await Promise.all(Array.from({ length: 100 }, take))
    expect(together.map(({ verdict }) => verdict.kind)).toEqual(Array(100).fill('pass'))
    const burst = await Promise.all(Array.from({ length: 400 }, take))
    expect(burst.filter(({ ticket }) => ticket !== null)).toHaveLength(150)
    for (const { ticket } of [...together, ...burst])
      if (ticket !== null)
        await shop.stub().settle(shop.caller, ticket, { reason: 'unknown_code', hash: 'x' })
    expect(await shop.verdict()).toEqual({ kind: 'refuse', seconds: 3600 })
    // And from then on they are answered one by one, for as long as that burst weighs.
    vi.setSystemTime(NOON + 60 * MINUTE_MS)
    const next = await Promise.all(Array.from({ length: 10 }, take))
    expect(next.filter(({ ticket }) => ticket !== null)).toHaveLength(1)
  })

  it('counts what was never settled as a miss: hanging up early is no way round', async () => {
    const guesser = someone()
    for (let n = 0; n < most; n += 1) await guesser.stub().take(guesser.caller)
    vi.setSystemTime(NOON + 61_000)
    expect((await guesser.stub().take(guesser.caller)).ticket).toBeNull()
  })

  it('writes what was tried once, however often its alarm runs (R67)', async () => {
    const guesser = someone()
    await guesser.miss(3)
    await runDurableObjectAlarm(guesser.stub())
    await guesser.miss(2)
    await runDurableObjectAlarm(guesser.stub())
    const count = 'SELECT hour, reason, tries FROM guess_hours WHERE caller = ?'
    expect((await world.DB.prepare(count).bind(guesser.name).all()).results).toEqual([
      { hour: NOON, reason: 'unknown_code', tries: 5 },
    ])
    const rows = await world.DB.prepare('SELECT day, hash FROM guesses WHERE caller = ?')
      .bind(guesser.name)
      .all()
    expect(rows.results).toContainEqual({ day: '2027-03-01', hash: `${made}-2` })
  })

  it('counts a session along by number alone: its tries are those of whoever speaks through it', async () => {
    const session = someone('device')
    await session.miss(3)
    await runDurableObjectAlarm(session.stub())
    const counted = world.DB.prepare('SELECT tries FROM guess_hours WHERE caller = ?').bind(session.name)
    expect(await counted.first('tries')).toBe(3)
    const rows = world.DB.prepare('SELECT count(*) AS n FROM guesses WHERE caller = ?').bind(session.name)
    expect(await rows.first('n')).toBe(0)
  })

  it('keeps what it could not write until the library is back', async () => {
    const guesser = someone()
    await guesser.miss(2)
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    await world.DB.exec('ALTER TABLE guess_hours RENAME TO hidden')
    await runDurableObjectAlarm(guesser.stub())
    expect((await storedIn(guesser)).alarm).toBe(NOON + 40_000)
    await world.DB.exec('ALTER TABLE hidden RENAME TO guess_hours')
    await runDurableObjectAlarm(guesser.stub())
    const count = world.DB.prepare('SELECT tries FROM guess_hours WHERE caller = ?').bind(guesser.name)
    expect(await count.first('tries')).toBe(2)
  })

  it('forgets, and leaves nothing behind', async () => {
    const guesser = someone()
    await guesser.miss(most)
    await runDurableObjectAlarm(guesser.stub())
    vi.setSystemTime(NOON + MINUTE_MS)
    expect((await guesser.verdict()).kind).toBe('slow')
    vi.setSystemTime(NOON + 2 * DAY_MS)
    expect(await guesser.verdict()).toEqual({ kind: 'pass' })
    await runDurableObjectAlarm(guesser.stub())
    expect(await storedIn(guesser)).toEqual({ entries: 0, alarm: null })
  })

  it('lets a caller in again when told to', async () => {
    const guesser = someone('person')
    await guesser.miss(BUDGETS.person.most)
    await guesser.stub().pardon()
    expect(await guesser.verdict()).toEqual({ kind: 'pass' })
  })
})

function storedIn({ stub }: ReturnType<typeof someone>) {
  return runInDurableObject(stub(), async (_, { storage }) => ({
    entries: [...storage.kv.list()].length,
    alarm: await storage.getAlarm(),
  }))
}
