import { randomBytes } from 'node:crypto'
import type { Words } from '../src/command.ts'
import { CHAIN_START, chained, wordsHash } from './hash-chain.ts'
import type { CopiedLine, LedgerCopy } from './ledger-copy.ts'
import { pack, unpack } from './packing.ts'
import { NewerSchema, type SchemaStep, stepped } from './schema.ts'

/**
 * One table and no index, texts packed: a ledger at rest is three pages, one of them the alarm's. Accepted entries are
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
export interface LedgerLine<E> {
  readonly entry: E
  readonly words: Words
  readonly hash: string
}

/** All that is stored: the lines, and the text of line 0 where there is one. */
export interface StoredLedger<E> {
  readonly lines: readonly LedgerLine<E>[]
  readonly refused: string | null
}

interface Row extends Record<string, SqlStorageValue> {
  seq: number
  facts: ArrayBuffer
  words: ArrayBuffer | null
  salt: string | null
  words_hash: ArrayBuffer | null
  hash: ArrayBuffer | null
}

/**
 * The SQL of one ledger, a voucher's or an account's, all synchronous; what an entry says is its caller's. The steps lead
 * on from schema 1; each takes the name of the table and gives that of its next shape, `ledger_2`, `ledger_3`, … The name
 * is the number: it costs no row and no statement, as whether there is a table is asked anyway.
 */
export class LedgerTable<E extends { readonly seq: number }> {
  readonly #sql: SqlStorage
  /** The schema it is stored in, as of the last read. */
  #schema = 1
  readonly #steps: readonly SchemaStep<SqlStorage>[]

  constructor(sql: SqlStorage, steps: readonly SchemaStep<SqlStorage>[]) {
    this.#sql = sql
    this.#steps = steps
  }

  /** Everything: one statement for whether it exists and one for its lines. Null where nothing was ever written. */
  read(): StoredLedger<E> | null {
    const rows = this.#rows()
    if (rows.length === 0) return null
    const lines = rows.flatMap(({ seq, facts, words, hash }): LedgerLine<E>[] => {
      if (seq === REFUSED_LINE) return []
      return [{ entry: JSON.parse(unpack(facts)) as E, words: readWords(words), hash: hexOf(hash) }]
    })
    const refused = rows.find(({ seq }) => seq === REFUSED_LINE)
    return { lines, refused: refused === undefined ? null : unpack(refused.facts) }
  }

  /** Adds an entry to the chain behind the line `last`. Must run inside the transaction that read it. */
  append(last: LedgerLine<E> | undefined, entry: E, words: Words): LedgerLine<E> {
    if (last === undefined) this.#sql.exec(TABLE)
    this.#step()
    const facts = JSON.stringify(entry)
    const text = Object.keys(words).length === 0 ? null : JSON.stringify(words)
    const salt = text === null ? null : randomBytes(16).toString('base64url')
    const spoken = text === null || salt === null ? null : wordsHash(text, salt)
    const hash = chained(last?.hash ?? CHAIN_START, facts, spoken)
    this.#insert({ seq: entry.seq, facts, words: text, salt, words_hash: spoken, hash })
    return { entry, words, hash }
  }

  /** Writes the refused attempts over what was known of them. */
  writeRefused(text: string): void {
    this.#step()
    const statement = `INSERT OR REPLACE INTO ${this.#table} (seq, facts) VALUES (?, ?)`
    this.#sql.exec(statement, REFUSED_LINE, pack(text))
  }

  /** Takes out every word people typed, with its salt; facts and hashes stay. Whether there was any. Must run inside a transaction. */
  eraseWords(): boolean {
    if (!this.#rows().some(({ words }) => words !== null)) return false
    this.#step()
    this.#sql.exec(`UPDATE ${this.#table} SET words = NULL, salt = NULL WHERE words IS NOT NULL`)
    return true
  }

  /** Every line as it is stored, unpacked; empty for a ledger that never began. */
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
    this.#sql.exec(TABLE)
    this.#step()
    for (const line of copy) this.#insert(line)
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

const REFUSED_LINE = 0

type Bytes = Uint8Array<ArrayBuffer>

function readWords(packed: ArrayBuffer | null): Words {
  return packed === null ? {} : (JSON.parse(unpack(packed)) as Words)
}

function hexOf(bytes: ArrayBuffer | null): string {
  return bytes === null ? '' : Buffer.from(bytes).toString('hex')
}

function bytesOf(hex: string): Bytes {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}
