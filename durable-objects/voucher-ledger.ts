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
import { pack, unpack } from './packing.ts'

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

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Everything: from memory if it was kept, else one statement for whether it exists and one for its lines. */
  read(): Record {
    return this.#kept ?? this.#load()
  }

  /** Keeps a record in memory. Only after its transaction: what was rolled back must be read again. */
  keep(record: Record): void {
    this.#kept = record
  }

  #load(): Record {
    if (!this.#exists()) return EMPTY
    const rows = this.#sql
      .exec<Row>('SELECT seq, facts, words, salt, words_hash, hash FROM ledger ORDER BY seq')
      .toArray()
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
    const facts = JSON.stringify(entry)
    const text = Object.keys(words).length === 0 ? null : JSON.stringify(words)
    const salt = text === null ? null : randomBytes(16).toString('base64url')
    const spoken = text === null || salt === null ? null : wordsHash(text, salt)
    const hash = chained(record.lines.at(-1)?.hash ?? CHAIN_START, facts, spoken)
    this.#sql.exec(
      'INSERT INTO ledger (seq, facts, words, salt, words_hash, hash) VALUES (?, ?, ?, ?, ?, ?)',
      entry.seq,
      pack(facts),
      text === null ? null : pack(text),
      salt,
      spoken === null ? null : bytesOf(spoken),
      bytesOf(hash),
    )
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
    const statement = 'INSERT OR REPLACE INTO ledger (seq, facts) VALUES (?, ?)'
    this.#sql.exec(statement, ATTEMPTS_LINE, pack(JSON.stringify({ attempts: attempts.map(lean), counts })))
    return { ...record, attempts, counts }
  }

  #exists(): boolean {
    return this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'ledger'").toArray().length > 0
  }
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

/** Two hundred shops would be named by every attempt at another one; the terms name them already. */
function lean(attempt: Attempt): object {
  const refusals = attempt.refusals.map((refusal) =>
    refusal.reason === 'store_not_participating' ? { reason: refusal.reason } : refusal,
  )
  return { ...attempt, refusals }
}

function restored(attempt: Attempt, [issued]: readonly Entry[]): Attempt {
  const store_ids = issued?.kind === 'issued' ? issued.terms.store_ids : []
  const [first, ...rest] = attempt.refusals
  const whole = (refusal: Refusal): Refusal =>
    refusal.reason === 'store_not_participating' ? { ...refusal, store_ids } : refusal
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
