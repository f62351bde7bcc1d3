import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { vi } from 'vitest'
import type { PrincipalId } from '../../src/id.ts'
import type { Principal, PrincipalRecord } from '../../src/principal.ts'
import { principalStub } from '../../worker/stubs.ts'
import { world } from '../routes/cast.ts'
import { actorNamed } from '../unit/an-actor.ts'

export const BOSS = actorNamed('usr_boss')
export const MADE = { command: 'command', digest: 'digest' }
export const NO_CONTACT = { email: null, phone: null }
let made = 0

export type Door = ReturnType<typeof principalStub>

/** Ana at the till, new each time; nobody knows her yet. */
export function fresh(more: Partial<Principal> = {}): { ana: Principal; door: Door } {
  made += 1
  const id: PrincipalId = `usr_person${made}`
  const who = { role: 'operator', name: 'Ana', stores: ['sto_chiado'], partner: null } as const
  return { ana: { id, ...who, scopes: [], self: null, ...more }, door: principalStub(world, id) }
}

/** The same with a link that waits. */
export async function created(more: Partial<Principal> = {}): Promise<{ ana: Principal; door: Door }> {
  const { ana, door } = fresh(more)
  await door.create(ana, NO_CONTACT, 'link', MADE, BOSS)
  return { ana, door }
}

/** Waits until nothing is left to project. */
export async function settled(door: Door): Promise<void> {
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(door)
    const waits = await runInDurableObject(door, (_, { storage }) => storage.getAlarm())
    if (waits !== null) throw new Error('still something to project')
  })
}

export function record(door: Door): Promise<Partial<PrincipalRecord>> {
  return runInDurableObject(
    door,
    (_, { storage }) => storage.kv.get<Partial<PrincipalRecord>>('record') ?? {},
  )
}

export function written(door: Door, content: object): Promise<void> {
  return runInDurableObject(door, (_, { storage }) => storage.kv.put('record', content))
}

/** Whom this secret speaks for; null for nobody. */
export async function heldBy(door: Door, hash: string): Promise<Principal | null> {
  return (await door.presence(hash))?.principal ?? null
}

export function listed(id: string) {
  return world.DB.prepare('SELECT * FROM people WHERE id = ?').bind(id).first()
}

export async function termsOf(id: string): Promise<unknown[]> {
  const query = 'SELECT term FROM people_terms WHERE person_id = ? ORDER BY term'
  return (await world.DB.prepare(query).bind(id).all()).results.map(({ term }) => term)
}

export async function auditsOf(id: string): Promise<unknown[]> {
  const query = 'SELECT action, by FROM audits WHERE subject = ? ORDER BY at'
  return (await world.DB.prepare(query).bind(id).all()).results.map(({ action, by }) => [action, by])
}
