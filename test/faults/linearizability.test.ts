import { describe, expect, it } from 'vitest'
import { brokenLinks, chainOf } from '../objects/chain.ts'
import { inManyLives, SEED } from './busy-life.ts'
import { type Call, overlap } from './call.ts'
import { violations } from './checker.ts'

describe('However many act on a voucher at once, and whatever the machine does meanwhile', () => {
  it(`one order of events explains every answer (FAULT_SEED=${SEED})`, { timeout: 180_000 }, async () => {
    const calls: Call[] = []
    const shares: number[] = []
    await inManyLives(async (life) => {
      expect(violations(life)).toEqual([])
      expect(brokenLinks(await chainOf(life.id))).toEqual([])
      calls.push(...life.calls)
      shares.push(overlap(life.calls))
    })
    // Without contention, cuts, repeats and both verdicts nothing was tried.
    expect(shares.reduce((sum, each) => sum + each, 0) / shares.length).toBeGreaterThanOrEqual(0.3)
    expect(calls.filter(({ answer }) => answer === null).length).toBeGreaterThan(0)
    expect(calls.filter(({ answer }) => answer?.outcome.replayed).length).toBeGreaterThan(0)
    for (const kind of ['accepted', 'refused']) {
      expect(calls.filter(({ answer }) => answer?.outcome.kind === kind).length).toBeGreaterThan(
        shares.length,
      )
    }
  })
})
