import fc from 'fast-check'
import type { Command } from '../../src/command.ts'
import { type Attempt, type Settlement, settle } from '../../src/ledger.ts'
import type { Instant } from '../../src/local-time.ts'
import { type Entry, fold } from '../../src/voucher.ts'
import { type ARecord, EMPTY_RECORD, recorded } from '../unit/a-record.ts'
import { aimed, lives, type Sent } from './commands.ts'

/** `FC_RUNS=5000 FC_SEED=…` runs more, or the ones a failure named: fast-check prints seed and path with it. */
export const RUNS = {
  numRuns: Number(process.env.FC_RUNS ?? 200),
  ...(process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) }),
}

/** One command, what was recorded before and after it, and the answer. */
export interface Step {
  readonly command: Command
  readonly now: Instant
  readonly before: ARecord
  readonly settlement: Settlement
  readonly after: ARecord
}

/** For any list of commands at any times: lives a voucher's life and looks at every step of it. */
export function inAnyLife(look: (steps: readonly Step[]) => void): void {
  fc.assert(
    fc.property(lives, (life) => look(lived(life))),
    RUNS,
  )
}

/** What became of a life: every step of it. */
export function lived(life: readonly Sent[]): Step[] {
  const steps: Step[] = []
  let before = EMPTY_RECORD
  for (const { command: asked, now, again } of life) {
    const command = repeated(steps, again) ?? digested(aimed(asked, fold(before.entries)))
    const settlement = settle(before, command, now)
    const after = recorded(before, settlement)
    steps.push({ command, now, before, settlement, after })
    before = after
  }
  return steps
}

function repeated(steps: readonly Step[], again: number | null): Command | undefined {
  return again === null ? undefined : steps[again % steps.length]?.command
}

/** The digest is the content, as the front door makes it. */
function digested(command: Command): Command {
  return { ...command, digest: JSON.stringify(command) }
}

/** The line that was written, accepted or refused. */
export function lineIn(write: NonNullable<Settlement['write']>): Entry | Attempt {
  return 'entry' in write ? write.entry : write.attempt
}
