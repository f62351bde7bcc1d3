import { DurableObject } from 'cloudflare:workers'
import { nextWake } from '../src/agenda.ts'
import { assert } from '../src/assert.ts'
import type { Command, Use, Words } from '../src/command.ts'
import { committed, settlesAt } from '../src/committed.ts'
import { type Validation, validate } from '../src/decide.ts'
import { heldUntil } from '../src/hold.ts'
import type { CommandId, CustomerId } from '../src/id.ts'
import {
  type Attempt,
  headOf,
  type Outcome,
  type RefusalCounts,
  recall,
  settle,
  timeIn,
} from '../src/ledger.ts'
import type { Instant } from '../src/local-time.ts'
import { type Entry, fold, isHolder, type Voucher } from '../src/voucher.ts'
import { beside } from './beside.ts'
import { sayLate, TOLD_AFTER, tellLate } from './late.ts'
import { isWhole, type LedgerCopy, type Restoring } from './ledger-copy.ts'
import { project, projectWhole } from './projection.ts'
import type { StockObject } from './stock-object.ts'
import type { SystemObject } from './system-object.ts'
import { type Line, type Record, VoucherLedger } from './voucher-ledger.ts'

/** What an object needs from its surroundings. */
export interface ObjectEnv {
  readonly DB: D1Database
  readonly STOCK: DurableObjectNamespace<StockObject>
  readonly SYSTEM?: DurableObjectNamespace<SystemObject>
  readonly JURISDICTION?: string
}

/** A voucher as its own object knows it, with the words typed at issue. */
export interface VoucherReading {
  readonly voucher: Voucher
  readonly words: Words
  /** Last line of its ledger. */
  readonly head: number
}

/** A command's outcome, the words typed at issue, and the receipt: the chain's hash at the accepted entry. */
export interface Answer {
  readonly outcome: Outcome
  readonly words: Words
  readonly receipt: string | null
}

/** Everything recorded about one voucher. */
export interface History extends VoucherReading {
  readonly lines: readonly Line[]
  readonly attempts: readonly Attempt[]
  readonly counts: RefusalCounts
  /** Until when orders hold all of it, as of now. */
  readonly heldUntil: Instant | null
}

/** One voucher: a transaction around `settle`. Its name is the voucher id, so that no other object is ever asked. */
export class VoucherObject extends DurableObject<ObjectEnv> {
  protected readonly ledger = new VoucherLedger(this.ctx.storage.sql)
  /** Paces retries only; forgotten on eviction, which at worst retries sooner. */
  #failures = 0

  /** Decides a command exactly once and answers every repeat as then. */
  execute(command: Command): Answer {
    const now = Date.now()
    const { record, outcome } = this.ctx.storage.transactionSync(() => {
      const record = this.ledger.read()
      const { write, outcome } = settle(record, command, now)
      if (write === null) return { record, outcome }
      // In the transaction: the alarm exists exactly if the line does, and a pending alarm is the outbox.
      void this.ctx.storage.setAlarm(now)
      if ('attempt' in write) return { record: this.ledger.remember(record, write.attempt), outcome }
      return { record: this.ledger.append(record, write.entry, write.words), outcome }
    })
    // Nobody else writes here: the next command finds it in memory, unless the object has left it.
    this.ledger.keep(record)
    return answer(outcome, record.lines)
  }

  /** The recorded answer to a command of the past, or null if nothing was recorded under this id. */
  recall(id: CommandId): Answer | null {
    const record = this.ledger.read()
    const seen = recall(record, id)
    return seen === null ? null : answer(seen.outcome, record.lines)
  }

  /** Answers whether a use would be accepted now, without side effects. */
  validate(use: Use): { readonly validation: Validation; readonly reading: VoucherReading | null } {
    const record = this.ledger.read()
    const reading = readingOf(record)
    return { validation: validate(reading?.voucher ?? null, use, timeIn(record, Date.now())), reading }
  }

  /** The voucher as it stands, or null if it was never issued. */
  read(): VoucherReading | null {
    return readingOf(this.ledger.read())
  }

  /** The voucher with every line and attempt, or null if it was never issued. */
  history(): History | null {
    const record = this.ledger.read()
    const reading = readingOf(record)
    const { lines, attempts, counts } = record
    return reading && { ...reading, lines, attempts, counts, heldUntil: heldNow(record, reading.voucher) }
  }

  /**
   * Takes every word people typed out of the ledger of a voucher that one of these customers holds or held; its facts and
   * its chain stay whole. The alarm takes them out of the lists, after whatever was on its way there. Rule R65.
   */
  eraseWords(holders: readonly CustomerId[]): void {
    this.ctx.storage.transactionSync(() => {
      const voucher = fold(this.ledger.read().entries)
      if (voucher === null || !holders.some((holder) => isHolder(voucher, holder))) return
      if (this.ledger.eraseWords()) void this.ctx.storage.setAlarm(Date.now())
    })
  }

  /** The ledger as it is stored, for a backup; empty for a voucher that was never issued. */
  copy(): LedgerCopy {
    return this.ledger.copy()
  }

  /**
   * Takes a copy of its own ledger over, byte for byte, where nothing is yet; the alarm brings it to the lists. A ledger
   * that is there already is kept, whatever the copy says.
   */
  restore(copy: LedgerCopy): Restoring {
    return this.ctx.storage.transactionSync((): Restoring => {
      const present = this.ledger.copy()
      if (present.length > 0) return JSON.stringify(present) === JSON.stringify(copy) ? 'same' : 'different'
      // Woken by its number it does not know its name; then it was the name in the copy that led here.
      if (!isWhole(copy, this.ctx.id.name ?? null, voucherOf)) return 'flawed'
      void this.ctx.storage.setAlarm(Date.now())
      this.ledger.restore(copy)
      return 'restored'
    })
  }

  /** Projects what D1 does not have yet, and says what it costs its budget; on an outage tries again, slower and slower, for ever. */
  override async alarm(): Promise<void> {
    let projected = 0
    const before = this.#failures
    let said: string | null = null
    try {
      const past = this.#pastToProject()
      const upTo = await project(this.env.DB, past)
      await this.#settleBudget(past)
      projected = upTo
      this.#failures = 0
    } catch (failure) {
      this.#failures += 1
      said = sayLate(this.ctx.id.name, this.#failures, failure)
    }
    const now = Date.now()
    this.ctx.storage.transactionSync(() => {
      const record = this.ledger.read()
      const voucher = fold(record.entries)
      const endsAt = voucher && nextEnd(record, voucher)
      const agenda = { head: headOf(record), projected, failures: this.#failures, endsAt }
      const wake = nextWake(agenda, now)
      if (wake !== null) void this.ctx.storage.setAlarm(wake)
    })
    // Armed by now: whatever comes of telling, projecting goes on.
    if (said === null ? before >= TOLD_AFTER : this.#failures === TOLD_AFTER) {
      const about = { subject: this.ctx.id.name ?? '', since: timeOfHead(this.ledger.read()) }
      await tellLate(this.env, about, said)
    }
  }

  /** Writes the whole ledger to D1 again, whatever it has. Gives the last line. */
  async reproject(): Promise<number> {
    return projectWhole(this.env.DB, this.#pastToProject())
  }

  /** Tells the money of its campaign what it keeps of it; nothing for the many that cost no budget. */
  async #settleBudget({ voucher, head }: History): Promise<void> {
    const { campaign, claim, id } = voucher
    if (campaign === null) return
    const kept = committed(voucher, timeIn(this.ledger.read(), Date.now()))
    await beside(this.env.STOCK, campaign, this.env.JURISDICTION).settle(claim ?? id, kept, head)
  }

  #pastToProject(): History {
    const history = this.history()
    assert(history !== null, 'only an issued voucher has something to project')
    return history
  }
}

/** When the last line was written, which is the one that is late. */
function timeOfHead({ entries, attempts }: Record): number {
  return Math.max(entries.at(-1)?.at ?? 0, attempts.at(-1)?.at ?? 0)
}

/** The voucher a copied ledger is of. */
function voucherOf(entries: readonly unknown[]): string | null {
  return fold(entries as readonly Entry[])?.id ?? null
}

/** Until when it is held, by the clock of its ledger. */
function heldNow(record: Record, voucher: Voucher): Instant | null {
  return heldUntil(voucher, timeIn(record, Date.now()))
}

/** When something about it ends by itself next: what holds it, or what it keeps of a budget. */
function nextEnd(record: Record, voucher: Voucher): Instant | null {
  const ends = [heldNow(record, voucher), voucher.campaign && settlesAt(voucher, timeIn(record, Date.now()))]
  return ends
    .filter((end) => end !== null)
    .reduce<Instant | null>((a, b) => (a === null || b < a ? b : a), null)
}

function readingOf(record: Record): VoucherReading | null {
  const voucher = fold(record.entries)
  return voucher && { voucher, words: record.lines[0]?.words ?? {}, head: headOf(record) }
}

function answer(outcome: Outcome, lines: readonly Line[]): Answer {
  const line =
    outcome.kind === 'accepted' ? lines.find(({ entry }) => entry.seq === outcome.entry.seq) : undefined
  return { outcome, words: lines[0]?.words ?? {}, receipt: line?.hash ?? null }
}
