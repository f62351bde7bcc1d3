import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PrincipalObject } from '../../durable-objects/principal-object.ts'
import { INVITATION_MS, type Principal, type PrincipalRecord, SESSIONS_MOST } from '../../src/principal.ts'
import { limitsOf } from '../../src/session.ts'
import { principalStub } from '../../worker/stubs.ts'
import { world } from '../routes/cast.ts'
import { anOpening } from '../unit/an-opening.ts'
import { heldBy } from './people-at-work.ts'

let made = 0

afterEach(() => {
  vi.useRealTimers()
})

describe('An invitation', () => {
  it('shows whom it is for without being used up, and lets them in once (R36)', async () => {
    const { ana, door } = await enrolled()
    await door.invite('link')
    expect(await door.invitee('link')).toEqual(ana)
    expect(await door.invitee('link')).toEqual(ana)
    expect(await door.join('link', anOpening('phone'))).toEqual(ana)
    expect(await door.join('link', anOpening('laptop'))).toBeNull()
    expect(await door.invitee('link')).toBeNull()
    expect([await heldBy(door, 'phone'), await heldBy(door, 'laptop')]).toEqual([ana, null])
  })

  it('lets one in of many who open it at the same moment (R36)', async () => {
    const { ana, door } = await enrolled()
    await door.invite('link')
    const joined = await Promise.all(
      Array.from({ length: 32 }, (_, n) => door.join('link', anOpening(`browser ${n}`))),
    )
    expect(joined.filter((principal) => principal !== null)).toEqual([ana])
    const holders = await Promise.all(joined.map((_, n) => heldBy(door, `browser ${n}`)))
    expect(holders.filter((principal) => principal !== null)).toEqual([ana])
  })

  it('is dead once a newer one was sent (R36)', async () => {
    const { ana, door } = await enrolled()
    await door.invite('lost')
    await door.invite('sent again')
    expect(await door.join('lost', anOpening('phone'))).toBeNull()
    expect(await door.join('sent again', anOpening('phone'))).toEqual(ana)
  })

  it('ends after a week, to the moment (R36)', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { ana, door } = await enrolled()
    const sentAt = Date.now()
    await door.invite('link')
    vi.setSystemTime(sentAt + INVITATION_MS - 1)
    expect(await door.invitee('link')).toEqual(ana)
    vi.setSystemTime(sentAt + INVITATION_MS)
    expect(await door.invitee('link')).toBeNull()
    expect(await door.join('link', anOpening('phone'))).toBeNull()
  })

  it('for nobody is nothing', async () => {
    const stranger = principalStub(world, 'usr_stranger')
    await stranger.invite('link')
    expect(await stranger.join('link', anOpening('phone'))).toBeNull()
  })
})

describe('A session', () => {
  it('is remembered by an object that has slept, and ended by signing out (R37)', async () => {
    const { ana, door } = await enrolled()
    await door.sessions({ kind: 'open', opening: anOpening('phone') })
    await door.sessions({ kind: 'open', opening: anOpening('laptop') })
    await evictDurableObject(door)
    expect(await heldBy(door, 'phone')).toEqual(ana)
    await door.sessions({ kind: 'end', hash: 'phone' })
    await evictDurableObject(door)
    expect([await heldBy(door, 'phone'), await heldBy(door, 'laptop')]).toEqual([null, ana])
  })

  it('ends by itself, to the moment (R37)', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { ana, door } = await enrolled()
    const since = Date.now()
    await door.sessions({ kind: 'open', opening: anOpening('phone') })
    const { idleMs, mostMs } = limitsOf('operator', anOpening('phone'))
    for (let at = idleMs; at < mostMs; at += idleMs) {
      vi.setSystemTime(since + at)
      expect(await heldBy(door, 'phone')).toEqual(ana)
    }
    vi.setSystemTime(since + mostMs - 1)
    expect(await heldBy(door, 'phone')).toEqual(ana)
    vi.setSystemTime(since + mostMs)
    expect(await heldBy(door, 'phone')).toBeNull()
  })

  it('beyond the twentieth ends the oldest, however many open at once (R37)', async () => {
    const { door } = await enrolled()
    const browsers = Array.from({ length: SESSIONS_MOST + 5 }, (_, n) => `browser ${n}`)
    await Promise.all(browsers.map((browser) => door.sessions({ kind: 'open', opening: anOpening(browser) })))
    const holders = await Promise.all(browsers.map((browser) => heldBy(door, browser)))
    expect(holders.map((holder) => holder !== null)).toEqual(browsers.map((_, n) => n >= 5))
  })

  it('stays when its principal changes name or shops, and knows them at once', async () => {
    const { ana, door } = await enrolled()
    await door.sessions({ kind: 'open', opening: anOpening('phone') })
    await door.enrol({ ...ana, name: 'Ana Maria', stores: ['sto_ponta'] }, null)
    expect(await heldBy(door, 'phone')).toMatchObject({ name: 'Ana Maria', stores: ['sto_ponta'] })
    expect(await door.label()).toBe('Ana Maria')
  })
})

describe('Someone suspended', () => {
  it('is nobody: no session, key or link speaks for them, until they are let back (R36, R37)', async () => {
    const { ana, door } = await enrolled('key')
    await door.sessions({ kind: 'open', opening: anOpening('phone') })
    await door.invite('link')
    await suspended(door, true)
    expect([await heldBy(door, 'phone'), await heldBy(door, 'key'), await door.invitee('link')]).toEqual([
      null,
      null,
      null,
    ])
    expect(await door.join('link', anOpening('laptop'))).toBeNull()
    await suspended(door, false)
    expect([await heldBy(door, 'phone'), await heldBy(door, 'key')]).toEqual([ana, ana])
  })
})

describe('A key', () => {
  it('speaks for its principal until another one takes its place', async () => {
    const { ana, door } = await enrolled('old')
    expect(await heldBy(door, 'old')).toEqual(ana)
    await door.enrol(ana, 'new')
    expect([await heldBy(door, 'old'), await heldBy(door, 'new')]).toEqual([null, ana])
  })
})

describe('A principal nobody enrolled', () => {
  it('answers nobody, and asking leaves nothing behind: strangers cannot make objects grow', async () => {
    const stranger = principalStub(world, 'usr_nobody')
    const untouched = await bytesOf(stranger)
    expect([await heldBy(stranger, 'guess'), await stranger.label()]).toEqual([null, null])
    expect([await stranger.invitee('guess'), await stranger.join('guess', anOpening('phone'))]).toEqual([
      null,
      null,
    ])
    expect(await stranger.sessions({ kind: 'open', opening: anOpening('phone') })).toBe('nothing')
    await stranger.sessions({ kind: 'end', hash: 'phone' })
    expect(await bytesOf(stranger)).toBe(untouched)
  })
})

type Door = DurableObjectStub<PrincipalObject>

/** Ana at the till, new each time, with her object. */
async function enrolled(key: string | null = null): Promise<{ ana: Principal; door: Door }> {
  made += 1
  const id = `usr_ana${made}` as const
  const ana: Principal = {
    id,
    role: 'operator',
    name: 'Ana',
    stores: ['sto_chiado'],
    partner: null,
    scopes: [],
    self: null,
  }
  const door = principalStub(world, id)
  await door.enrol(ana, key)
  return { ana, door }
}

function suspended(door: Door, isSuspended: boolean): Promise<void> {
  return runInDurableObject(door, (_, { storage }) => {
    const record = storage.kv.get<PrincipalRecord>('record')
    storage.kv.put('record', { ...record, suspended: isSuspended })
  })
}

function bytesOf(door: Door): Promise<number> {
  return runInDurableObject(door, (_, { storage }) => storage.sql.databaseSize)
}
