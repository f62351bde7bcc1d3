import { describe, expect, it } from 'vitest'
import { brokenLinks, chainOf } from '../objects/chain.ts'
import { inManyLives, SEED } from './busy-life.ts'
import { overlap } from './call.ts'
import { violations } from './checker.ts'

describe('However many act on a voucher at once, and whatever the machine does meanwhile', () => {
  it(`one order of events explains every answer (FAULT_SEED=${SEED})`, { timeout: 120_000 }, async () => {
    const shares: number[] = []
    const kinds: Record<string, number> = {}
    await inManyLives(async (life) => {
      expect(violations(life)).toEqual([])
      expect(brokenLinks(await chainOf(life.id))).toEqual([])
      shares.push(overlap(life.calls))
      for (const c of life.calls) { const k = c.answer === null ? 'cut ' + c.failure : c.command.kind + ' ' + (c.answer.outcome.kind === 'refused' ? c.answer.outcome.refusals[0].reason : 'accepted') + (c.answer.outcome.replayed ? ' replayed' : ''); kinds[k] = (kinds[k] ?? 0) + 1 }
    })
    const share = shares.reduce((sum, each) => sum + each, 0) / shares.length
    console.log(share, kinds)
    expect(share).toBeGreaterThanOrEqual(0.3)
  })
})
