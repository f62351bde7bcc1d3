import { randomBytes } from 'node:crypto'
import type { Words } from '../src/command.ts'
import {
  type Attempt,
  attemptsToDrop,
  countAttempts,
  type Ledger,
  type RefusalCounts,
} from '../src/ledger.ts'
import type { Entry } from '../src/voucher.ts'
import { CHAIN_START, chained, wordsHash } from './hash-chain.ts'

/** One table and no index: a voucher at rest is two pages. Line 0 counts the refusals that are no longer kept whole. */
const TABLE = `CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY,
  outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'refused', 'counted')),
  facts TEXT NOT NULL,
  words TEXT,
  salt TEXT,
  words_hash TEXT,
  hash TEXT,
  CHECK ((outcome = 'accepted') = (hash IS NOT NULL))
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
  outcome: string
  facts: string
  words: string | null
  salt: string | null
  words_hash: string | null
  hash: string | null
}

/** The SQL of one voucher, all synchronous. Nothing is created before the first accepted issue (Rule R24). */
export class VoucherLedger {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Reads everything: one statement for whether the voucher exists, one for its lines. */
  read(): Record {
    if (!this.#exists()) return EMPTY
    const rows = this.#sql
      .exec<Row>('SELECT seq, outcome, facts, words, salt, words_hash, hash FROM ledger ORDER BY seq')
      .toArray()
    const lines: Line[] = []
    const attempts: Attempt[] = []
    let counts: RefusalCounts = {}
    for (const row of rows) {
      if (row.outcome === 'accepted') {
        lines.push({
          entry: JSON.parse(row.facts) as Entry,
          words: readWords(row.words),
          hash: row.hash ?? '',
        })
      } else if (row.outcome === 'refused') attempts.push(JSON.parse(row.facts) as Attempt)
      else counts = JSON.parse(row.facts) as RefusalCounts
    }
    return { entries: lines.map(({ entry }) => entry), attempts, lines, counts }
  }

  /** Adds an accepted entry to the chain. Must run inside the transaction that read `record`. */
  append(record: Record, entry: Entry, words: Words): Line {
    if (entry.kind === 'issued') this.#sql.exec(TABLE)
    const facts = JSON.stringify(entry)
    const text = Object.keys(words).length === 0 ? null : JSON.stringify(words)
    const salt = text === null ? null : randomBytes(16).toString('base64url')
    const spoken = text === null || salt === null ? null : wordsHash(text, salt)
    const hash = chained(record.lines.at(-1)?.hash ?? CHAIN_START, facts, spoken)
    this.#insert({ seq: entry.seq, outcome: 'accepted', facts, words: text, salt, words_hash: spoken, hash })
    return { entry, words, hash }
  }

  /** Keeps a refused attempt, and of the oldest beyond the limit only their number. */
  remember(record: Record, attempt: Attempt): void {
    this.#insert({ ...UNCHAINED, seq: attempt.seq, outcome: 'refused', facts: JSON.stringify(attempt) })
    const dropped = attemptsToDrop([...record.attempts, attempt])
    if (dropped.length === 0) return
    const seqs = dropped.map(({ seq }) => seq)
    this.#sql.exec(`DELETE FROM ledger WHERE seq IN (0, ${seqs.map(() => '?').join()})`, ...seqs)
    this.#insert({
      ...UNCHAINED,
      seq: 0,
      outcome: 'counted',
      facts: JSON.stringify(countAttempts(record.counts, dropped)),
    })
  }

  #exists(): boolean {
    return this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'ledger'").toArray().length > 0
  }

  #insert({ seq, outcome, facts, words, salt, words_hash, hash }: Row): void {
    const statement =
      'INSERT INTO ledger (seq, outcome, facts, words, salt, words_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)'
    this.#sql.exec(statement, seq, outcome, facts, words, salt, words_hash, hash)
  }
}

/** Attempts and counts stand outside the chain: they can be dropped, entries never. */
const UNCHAINED = { words: null, salt: null, words_hash: null, hash: null }

function readWords(text: string | null): Words {
  return text === null ? {} : (JSON.parse(text) as Words)
}
