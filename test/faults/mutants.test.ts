import { runDurableObjectAlarm } from 'cloudflare:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ATTEMPTS_KEPT } from '../../src/ledger.ts'
import { issued, send, sent, stubOf } from '../objects/living-voucher.ts'
import { failingAtWrite, stored } from '../objects/storage.ts'
import { redeem } from '../unit/a-command.ts'
import { lived, SEED } from './busy-life.ts'
import { violations } from './checker.ts'
import { plans } from './plan.ts'
import {
  executing,
  rightly,
  throughTheEnd,
  type Way,
  waitingBeforeWriting,
  withoutDigests,
  withoutMemory,
  withoutTransaction,
} from './variants.ts'

/** So many lives a planted bug may hide in. */
const LIVES = 200

describe(`The checker of histories (FAULT_SEED=${SEED})`, { timeout: 120_000 }, () => {
  it('finds nothing in the right way of executing, put together from the same parts', async () => {
    expect(await executing(rightly, () => firstViolation(/./, 8))).toBeNull()
  })

  it.each<[string, Way, RegExp]>([
    [
      'others are let in between reading and writing',
      waitingBeforeWriting,
      /too many|too much|more is spent|unreadable/,
    ],
    ['a command is not looked up before it is decided', withoutMemory, /is the second of command/],
    ['the content under an id is not compared', withoutDigests, /under an id that had other content/],
    ['the end of validity counts as inside', throughTheEnd, /is after the end/],
  ])('goes red when %s', async (_, way, sentence) => {
    expect(await executing(way, () => firstViolation(sentence, LIVES))).toMatch(sentence)
  })
})

describe('A burst of redemptions', () => {
  it('goes red when others are let in between reading and writing', async () => {
    const id = await issued()
    const burst = Array.from({ length: 64 }, () => redeem())
    const outcomes = await executing(waitingBeforeWriting, () =>
      Promise.all(burst.map((command) => send(id, command))),
    )
    expect(outcomes.filter(({ kind }) => kind === 'accepted').length).toBeGreaterThan(1)
  })
})

describe('The check for half-done work', () => {
  it('finds nothing behind a failure between two writes', async () => {
    expect(await leftBehind()).toEqual([])
  })

  it('goes red when the writes are not one transaction', async () => {
    expect(await executing(withoutTransaction, leftBehind)).not.toEqual([])
  })
})

/** The first such sentence the checker says about any of the lives; a ledger nobody can read says so itself. */
async function firstViolation(sentence: RegExp, lives: number): Promise<string | null> {
  for (const plan of fc.sample(plans, { seed: SEED, numRuns: lives })) {
    const found = await lived(plan).then(violations, (failure: unknown) => [`unreadable: ${String(failure)}`])
    const match = found.find((each) => sentence.test(each))
    if (match !== undefined) return match
  }
  return null
}

/** What a 41st refusal leaves behind when its first write fails, its second, and so on: it also counts the oldest. */
async function leftBehind(): Promise<string[]> {
  const id = await issued()
  for (let asked = 0; asked <= ATTEMPTS_KEPT; asked += 1) await send(id, redeem())
  await runDurableObjectAlarm(stubOf(id))
  const before = await stored(id)
  const found: string[] = []
  for (let n = 1; ; n += 1) {
    const failure = await failingAtWrite(id, n, (voucher) => voucher.execute(sent(redeem())))
    if (failure === null) break
    expect(failure).toBe('Error: disk full')
    if (!isDeepStrictEqual(await stored(id), before)) found.push(`something is left when write ${n} fails`)
  }
  expect(await stored(id)).not.toEqual(before)
  return found
}
