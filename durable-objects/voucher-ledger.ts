import { randomBytes } from 'node:crypto'
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
import { CHAIN_START, chained, wordsHash } from './hash-chain.ts'
import type { CopiedLine, LedgerCopy } from './ledger-copy.ts'
import { pack, unpack } from './packing.ts'
import { NewerSchema, type SchemaStep, stepped } from './schema.ts'

/**
 * One table and no index, texts packed: a voucher at rest is three pages, one of them the alarm's. Accepted entries are
 * a line each and never change; line 0 holds the refused attempts, which come and go, and the numbers of older ones.
 */
const TABLE = `CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY,
  facts BLOB NOT NULL,
  words BLOB,
  salt TEXT,
  words_hash BLOB,
  hash BLOB,
  CHECK ((seq > 0) = (hash IS NOT NULL))
) STRICT`

/** An entry with what people typed beside it and its place in the chain. */
export interface Line {
  readonly entry: Entry
  readonly words: Words
  readonly hash: string
}

/** A voucher's whole record: the pure ledger, and what only storage knows. */
export interface Record extends Ledger {
  readonly lines: readonly Line[]
  readonly counts: RefusalCounts
}

/**
 * The steps from schema 1 on; each takes the name of the table and gives that of its next shape, `ledger_2`, `ledger_3`, …
 * The name is the number: it costs no row and no statement, as whether there is a table is asked anyway.
 */
const STEPS: readonly SchemaStep<SqlStorage>[] = []

const EMPTY: Record = { entries: [], attempts: [], lines: [], counts: {} }

interface Row extends globalThis.Record<string, SqlStorageValue> {
  seq: number
  facts: ArrayBuffer
  words: ArrayBuffer | null
  salt: string | null
  words_hash: ArrayBuffer | null
  hash: ArrayBuffer | null
}

/** The SQL of one voucher, all synchronous. Nothing is created before the first accepted issue (Rule R24). */
export class VoucherLedger {
  readonly #sql: SqlStorage
  /** What is stored, as long as nothing was written since it was kept. */
  #kept: Record | null = null
  /** The schema it is stored in, as of the last read. */
  #schema = 1
  readonly #steps: readonly SchemaStep<SqlStorage>[]

  constructor(sql: SqlStorage, steps = STEPS) {
    this.#sql = sql
    this.#steps = steps
  }

  /** Everything: from memory if it was kept, else one statement for whether it exists and one for its lines. */
  read(): Record {
    return this.#kept ?? this.#load()
  }

  /** Keeps a record in memory. Only after its transaction: what was rolled back must be read again. */
  keep(record: Record): void {
    this.#kept = record
  }

  /** Every line as it is stored, unpacked; empty for a voucher that was never issued. */
  copy(): LedgerCopy {
    return this.#rows().map(({ seq, facts, words, salt, words_hash, hash }) => ({
      seq,
      facts: unpack(facts),
      words: words === null ? null : unpack(words),
      salt,
      words_hash: words_hash === null ? null : hexOf(words_hash),
      hash: hash === null ? null : hexOf(hash),
    }))
  }

  /** Writes a copied ledger where there is none. Must run inside the transaction that saw that there is none. */
  restore(copy: LedgerCopy): void {
    this.#kept = null
    this.#sql.exec(TABLE)
    this.#step()
    for (const line of copy) this.#insert(line)
  }

  #load(): Record {
    const rows = this.#rows()
    if (rows.length === 0) return EMPTY
    const lines = rows.flatMap(({ seq, facts, words, hash }): Line[] => {
      if (seq === ATTEMPTS_LINE) return []
      return [{ entry: JSON.parse(unpack(facts)) as Entry, words: readWords(words), hash: hexOf(hash) }]
    })
    const entries = lines.map(({ entry }) => entry)
    const { attempts, counts } = readRefused(rows.find(({ seq }) => seq === ATTEMPTS_LINE))
    return { entries, attempts: attempts.map((attempt) => restored(attempt, entries)), lines, counts }
  }

  /** Adds an accepted entry to the chain and gives the record with it. Must run inside the transaction that read `record`. */
  append(record: Record, entry: Entry, words: Words): Record {
    this.#kept = null
    if (entry.kind === 'issued') this.#sql.exec(TABLE)
    this.#step()
    const facts = JSON.stringify(entry)
    const text = Object.keys(words).length === 0 ? null : JSON.stringify(words)
    const salt = text === null ? null : randomBytes(16).toString('base64url')
    const spoken = text === null || salt === null ? null : wordsHash(text, salt)
    const hash = chained(record.lines.at(-1)?.hash ?? CHAIN_START, facts, spoken)
    this.#insert({ seq: entry.seq, facts, words: text, salt, words_hash: spoken, hash })
    const line = { entry, words, hash }
    return { ...record, entries: [...record.entries, entry], lines: [...record.lines, line] }
  }

  /** Records a refused attempt, and of the oldest beyond the limit only their number. Gives the record with it. */
  remember(record: Record, attempt: Attempt): Record {
    this.#kept = null
    const all = [...record.attempts, attempt]
    const dropped = attemptsToDrop(all)
    const attempts = all.slice(dropped.length)
    const counts = countAttempts(record.counts, dropped)
    this.#step()
    const statement = `INSERT OR REPLACE INTO ${this.#table} (seq, facts) VALUES (?, ?)`
    this.#sql.exec(statement, ATTEMPTS_LINE, pack(JSON.stringify({ attempts: attempts.map(lean), counts })))
    return { ...record, attempts, counts }
  }

  /** Takes out every word people typed, with its salt; facts and hashes stay. Whether there was any. Must run inside a transaction. */
  eraseWords(): boolean {
    this.#kept = null
    if (!this.#rows().some(({ words }) => words !== null)) return false
    this.#step()
    this.#sql.exec(`UPDATE ${this.#table} SET words = NULL, salt = NULL WHERE words IS NOT NULL`)
    return true
  }

  #insert({ seq, facts, words, salt, words_hash, hash }: CopiedLine): void {
    this.#sql.exec(
      `INSERT INTO ${this.#table} (seq, facts, words, salt, words_hash, hash) VALUES (?, ?, ?, ?, ?, ?)`,
      seq,
      pack(facts),
      words === null ? null : pack(words),
      salt,
      words_hash === null ? null : bytesOf(words_hash),
      hash === null ? null : bytesOf(hash),
    )
  }

  #rows(): readonly Row[] {
    const table = this.#sql.exec<{ name: string }>(TABLE_NAME).toArray()[0]?.name
    this.#schema = table === undefined ? 1 : schemaOf(table)
    if (table === undefined) return []
    const query = `SELECT seq, facts, words, salt, words_hash, hash FROM ${table} ORDER BY seq`
    try {
      return this.#sql.exec<Row>(query).toArray()
    } catch (failure) {
      const known = this.#steps.length + 1
      throw this.#schema > known ? new NewerSchema(this.#schema, known) : failure
    }
  }

  /** Before a write, in its transaction: what is stored in an older shape takes today's. */
  #step(): void {
    stepped(this.#sql, this.#schema, this.#steps)
    this.#schema = this.#steps.length + 1
  }

  get #table(): string {
    return this.#schema === 1 ? 'ledger' : `ledger_${this.#schema}`
  }
}

const TABLE_NAME = "SELECT name FROM sqlite_master WHERE name = 'ledger' OR name GLOB 'ledger_[0-9]*'"

function schemaOf(table: string): number {
  return table === 'ledger' ? 1 : Number(table.slice('ledger_'.length))
}

const ATTEMPTS_LINE = 0

interface Refused {
  readonly attempts: readonly Attempt[]
  readonly counts: RefusalCounts
}

function readRefused(row: Row | undefined): Refused {
  return row === undefined ? { attempts: [], counts: {} } : (JSON.parse(unpack(row.facts)) as Refused)
}

type Bytes = Uint8Array<ArrayBuffer>

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

function readWords(packed: ArrayBuffer | null): Words {
  return packed === null ? {} : (JSON.parse(unpack(packed)) as Words)
}

function hexOf(bytes: ArrayBuffer | null): string {
  return bytes === null ? '' : Buffer.from(bytes).toString('hex')
}

function bytesOf(hex: string): Bytes {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}
