import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { PrincipalId } from '../../src/id.ts'
import type { Roster } from '../../src/roster.ts'
import { world } from '../routes/cast.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { anOpening } from '../unit/an-opening.ts'
import { BOSS, created, type Door, record, settled, written } from './people-at-work.ts'

describe('The last active admin (R45)', () => {
  it('stays: of two who demote each other at once, one is left, however they fall', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [a, b] = both(await admins(2))
      const outcomes = await Promise.all([
        a.door.change({ role: 'operator', stores: ['sto_chiado'] }, null, actorNamed(b.id)),
        b.door.change({ state: 'suspended' }, null, actorNamed(a.id)),
      ])
      expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['changed', 'refused'])
      expect(outcomes).toContainEqual(expect.objectContaining({ reason: 'last_admin' }))
    }
  })

  it('stays among many: all but one may go, in any order', async () => {
    const all = await admins(6)
    const outcomes = await Promise.all(all.map(({ door }) => door.change({ state: 'archived' }, null, BOSS)))
    expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(5)
  })

  it('may go once another has joined; an invitation alone is nobody', async () => {
    const [a] = both(await admins(1))
    const { door, ana: bea } = await created({ role: 'admin', stores: [] })
    expect(await a.door.change({ state: 'suspended' }, null, actorNamed(bea.id))).toMatchObject({
      reason: 'last_admin',
    })
    await door.join('link', anOpening('phone'))
    await settled(door)
    expect(await a.door.change({ state: 'suspended' }, null, actorNamed(bea.id))).toMatchObject({
      kind: 'changed',
    })
  })

  it('is known to the roster again after their object died on the way out', async () => {
    const [a, b] = both(await admins(2))
    const { seq = 0 } = await record(a.door)
    // Steps 1 and 2 of leaving, and no third.
    await written(a.door, { ...(await record(a.door)), seq: seq + 1, leaving: seq + 1 })
    expect(await roster().leaveRoster(a.id, seq + 1)).toBe(true)
    expect(await b.door.change({ state: 'suspended' }, null, actorNamed(a.id))).toMatchObject({
      reason: 'last_admin',
    })
    await runInDurableObject(a.door, (object) => object.alarm())
    expect(await a.door.read()).toMatchObject({ standing: 'active' })
    expect(await b.door.change({ state: 'suspended' }, null, actorNamed(a.id))).toMatchObject({
      kind: 'changed',
    })
  })

  it('is decided anew when somebody was seen between leaving the roster and the change', async () => {
    const [a, b] = both(await admins(2))
    let asked = 0
    const outcome = await runInDurableObject(a.door, (object) => {
      const real = roster()
      const leaveRoster = async (id: PrincipalId, seq: number) => {
        const mayLeave = await real.leaveRoster(id, seq)
        asked += 1
        if (asked > 1) return mayLeave
        // They come in by another browser, and are an admin at a newer change: the roster hears of that.
        object.sessions({ kind: 'open', opening: anOpening('tablet') })
        await object.alarm()
        return mayLeave
      }
      const enterRoster = (id: PrincipalId, seq: number) => real.enterRoster(id, seq)
      const PRINCIPALS = { idFromName: () => null, get: () => ({ leaveRoster, enterRoster }) }
      Object.defineProperty(object, 'env', { value: { ...world, PRINCIPALS } })
      return object.change({ role: 'operator', stores: ['sto_chiado'] }, null, actorNamed(b.id))
    })
    expect([outcome.kind, asked]).toEqual(['changed', 2])
    expect(await b.door.change({ state: 'suspended' }, null, BOSS)).toMatchObject({ reason: 'last_admin' })
  })

  it('is not undone by a message that arrives late', async () => {
    const [a, b] = both(await admins(2))
    const { seq = 0 } = await record(a.door)
    await a.door.change({ role: 'operator', stores: ['sto_chiado'] }, null, actorNamed(b.id))
    await roster().enterRoster(a.id, seq)
    expect(await b.door.change({ state: 'suspended' }, null, BOSS)).toMatchObject({ reason: 'last_admin' })
  })
})

/** So many active admins, and no others: the roster is theirs alone. */
async function admins(count: number): Promise<readonly { id: PrincipalId; door: Door }[]> {
  await runInDurableObject(roster(), (_, { storage }) => storage.kv.put<Roster>('roster', {}))
  const all = await Promise.all(
    Array.from({ length: count }, async () => {
      const { ana, door } = await created({ role: 'admin', stores: [] })
      await door.join('link', anOpening('phone'))
      await settled(door)
      return { id: ana.id, door }
    }),
  )
  return all
}

function both<T>(all: readonly T[]): [T, T] {
  const [first, last] = [all.at(0), all.at(-1)]
  if (first === undefined || last === undefined) throw new Error('nobody')
  return [first, last]
}

function roster(): Door {
  return world.PRINCIPALS.get(world.PRINCIPALS.idFromName('roster'))
}
