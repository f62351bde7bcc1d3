import { assert } from '../../src/assert.ts'
import type { Command, Words } from '../../src/command.ts'
import type { CommandId, VoucherId } from '../../src/id.ts'
import { type Attempt, type Outcome, settle } from '../../src/ledger.ts'
import type { Instant } from '../../src/local-time.ts'
import { type Entry, fold, type Voucher } from '../../src/voucher.ts'
import { digestOf } from '../secrets.ts'

/** A voucher's finished past, as its object takes it over. */
export interface Past {
  readonly voucher: VoucherId
  readonly lines: readonly PastLine[]
  readonly attempts: readonly Attempt[]
}

/** An accepted entry and what was typed with it. */
export interface PastLine {
  readonly entry: Entry
  readonly words: Words
}

/** What happens to a voucher: a command without its id, which the life itself gives. */
export type Event = {
  [K in Command['kind']]: Omit<Extract<Command, { kind: K }>, 'id' | 'digest'>
}[Command['kind']]

/**
 * A voucher's life as it would have been: every event is settled by the product's own rules, with the time of the past
 * as its clock. Nothing happens at or after `end`.
 */
export class Life {
  readonly #name: string
  readonly #end: Instant
  readonly #lines: PastLine[] = []
  readonly #attempts: Attempt[] = []
  #events = 0
  #last = 0

  constructor(name: string, end: Instant) {
    this.#name = name
    this.#end = end
  }

  /** The id of the next event: it names the voucher that an issue makes. */
  nextCommand(): CommandId {
    return digestOf('demo', this.#name, String(this.#events))
  }

  /** Lets an event happen; null when it would lie outside the told time or before what already happened. */
  happen(event: Event, at: Instant): Outcome | null {
    if (at >= this.#end || at <= this.#last) return null
    const id = this.nextCommand()
    const digest = digestOf(JSON.stringify(event)).slice(0, 32)
    const entries = this.#lines.map(({ entry }) => entry)
    const command: Command = { ...event, id, digest }
    const { write, outcome } = settle({ entries, attempts: this.#attempts }, command, at)
    assert(write !== null, 'the past repeats nothing')
    if ('entry' in write) this.#lines.push(write)
    else this.#attempts.push(write.attempt)
    this.#events += 1
    this.#last = at
    return outcome
  }

  /** The moment of the latest event, accepted or refused. */
  get last(): Instant {
    return this.#last
  }

  /** The voucher as it stands. */
  voucher(): Voucher {
    const voucher = fold(this.#lines.map(({ entry }) => entry))
    assert(voucher !== null, 'a life begins with an issue')
    return voucher
  }

  past(): Past {
    return { voucher: this.voucher().id, lines: this.#lines, attempts: this.#attempts }
  }
}
