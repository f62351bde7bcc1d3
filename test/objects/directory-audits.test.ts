import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DirectoryObject } from '../../durable-objects/directory-object.ts'
import { directoryStub } from '../../worker/stubs.ts'
import { openLume, world } from '../routes/cast.ts'
import { soon } from '../routes/pages.ts'
import { actorNamed } from '../unit/an-actor.ts'

beforeAll(openLume)

const by = 'usr_rui'
const directory = () => directoryStub(world)

async function rename(name: string): Promise<string> {
  const { version } = (await directory().read()).brand
  return (await directory().change({ kind: 'brand', version, fields: { name } }, { actor: actorNamed(by) }))
    .kind
}

async function rows(): Promise<readonly unknown[]> {
  return (await world.DB.prepare("SELECT by, action FROM audits WHERE subject = 'brand'").all()).results
}

describe('The record of a change', () => {
  it('reaches D1 once, also when it is written again and again', async () => {
    expect(await rename('One')).toBe('changed')
    await soon(async () => expect(await rows()).toEqual([{ by, action: 'brand_changed' }]))
    await runInDurableObject(directory(), async (object: DirectoryObject, { storage }) => {
      const at = storage.kv.get<number>('noted')
      storage.kv.put('outbox', [{ at, by, action: 'brand_changed', subject: 'brand' }])
      await object.alarm()
      await object.alarm()
    })
    expect(await rows()).toHaveLength(1)
  })

  it('waits while D1 is closed, without holding up the change, and is whole right after', async () => {
    const before = (await rows()).length
    await runInDurableObject(directory(), async (object: DirectoryObject) => {
      const env: unknown = Reflect.get(object, 'env')
      Reflect.set(object, 'env', { DB: { prepare: closed, batch: closed } })
      for (const name of ['Two', 'Three', 'Four']) {
        const { version } = object.read().brand
        const changed = object.change({ kind: 'brand', version, fields: { name } }, { actor: actorNamed(by) })
        expect(changed.kind).toBe('changed')
      }
      await object.alarm()
      Reflect.set(object, 'env', env)
    })
    expect(await rows()).toHaveLength(before)
    await runDurableObjectAlarm(directory())
    await soon(async () => expect(await rows()).toHaveLength(before + 3))
    const { results } = await world.DB.prepare("SELECT at FROM audits WHERE subject = 'brand'").all()
    expect(new Set(results.map(({ at }) => at)).size).toBe(results.length)
  })

  it('is written piece by piece after a long outage', async () => {
    const pieces = await runInDurableObject(directory(), async (object: DirectoryObject, { storage }) => {
      const fact = (n: number) => ({ at: n, by, action: 'store_changed', subject: 'sto_many' })
      storage.kv.put(
        'outbox',
        Array.from({ length: 100 }, (_, n) => fact(n + 1)),
      )
      const left: (number | undefined)[] = []
      for (let n = 0; n < 3; n += 1) {
        await object.alarm()
        left.push(storage.kv.get<unknown[]>('outbox')?.length)
      }
      return left
    })
    expect(pieces).toEqual([60, 20, 0])
    const written = "SELECT count(*) AS n FROM audits WHERE subject = 'sto_many'"
    expect(await world.DB.prepare(written).first('n')).toBe(100)
  })

  it('is not written for a change that was refused or changed nothing', async () => {
    const before = (await rows()).length
    const { brand } = await directory().read()
    const same = { kind: 'brand', version: brand.version, fields: { name: brand.name } } as const
    expect((await directory().change(same, { actor: actorNamed(by) })).kind).toBe('unchanged')
    const stale = { kind: 'brand', version: 0, fields: { name: 'Late' } } as const
    expect((await directory().change(stale, { actor: actorNamed(by) })).kind).toBe('refused')
    await runDurableObjectAlarm(directory())
    expect(await rows()).toHaveLength(before)
  })
})

function closed(): never {
  throw new Error('D1_ERROR: D1 DB is overloaded. Requests queued for too long.')
}
