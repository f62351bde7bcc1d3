import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { VoucherId } from '../../src/id.ts'
import { systemStub } from '../../worker/stubs.ts'
import { emptied, PROJECTED, shelfOf } from '../objects/library.ts'
import { accepted, inside, issued, object, send, sent, stubOf } from '../objects/living-voucher.ts'
import { world } from '../routes/cast.ts'
import { redeem } from '../unit/a-command.ts'
import { MINUTE } from '../unit/cast.ts'

const HOUR = 60 * MINUTE

/** Far ahead of the runtime's own clock: no alarm goes off but those the test lets go off. */
const LATER = Date.now() + 365 * 24 * HOUR

/** What D1 says when it fails, as documented. */
const FAILURES = [
  'D1_ERROR: D1 DB is overloaded. Requests queued for too long.',
  'D1_ERROR: D1 DB is overloaded. Too many requests queued.',
  'D1_ERROR: Network connection lost.',
  'D1_ERROR: D1 DB reset because its code was updated.',
  'D1_ERROR: Internal error while starting up D1 DB storage caused object to be reset.',
  'D1_ERROR: D1 DB exceeded its CPU time limit and was reset.',
]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: LATER })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('While D1 fails', () => {
  it('for an hour, no redemption waits for it or is lost, and the list is whole right after (R7, R25)', async () => {
    const id = await issued({ uses: 500 })
    await libraryOf(id, failing())
    let redeemed = 0
    while (Date.now() < LATER + HOUR) {
      await accepted(id, sent(redeem()))
      redeemed += 1
      await throughAlarms(id, Date.now() + 5 * MINUTE)
    }
    await libraryOf(id, world.DB)
    await nextAlarm(id)
    const { vouchers, entries } = await shelfOf(id)
    expect(vouchers).toMatchObject([{ seq: redeemed + 1, uses_left: 500 - redeemed }])
    expect(entries).toHaveLength(redeemed + 1)
    expect(await alarmOf(id)).toBeNull()
  })

  it('whoever operates Vale hears of a voucher that fails three times, and hears when it has arrived', async () => {
    const id = await issued()
    await libraryOf(id, failing())
    await nextAlarm(id)
    await nextAlarm(id)
    expect(await troubleWith(id)).toBeUndefined()
    await nextAlarm(id)
    const issuedAt = (await object(id).history())?.lines[0]?.entry.at
    expect(await troubleWith(id)).toMatchObject({
      since: issuedAt,
      error: expect.stringMatching(/^D1_ERROR/),
    })
    await libraryOf(id, world.DB)
    await nextAlarm(id)
    expect(await troubleWith(id)).toBeUndefined()
  })

  it('and nobody can be told, projecting goes on all the same', async () => {
    const id = await issued()
    const deaf = {
      idFromName: () => {
        throw new Error('gone')
      },
    } as unknown as typeof world.SYSTEM
    await libraryOf(id, failing(), deaf)
    for (let times = 0; times < 4; times += 1) await nextAlarm(id)
    await libraryOf(id, world.DB, deaf)
    await nextAlarm(id)
    expect((await shelfOf(id)).vouchers).toMatchObject([{ seq: 1 }])
  })

  it('it is tried again for ever, soon at first and never more seldom than every five minutes', async () => {
    const id = await issued()
    await libraryOf(id, failing())
    const waits = []
    while (Date.now() < LATER + HOUR) {
      const before = Date.now()
      await nextAlarm(id)
      waits.push(((await alarmOf(id)) ?? Infinity) - Date.now())
      expect(Date.now()).toBeGreaterThanOrEqual(before)
    }
    expect(waits[0]).toBeLessThanOrEqual(1000)
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits.at(-1)).toBe(5 * MINUTE)
    expect(waits.length).toBeLessThan(25)
  })

  it('after it has written but before it says so, the repeat changes nothing', async () => {
    const id = await issued()
    await send(id, redeem())
    await libraryOf(id, answeringNever())
    await nextAlarm(id)
    const written = await shelfOf(id)
    expect(written.vouchers).toMatchObject([{ seq: 2 }])
    expect(await alarmOf(id)).not.toBeNull()
    await libraryOf(id, world.DB)
    await nextAlarm(id)
    expect(await shelfOf(id)).toEqual(written)
    expect(await alarmOf(id)).toBeNull()
  })

  it('by hanging, everybody is served meanwhile', async () => {
    const id = await issued({ uses: 3 })
    const gate = Promise.withResolvers<never>()
    await libraryOf(id, hanging(gate.promise))
    const waiting = nextAlarm(id)
    for (let times = 0; times < 3; times += 1) await accepted(id, sent(redeem()))
    expect((await object(id).read())?.voucher.usesLeft).toBe(0)
    await libraryOf(id, world.DB)
    gate.reject(new Error('D1_ERROR: Network connection lost.'))
    await waiting
    await nextAlarm(id)
    expect((await shelfOf(id)).vouchers).toMatchObject([{ seq: 4, state: 'redeemed' }])
  })

  it('and the object is put to sleep, the alarm still knows what to do', async () => {
    const id = await issued()
    await libraryOf(id, failing())
    await nextAlarm(id)
    await emptied(PROJECTED)
    await inside(id, (_, state) => state.abort('moved')).catch(() => {})
    await nextAlarm(id)
    expect((await shelfOf(id)).vouchers).toMatchObject([{ seq: 1 }])
  })
})

/** Gives the running object this D1; a new instance has its own again. */
function libraryOf(id: VoucherId, db: D1Database, system = world.SYSTEM): Promise<void> {
  return inside(id, (voucher) => {
    Object.assign(voucher, { env: { ...world, DB: db, SYSTEM: system } })
  })
}

async function troubleWith(id: VoucherId) {
  return (await systemStub(world).troubles()).find(({ subject }) => subject === id)
}

/** Fails each time with the next of its messages, while reading or while writing. */
function failing(): D1Database {
  let times = 0
  const fails = () => {
    times += 1
    return Promise.reject(new Error(FAILURES[times % FAILURES.length]))
  }
  const prepare = (query: string) => {
    const reads = /^SELECT/.test(query) && times % 2 === 0
    return reads ? { bind: () => ({ first: fails }) } : world.DB.prepare(query)
  }
  return { prepare, batch: fails } as unknown as D1Database
}

/** Does everything it is asked and loses every answer to a change. */
function answeringNever(): D1Database {
  return {
    prepare: (query: string) => world.DB.prepare(query),
    batch: async (statements: D1PreparedStatement[]) => {
      await world.DB.batch(statements)
      throw new Error('D1_ERROR: Network connection lost.')
    },
  } as unknown as D1Database
}

function hanging(until: Promise<never>): D1Database {
  return { prepare: () => ({ bind: () => ({ first: () => until }) }) } as unknown as D1Database
}

function alarmOf(id: VoucherId): Promise<number | null> {
  return inside(id, (_, { storage }) => storage.getAlarm())
}

/** Moves the clock to the alarm and lets it go off. */
async function nextAlarm(id: VoucherId): Promise<void> {
  const due = await alarmOf(id)
  expect(due).not.toBeNull()
  vi.setSystemTime(Math.max(Date.now(), due ?? 0))
  await runDurableObjectAlarm(stubOf(id))
}

/** Lets go off whatever is due until then. */
async function throughAlarms(id: VoucherId, until: number): Promise<void> {
  for (let due = await alarmOf(id); due !== null && due < until; due = await alarmOf(id)) await nextAlarm(id)
  vi.setSystemTime(until)
}
