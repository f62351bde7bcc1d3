import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { world } from '../routes/cast.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { anOpening } from '../unit/an-opening.ts'
import { emptied } from './library.ts'
import {
  auditsOf,
  BOSS,
  created,
  fresh,
  heldBy,
  listed,
  MADE,
  NO_CONTACT,
  record,
  settled,
  termsOf,
  written,
} from './people-at-work.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('Somebody at work', () => {
  it('is in the list once their object has written it, and the audits say who did it', async () => {
    const { ana, door } = await created()
    await door.change({ name: 'Ana Maria', stores: ['sto_ponta'] }, 1, BOSS)
    await settled(door)
    expect(await listed(ana.id)).toMatchObject({
      kind: 'staff',
      name: 'Ana Maria',
      folded: 'ana maria',
      stores: '["sto_ponta"]',
      state: 'invited',
      version: 2,
    })
    expect(await termsOf(ana.id)).toEqual(['@sto_ponta', 'ana', 'maria'])
    expect(await auditsOf(ana.id)).toEqual([
      ['person_created', BOSS.by],
      ['person_changed', BOSS.by],
    ])
  })

  it('made twice by one command is one person with one link; other content under it is refused', async () => {
    const { ana, door } = await created()
    const again = await door.create(ana, NO_CONTACT, 'link', MADE, BOSS)
    expect(again).toMatchObject({ kind: 'replayed', person: { version: 1 } })
    expect(await door.create(ana, NO_CONTACT, 'link', { ...MADE, digest: 'other' }, BOSS)).toEqual({
      kind: 'key_reused',
    })
    expect(await door.join('link', anOpening('phone'))).toEqual(ana)
  })

  it('changed of a version that is past stays as they are, and the answer says how', async () => {
    const { door } = await created()
    await door.change({ name: 'Ana Maria' }, 1, BOSS)
    expect(await door.change({ name: 'Anna' }, 1, BOSS)).toMatchObject({
      kind: 'refused',
      reason: 'version_conflict',
      person: { version: 2, principal: { name: 'Ana Maria' } },
    })
  })

  it('asked to change to what they are is left alone: no version, no audit', async () => {
    const { ana, door } = await created()
    await door.change({ name: ana.name, stores: ana.stores }, 1, BOSS)
    expect(await door.read()).toMatchObject({ version: 1 })
  })

  it('seen every minute is noted once an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { door } = await created()
    await door.join('link', anOpening('phone'))
    const since = Date.now()
    const seqs = new Set<number | undefined>()
    for (let minute = 0; minute < 60; minute += 1) {
      vi.setSystemTime(since + minute * 60_000)
      await heldBy(door, 'phone')
      seqs.add((await record(door)).seq)
    }
    expect(seqs.size).toBe(1)
    vi.setSystemTime(since + 3_600_000)
    await heldBy(door, 'phone')
    expect(await door.read()).toMatchObject({ lastSeenAt: since + 3_600_000, version: 1 })
  })
})

describe('Somebody suspended', () => {
  it('has no session left, cannot be invited, and needs a new link once let back', async () => {
    const { ana, door } = await created()
    await door.join('link', anOpening('phone'))
    await door.sessions({ kind: 'open', opening: anOpening('laptop') })
    await door.change({ state: 'suspended' }, null, BOSS)
    expect([await heldBy(door, 'phone'), await heldBy(door, 'laptop')]).toEqual([null, null])
    expect(await door.read()).toMatchObject({ standing: 'suspended', sessions: [], invitation: null })
    expect(await door.sendInvitation('again', 'newer', BOSS)).toEqual({
      kind: 'refused',
      reason: 'person_suspended',
    })
    await door.change({ state: 'active' }, null, BOSS)
    expect(await heldBy(door, 'phone')).toBeNull()
    expect(await door.read()).toMatchObject({ standing: 'invited', joinedAt: null })
    await door.sendInvitation('again', 'newer', BOSS)
    expect(await door.join('link', anOpening('tablet'))).toBeNull()
    expect(await door.join('newer', anOpening('tablet'))).toEqual(ana)
    expect(await door.read()).toMatchObject({
      standing: 'active',
      sessions: [{ browser: 'Chrome, Android' }],
    })
  })

  it('or archived cannot be done to oneself, nor can one give oneself another role', async () => {
    const { ana, door } = await created({ role: 'admin', stores: [] })
    await door.join('link', anOpening('phone'))
    for (const change of [{ state: 'suspended' }, { state: 'archived' }, { role: 'operator' }] as const) {
      expect(await door.change(change, null, actorNamed(ana.id))).toMatchObject({ reason: 'not_yourself' })
    }
    expect(await door.change({ name: 'Ana Maria' }, null, actorNamed(ana.id))).toMatchObject({
      kind: 'changed',
    })
  })
})

describe('An archived person', () => {
  it('keeps name and place in the list of archived ones, and takes no change but coming back', async () => {
    const { ana, door } = await created()
    await door.change({ state: 'archived' }, null, BOSS)
    await settled(door)
    expect(await listed(ana.id)).toMatchObject({ state: 'archived', archived: 1, name: 'Ana' })
    expect(await door.change({ name: 'Else' }, null, BOSS)).toMatchObject({ reason: 'person_archived' })
    expect(await door.sendInvitation('again', 'newer', BOSS)).toMatchObject({ reason: 'person_archived' })
    expect(await door.label()).toBe('Ana')
    await door.change({ state: 'active' }, null, BOSS)
    expect(await door.read()).toMatchObject({ standing: 'invited' })
  })
})

describe('An invitation sent again', () => {
  it('is one per command, and only the newest works', async () => {
    const { door } = await created()
    const first = await door.sendInvitation('again', 'newer', BOSS)
    await door.sendInvitation('once more', 'newest', BOSS)
    const replayed = await door.sendInvitation('again', 'newer', BOSS)
    expect(replayed).toEqual({ ...first, kind: 'replayed' })
    expect([await door.invitee('link'), await door.invitee('newer')]).toEqual([null, null])
    expect(await door.invitee('newest')).not.toBeNull()
  })
})

describe('A record of before there were standings', () => {
  const OLD = { suspended: false, sessions: [], invitation: null, key: null }

  it('of somebody who had joined reads as at work, since they came', async () => {
    const { ana, door } = fresh()
    const endsAt = Date.now() + 86_400_000
    await written(door, { ...OLD, principal: ana, sessions: [{ hash: 'phone', endsAt }] })
    expect(await door.read()).toMatchObject({
      standing: 'active',
      version: 0,
      sessions: [{ proof: 'invitation' }],
    })
    expect(await heldBy(door, 'phone')).toEqual(ana)
    await settled(door)
    expect(await listed(ana.id)).toMatchObject({ state: 'active' })
  })

  it('of somebody with a link reads as invited, and the link lets them in', async () => {
    const { ana, door } = fresh()
    const invitation = { hash: 'link', endsAt: Date.now() + 1000 }
    await written(door, { ...OLD, principal: ana, invitation })
    expect(await door.read()).toMatchObject({ standing: 'invited', invitation: { command: null } })
    expect(await door.join('link', anOpening('phone'))).toEqual(ana)
    expect(await door.read()).toMatchObject({ standing: 'active' })
  })

  it('of somebody suspended reads as that', async () => {
    const { ana, door } = fresh()
    await written(door, { ...OLD, principal: ana, suspended: true })
    expect(await door.read()).toMatchObject({ standing: 'suspended' })
  })
})

describe('While D1 is away', () => {
  it('people are changed all the same; list and audits follow, each line once', async () => {
    const { ana, door } = await created()
    await settled(door)
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    await world.DB.exec('ALTER TABLE people RENAME TO people_away')
    await door.change({ name: 'Ana Maria' }, null, BOSS)
    await runDurableObjectAlarm(door)
    await door.change({ state: 'suspended' }, null, BOSS)
    await runDurableObjectAlarm(door)
    expect((await record(door)).acts?.map(({ action }) => action)).toEqual([
      'person_changed',
      'person_suspended',
    ])
    const waits = await runInDurableObject(door, (_, { storage }) => storage.getAlarm())
    expect(waits).toBeGreaterThan(Date.now())
    await world.DB.exec('ALTER TABLE people_away RENAME TO people')
    await runDurableObjectAlarm(door)
    await door.reproject()
    expect(await listed(ana.id)).toMatchObject({ name: 'Ana Maria', state: 'suspended' })
    expect(await auditsOf(ana.id)).toEqual([
      ['person_created', BOSS.by],
      ['person_changed', BOSS.by],
      ['person_suspended', BOSS.by],
    ])
    expect((await record(door)).acts).toEqual([])
  })

  it('a batch whose answer was lost is not written twice', async () => {
    const { ana, door } = await created()
    await settled(door)
    await door.change({ name: 'Ana Maria' }, null, BOSS)
    const before = await record(door)
    await settled(door)
    // As if the object had died between D1's commit and its own note of it.
    await written(door, before)
    await door.reproject()
    expect(await auditsOf(ana.id)).toHaveLength(2)
  })

  it('a list that was lost is whole again after a rebuild, terms too', async () => {
    const { ana, door } = await created()
    await settled(door)
    const before = await listed(ana.id)
    await emptied(['people', 'people_terms'])
    await door.reproject()
    expect(await listed(ana.id)).toEqual(before)
    expect(await termsOf(ana.id)).toEqual(['@sto_chiado', 'ana'])
  })
})
