import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/command.ts'
import { decide, validate } from '../../src/decide.ts'
import { type Attempt, type Outcome, settle } from '../../src/ledger.ts'
import { type Entry, fold, type Voucher } from '../../src/voucher.ts'
import { type ARecord, EMPTY_RECORD } from '../unit/a-record.ts'
import { reasonsOf } from '../unit/answers.ts'
import { inAnyLife, lineIn, lived, RUNS, type Step } from './a-life.ts'
import { lives, livesAndRedemptions, moments } from './commands.ts'

describe('A command sent again', () => {
  it('after any prefix, twice, at any time, changes nothing and is answered as then (R4, R5)', () => {
    fc.assert(
      fc.property(lives, fc.nat(), moments, (life, cut, again) => {
        const steps = lived(life)
        const record = steps.at(-1)?.after ?? EMPTY_RECORD
        const prefix = steps.slice(0, 1 + (cut % steps.length))
        for (const { command } of [...prefix, ...prefix]) {
          const line = lineOf(record, command)
          if (line === undefined) continue
          const repeat = settle(record, command, again)
          expect(repeat.write).toBeNull()
          if (line.digest === command.digest)
            expect(asThen(repeat.outcome)).toEqual(asThen(answerAt(steps, line.seq)))
          else expect(reasonsOf(repeat.outcome)).toEqual(['idempotency_key_reused'])
        }
      }),
      RUNS,
    )
  })

  it('with other content is refused and changes nothing (R5)', () => {
    inAnyLife((steps) => {
      const record = steps.at(-1)?.after ?? EMPTY_RECORD
      for (const { command, now } of steps) {
        if (lineOf(record, command) === undefined) continue
        const muddled = settle(record, { ...command, digest: 'something else' }, now)
        expect(muddled.write).toBeNull()
        expect(reasonsOf(muddled.outcome)).toEqual(['idempotency_key_reused'])
      }
    })
  })
})

describe('A validation', () => {
  it('says what a redemption of the same sum would be answered at that moment (R27)', () => {
    fc.assert(
      fc.property(livesAndRedemptions, moments, ([life, command], now) => {
        const voucher: Voucher | null = fold(lived(life).at(-1)?.after.entries ?? [])
        const open = voucher?.balance != null && command.amount === null && command.order === null
        fc.pre(!open)
        expect(reasonsOf(validate(voucher, command, now))).toEqual(reasonsOf(decide(voucher, command, now)))
      }),
      RUNS,
    )
  })
})

/** Where a command is remembered: accepted ones for ever, refused ones while they are kept. */
function lineOf({ entries, attempts }: ARecord, { id }: Command): Entry | Attempt | undefined {
  return [...entries, ...attempts].find(({ command }) => command === id)
}

/** What was answered when that line was written. */
function answerAt(steps: readonly Step[], seq: number): Outcome | undefined {
  return steps.find(({ settlement: { write } }) => write !== null && lineIn(write).seq === seq)?.settlement
    .outcome
}

/** An answer without what is only known later. */
function asThen(outcome: Outcome | undefined) {
  return { ...outcome, replayed: null, reversed: null }
}
