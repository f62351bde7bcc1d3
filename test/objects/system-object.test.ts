import { describe, expect, it } from 'vitest'
import { systemStub } from '../../worker/stubs.ts'
import { world } from '../routes/cast.ts'
import { anyId } from './living-voucher.ts'

const system = () => systemStub(world)

describe('The object that knows how this world is doing', () => {
  it('remembers what fails until it works again, told once or often', async () => {
    const late = { kind: 'projection', subject: anyId(), since: 7, error: 'overloaded' } as const
    const job = { kind: 'job', subject: 'figures', since: 9, error: 'lost' } as const
    await system().note(late)
    await system().note(late)
    await system().note(job)
    expect(await system().troubles()).toEqual([late, job])
    await system().clear(late)
    await system().clear(late)
    expect(await system().troubles()).toEqual([job])
    await system().clear(job)
    expect(await system().troubles()).toEqual([])
  })

  it('takes a heartbeat without touching what it remembers', async () => {
    const job = { kind: 'job', subject: 'figures', since: 9, error: 'lost' } as const
    await system().note(job)
    await system().beat(123)
    await system().tick(456)
    expect(await system().lastTick()).toBe(456)
    expect(await system().troubles()).toEqual([job])
  })
})
