import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { DIRECTORY_BYTES_MOST, type Directory, directoryOf, UNNAMED } from '../../src/directory.ts'
import { directoryStub } from '../../worker/stubs.ts'
import { LUME, openLume, world } from '../routes/cast.ts'
import { actorNamed } from '../unit/an-actor.ts'

describe('The directory', () => {
  it('before anybody has set it up, is a brand without a name and without shops', async () => {
    expect(await directoryStub(world).read()).toEqual(UNNAMED)
  })

  it('is kept as it was written, one version further, also by an object that has slept', async () => {
    await openLume()
    const directory = directoryStub(world)
    const kept = await directory.read()
    expect(kept).toEqual(directoryOf({ ...LUME, version: 1 }))
    await evictDurableObject(directory)
    expect(await directory.read()).toEqual(kept)
  })

  it('is changed only by who has seen its last version: the other one is told and changes nothing', async () => {
    const directory = directoryStub(world)
    const seen = await directory.read()
    const first = await directory.replace(seen.version, named(seen, 'Lume & Mar'))
    expect(first).toMatchObject({ version: seen.version + 1, brand: { name: 'Lume & Mar' } })
    expect(await directory.replace(seen.version, named(seen, 'Too late'))).toBeNull()
    expect(await directory.read()).toEqual(first)
  })

  it('changed by many at once, is changed by one', async () => {
    const directory = directoryStub(world)
    const seen = await directory.read()
    const written = await Promise.all(
      Array.from({ length: 32 }, (_, n) => directory.replace(seen.version, named(seen, `Lume ${n}`))),
    )
    const won = written.filter((each) => each !== null)
    expect(won).toHaveLength(1)
    expect(await directory.read()).toEqual(won[0])
  })

  it('never outgrows what every isolate can read at once', async () => {
    const directory = directoryStub(world)
    const seen = await directory.read()
    const huge = named(seen, 'x'.repeat(DIRECTORY_BYTES_MOST))
    expect(await directory.replace(seen.version, huge)).toBeNull()
    const { brand } = huge
    const change = { kind: 'brand', version: seen.brand.version, fields: { name: brand.name } } as const
    expect(await directory.change(change, { actor: actorNamed('usr_rui') })).toMatchObject({
      kind: 'refused',
      reason: 'directory_full',
    })
    expect(await directory.read()).toEqual(seen)
  })
})

function named(directory: Directory, name: string): Directory {
  return { ...directory, brand: { ...directory.brand, name } }
}
