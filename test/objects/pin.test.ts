import { evictDurableObject } from 'cloudflare:test'
import { expect, it, vi } from 'vitest'
import { principalStub } from '../../worker/stubs.ts'
import { enrol, world } from '../routes/cast.ts'
import { anOpening } from '../unit/an-opening.ts'
import { heldBy } from './people-at-work.ts'

const BY = { by: 'usr_ana', role: 'operator', device: 'dev_till', from: '198.51.100.0/24 PT' } as const

async function withPin() {
  const ana = await enrol({ role: 'operator', name: 'Ana', stores: ['sto_chiado'] })
  const door = principalStub(world, ana.id)
  await door.pin({ kind: 'set', proof: 'right', salt: 'salt', by: BY })
  const tried = (proof: string, hash = 'till') =>
    door.pin({ kind: 'try', proof, opening: anOpening(hash, { proof: 'pin', on: 'dev_till' }), by: BY })
  return { ana, door, tried }
}

it('counts exactly five misses of 64 wrong tries at the same moment, and the right one is too late (R47)', async () => {
  const { ana, door, tried } = await withPin()
  const outcomes = await Promise.all(Array.from({ length: 64 }, (_, n) => tried(`wrong ${n}`)))
  const left = outcomes.map((outcome) => (outcome?.kind === 'missed' ? outcome.left : outcome?.kind))
  expect(left.slice(0, 5)).toEqual([4, 3, 2, 1, 'locked'])
  expect(new Set(left.slice(5))).toEqual(new Set(['locked']))
  await evictDurableObject(door)
  expect(await tried('right')).toEqual({ kind: 'locked' })
  expect(await heldBy(door, 'till')).toBeNull()
  expect((await door.read())?.pin).toBe('locked')
  await vi.waitFor(async () => {
    const { results } = await world.DB.prepare('SELECT action FROM audits WHERE subject = ? ORDER BY at')
      .bind(ana.id)
      .all<{ action: string }>()
    const said = results.map(({ action }) => action)
    expect(said).toEqual(['pin_set', ...Array.from({ length: 5 }, () => 'sign_in_refused'), 'pin_locked'])
  })
})

it('lets in whoever is right among 16 tries at the same moment, once for each browser', async () => {
  const { ana, door, tried } = await withPin()
  const outcomes = await Promise.all(Array.from({ length: 16 }, (_, n) => tried('right', `till ${n}`)))
  expect(outcomes.every((outcome) => outcome?.kind === 'signed_in')).toBe(true)
  expect(await heldBy(door, 'till 15')).toEqual(ana)
})

it('of nobody is nothing', async () => {
  const nobody = principalStub(world, 'usr_nobody_here')
  expect(await nobody.pin({ kind: 'ask' })).toBeNull()
  expect(await nobody.pin({ kind: 'set', proof: 'a', salt: 'b', by: BY })).toBeNull()
  expect(await nobody.read()).toBeNull()
})
