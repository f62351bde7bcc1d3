import type { Words } from '../src/command.ts'
import {
  type Attempt,
  attemptsToDrop,
  countAttempts,
  type Ledger,
  type RefusalCounts,
} from '../src/ledger.ts'
import type { Refusal } from '../src/refusal.ts'
import type { Entry } from '../src/voucher.ts'
import type { LedgerCopy } from './ledger-copy.ts'
import { type LedgerLine, LedgerTable } from './ledger-table.ts'
import type { SchemaStep } from './schema.ts'

/** An entry with what people typed beside it and its place in the chain. */
export type Line = LedgerLine<Entry>

/** A voucher's whole record: the pure ledger, and what only storage knows. */
export interface Record extends Ledger {
  readonly lines: readonly Line[]
  readonly counts: RefusalCounts
}

/** The steps from schema 1 on. */
const STEPS: readonly SchemaStep<SqlStorage>[] = []

const EMPTY: Record = { entries: [], attempts: [], lines: [], counts: {} }

/** What one voucher keeps. Nothing is created before the first accepted issue (Rule R24). */
export class VoucherLedger {
  readonly #table: LedgerTable<Entry>
  /** What is stored, as long as nothing was written since it was kept. */
  #kept: Record | null = null

  constructor(sql: SqlStorage, steps = STEPS) {
    this.#table = new LedgerTable(sql, steps)
  }

  /** Everything: from memory if it was kept, else as it is stored. */
  read(): Record {
    return this.#kept ?? this.#load()
  }

  /** Keeps a record in memory. Only after its transaction: what was rolled back must be read again. */
  keep(record: Record): void {
    this.#kept = record
  }

  /** Every line as it is stored, unpacked; empty for a voucher that was never issued. */
  copy(): LedgerCopy {
    return this.#table.copy()
  }

  /** Writes a copied ledger where there is none. Must run inside the transaction that saw that there is none. */
  restore(copy: LedgerCopy): void {
    this.#kept = null
    this.#table.restore(copy)
  }

  /** Adds an accepted entry to the chain and gives the record with it. Must run inside the transaction that read `record`. */
  append(record: Record, entry: Entry, words: Words): Record {
    this.#kept = null
    const line = this.#table.append(record.lines.at(-1), entry, words)
    return { ...record, entries: [...record.entries, entry], lines: [...record.lines, line] }
  }

  /** Records a refused attempt, and of the oldest beyond the limit only their number. Gives the record with it. */
  remember(record: Record, attempt: Attempt): Record {
    this.#kept = null
    const all = [...record.attempts, attempt]
    const dropped = attemptsToDrop(all)
    const attempts = all.slice(dropped.length)
    const counts = countAttempts(record.counts, dropped)
    this.#table.writeRefused(JSON.stringify({ attempts: attempts.map(lean), counts }))
    return { ...record, attempts, counts }
  }

  /** Takes out every word people typed; facts and hashes stay. Whether there was any. Must run inside a transaction. */
  eraseWords(): boolean {
    this.#kept = null
    return this.#table.eraseWords()
  }

  #load(): Record {
    const stored = this.#table.read()
    if (stored === null) return EMPTY
    const { lines, refused } = stored
    const entries = lines.map(({ entry }) => entry)
    const { attempts, counts } = readRefused(refused)
    return { entries, attempts: attempts.map((attempt) => restored(attempt, entries)), lines, counts }
  }
}

interface Refused {
  readonly attempts: readonly Attempt[]
  readonly counts: RefusalCounts
}

function readRefused(text: string | null): Refused {
  return text === null ? { attempts: [], counts: {} } : (JSON.parse(text) as Refused)
}

/** Two hundred shops, or products, would be named by every attempt at another one; the terms name them already. */
function lean(attempt: Attempt): object {
  const refusals = attempt.refusals.map((refusal) =>
    refusal.reason === 'store_not_participating' || refusal.reason === 'product_not_eligible'
      ? { reason: refusal.reason }
      : refusal,
  )
  return { ...attempt, refusals }
}

function restored(attempt: Attempt, [issued]: readonly Entry[]): Attempt {
  const [first, ...rest] = attempt.refusals
  const whole = (refusal: Refusal): Refusal => {
    if (issued?.kind !== 'issued') return refusal
    const { store_ids, product_ids = [], category_ids = [] } = issued.terms
    if (refusal.reason === 'store_not_participating') return { ...refusal, store_ids }
    return refusal.reason === 'product_not_eligible' ? { ...refusal, product_ids, category_ids } : refusal
  }
  return { ...attempt, refusals: [whole(first), ...rest.map(whole)] }
}
