import { abortAllDurableObjects, evictDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { vi } from 'vitest'
import { assert } from '../../src/assert.ts'
import type { VoucherId } from '../../src/id.ts'
import { anyId, issuing, object, stubOf } from '../objects/living-voucher.ts'
import { ISSUED_AT, MINUTE } from '../unit/cast.ts'
import { type Life, Witness } from './call.ts'
import { commandFor, type Plan, plans, type Wave } from './plan.ts'

/** `FAULT_SEED=… FAULT_RUNS=500 npm test -- workerd …` repeats the lives a failure named, or lives more of them. */
export const SEED = asked(process.env.FAULT_SEED) ?? Math.floor(Math.random() * 2 ** 31)
const RUNS = asked(process.env.FAULT_RUNS) ?? 60

/** Lives as many busy lives as are asked for and looks at each; a failure names its seed. */
export async function inManyLives(look: (life: BusyLife) => void | Promise<void>): Promise<void> {
  const property = fc.asyncProperty(plans, async (plan) => look(await lived(plan)))
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true })
}

/** A life and whose it was. */
export interface BusyLife extends Life {
  readonly id: VoucherId
}

/** Lives the plan in a voucher object of its own, whose clock is the plan's, and says what everyone saw. */
export async function lived({ wish, waves }: Plan): Promise<BusyLife> {
  vi.useFakeTimers({ toFake: ['Date'], now: ISSUED_AT })
  try {
    const id = anyId()
    const witness = new Witness((command) => object(id).execute(command))
    await witness.send(issuing(id, wish))
    for (const wave of waves) await meet(id, wave, witness)
    await witness.settleAll()
    const record = await object(id).history()
    assert(record !== null, 'an issued voucher has a history')
    return { id, calls: witness.calls, record }
  } finally {
    vi.useRealTimers()
  }
}

async function meet(id: VoucherId, { clock, sendings, fault }: Wave, witness: Witness): Promise<void> {
  const reading = await object(id).read()
  vi.setSystemTime(
    clock.kind === 'passes'
      ? Date.now() + clock.by * MINUTE
      : (reading?.voucher.closesAt ?? Date.now()) + clock.by,
  )
  const asked = sendings.map((sending) => commandFor(sending, witness.calls))
  const answers = asked.map((command) => witness.send(command))
  if (fault === 'abort') {
    await Promise.race(answers)
    await abortAllDurableObjects()
  }
  await Promise.all(answers)
  if (fault === 'evict') await evictDurableObject(stubOf(id))
}

function asked(setting: string | undefined): number | null {
  return /^\d+$/.test(setting ?? '') ? Number(setting) : null
}
