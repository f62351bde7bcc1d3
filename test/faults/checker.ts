import { isDeepStrictEqual } from 'node:util'
import type { Command } from '../../src/command.ts'
import { type Attempt, type Outcome, type Settlement, settle } from '../../src/ledger.ts'
import { type Entry, fold } from '../../src/voucher.ts'
import { type ARecord, EMPTY_RECORD, recorded } from '../unit/a-record.ts'
import { reasonsOf } from '../unit/answers.ts'
import type { Call, Life } from './call.ts'

/** A line of the record: accepted or refused. */
type Recorded = Entry | Attempt

/**
 * Everything that is wrong with a life, as sentences; empty when it is linearizable: the order of `seq` agrees with the
 * order in which callers saw things happen, the pure model gives the same answers in that order, and what was
 * acknowledged is there once. Lives have fewer refusals than an object keeps, so that nothing has been dropped.
 */
export function violations(life: Life): string[] {
  const lines = linesOf(life)
  return [
    ...gaps(lines),
    ...doubles(lines),
    ...strangers(lines, life.calls),
    ...disagreements(lines, life.calls),
    ...falseAnswers(lines, life.calls),
    ...secondFirsts(life.calls),
    ...reorderings(lines, life.calls),
    ...brokenPromises(life.record.lines.map(({ entry }) => entry)),
  ]
}

function linesOf({ record }: Life): Recorded[] {
  return [...record.lines.map(({ entry }) => entry), ...record.attempts].toSorted((a, b) => a.seq - b.seq)
}

function gaps(lines: readonly Recorded[]): string[] {
  const found = lines.map(({ seq }) => seq)
  return found.every((seq, index) => seq === index + 1) ? [] : [`lines are not 1, 2, 3 …: ${found.join()}`]
}

function doubles(lines: readonly Recorded[]): string[] {
  return lines
    .filter((line, index) => lines.findIndex(({ command }) => command === line.command) < index)
    .map(({ seq, command }) => `line ${seq} is the second of command ${command}`)
}

function strangers(lines: readonly Recorded[], calls: readonly Call[]): string[] {
  return lines
    .filter((line) => commandOf(line, calls) === undefined)
    .map(({ seq }) => `nobody asked for line ${seq}`)
}

/** Replays the lines in order through the model and gives the first that is not what the model decides at that moment. */
function disagreements(lines: readonly Recorded[], calls: readonly Call[]): string[] {
  let model: ARecord = EMPTY_RECORD
  for (const line of lines) {
    const command = commandOf(line, calls)
    if (command === undefined) continue
    const settlement = settle(model, command, line.at)
    if (!isDeepStrictEqual(writtenBy(settlement), line)) {
      const verdict = reasonsOf(settlement.outcome).join() || 'accepted'
      return [`line ${line.seq} (${kindOf(line)}) is not what the model decides: ${verdict}`]
    }
    model = recorded(model, settlement)
  }
  return []
}

/** What callers were told must be what stands in the record. */
function falseAnswers(lines: readonly Recorded[], calls: readonly Call[]): string[] {
  return calls.flatMap(({ command, answer, called }) => {
    if (answer === null) return []
    const { outcome } = answer
    const line = lines.find((each) => each.command === command.id)
    const told = `${command.kind} ${command.id} was told ${reasonsOf(outcome).join() || 'accepted'}`
    if (leavesNoTrace(outcome)) {
      return isKnown(command, called, calls) ? [`${told} after it had been answered otherwise`] : []
    }
    if (line === undefined) return [`${told}, and nothing is recorded`]
    if (line.digest !== command.digest) {
      return isReused(outcome) ? [] : [`${told} under an id that had other content`]
    }
    if (isReused(outcome)) return [`${told}, and its id had no other content`]
    return isDeepStrictEqual(asTold(outcome), asRecorded(line, lines))
      ? []
      : [`${told}, which is not what line ${line.seq} says`]
  })
}

/** Of all recorded answers to one command at most one says that it happened just now; exactly one, if none was cut off. */
function secondFirsts(calls: readonly Call[]): string[] {
  const lasting = calls.filter(
    ({ answer }) => answer === null || !(isReused(answer.outcome) || leavesNoTrace(answer.outcome)),
  )
  return [...new Set(lasting.map(({ command }) => command.id))].flatMap((id) => {
    const of = lasting.filter(({ command }) => command.id === id)
    const firsts = of.filter(({ answer }) => answer !== null && !answer.outcome.replayed).length
    const cut = of.some(({ answer }) => answer === null)
    return firsts === 1 || (firsts === 0 && cut) ? [] : [`command ${id} was decided anew ${firsts} times`]
  })
}

/** Whatever was answered before something else was asked must stand before it. */
function reorderings(lines: readonly Recorded[], calls: readonly Call[]): string[] {
  const spans = lines.map((line) => {
    const of = calls.filter(({ command }) => command.id === line.command && command.digest === line.digest)
    const answers = of.filter(({ answer }) => answer !== null && !leavesNoTrace(answer.outcome))
    return {
      seq: line.seq,
      first: Math.min(...of.map(({ called }) => called)),
      known: Math.min(...answers.map(({ answered }) => answered)),
    }
  })
  return spans.flatMap((later, index) =>
    spans
      .slice(0, index)
      .filter((earlier) => later.known < earlier.first)
      .map(({ seq }) => `line ${later.seq} was known before line ${seq} was asked for`),
  )
}

/** The promise itself, read from the lines alone and with no code of ours. */
function brokenPromises(entries: readonly Entry[]): string[] {
  const [issued] = entries
  if (issued === undefined) return []
  if (issued.kind !== 'issued') return ['the first line is no issue']
  const { benefit, uses } = issued.terms
  const face = benefit.kind === 'value' ? benefit.amount : null
  const standing = new Map<number, number>()
  let closesAt = issued.closesAt
  return entries.slice(1).flatMap((entry) => {
    if (entry.kind === 'extended') closesAt = entry.closesAt
    if (entry.kind === 'redeemed') standing.set(entry.seq, face === null ? 1 : (entry.amount ?? 0))
    if (entry.kind === 'rolled_back') {
      const back = face === null ? 1 : (entry.amount ?? 0)
      standing.set(entry.redemption, (standing.get(entry.redemption) ?? 0) - back)
    }
    const taken = [...standing.values()].reduce((sum, each) => sum + each, 0)
    const plain = entry.kind === 'redeemed' && !entry.forced
    return [
      ...([...standing.values()].some((each) => each < 0) ? [`line ${entry.seq} gives back too much`] : []),
      ...(face !== null && taken > face ? [`after line ${entry.seq} more is spent than was given`] : []),
      ...(plain && uses !== null && taken > uses ? [`line ${entry.seq} is one use too many`] : []),
      ...(plain && closesAt !== null && entry.at >= closesAt ? [`line ${entry.seq} is after the end`] : []),
    ]
  })
}

function commandOf(line: Recorded, calls: readonly Call[]): Command | undefined {
  return calls.find(({ command }) => command.id === line.command && command.digest === line.digest)?.command
}

function writtenBy({ write }: Settlement): Recorded | null {
  if (write === null) return null
  return 'entry' in write ? write.entry : write.attempt
}

function kindOf(line: Recorded): string {
  return isEntry(line) ? line.kind : `refused ${line.attempted}`
}

function isReused(outcome: Outcome): boolean {
  return reasonsOf(outcome)[0] === 'idempotency_key_reused'
}

/** What names something that is not there is refused and forgotten: sent again, it is decided anew. */
function leavesNoTrace(outcome: Outcome): boolean {
  return ['voucher_not_found', 'redemption_not_found', 'code_taken'].includes(reasonsOf(outcome)[0] ?? '')
}

/** Whether somebody had a recorded answer to the command before then. */
function isKnown({ id, digest }: Command, then: number, calls: readonly Call[]): boolean {
  return calls.some(
    ({ command, answer, answered }) =>
      command.id === id &&
      command.digest === digest &&
      answer !== null &&
      answered < then &&
      !leavesNoTrace(answer.outcome),
  )
}

function asTold(outcome: Outcome) {
  const { voucher } = outcome
  return outcome.kind === 'accepted'
    ? { entry: outcome.entry, voucher }
    : { at: outcome.at, refusals: outcome.refusals, voucher }
}

function asRecorded(line: Recorded, lines: readonly Recorded[]) {
  const voucher = fold(lines.filter((each) => isEntry(each)).filter(({ seq }) => seq <= line.seq))
  return isEntry(line) ? { entry: line, voucher } : { at: line.at, refusals: line.refusals, voucher }
}

function isEntry(line: Recorded): line is Entry {
  return !('attempted' in line)
}
