import { createHash } from 'node:crypto'
import { unpack } from '../../durable-objects/packing.ts'
import type { VoucherId } from '../../src/id.ts'
import { inside } from './living-voucher.ts'

/** An accepted line as it lies in storage, its texts unpacked. */
export interface ChainRow {
  seq: number
  facts: string
  words: string | null
  salt: string | null
  words_hash: string | null
  hash: string
}

interface StoredRow extends Record<string, SqlStorageValue> {
  seq: number
  facts: ArrayBuffer
  words: ArrayBuffer | null
  salt: string | null
  words_hash: ArrayBuffer | null
  hash: ArrayBuffer
}

/** The accepted lines of a voucher, as stored. */
export async function chainOf(id: VoucherId): Promise<ChainRow[]> {
  const query =
    'SELECT seq, facts, words, salt, words_hash, hash FROM ledger WHERE hash IS NOT NULL ORDER BY seq'
  const rows = await inside(id, (_, { storage }) => storage.sql.exec<StoredRow>(query).toArray())
  return rows.map(({ seq, salt, ...row }) => ({
    seq,
    salt,
    facts: unpack(row.facts),
    words: row.words && unpack(row.words),
    words_hash: row.words_hash && hexOf(row.words_hash),
    hash: hexOf(row.hash),
  }))
}

function hexOf(bytes: ArrayBuffer): string {
  return Buffer.from(bytes).toString('hex')
}

/**
 * Lines whose place in the chain is not what their content says, computed here from the written rule alone:
 * hash = SHA-256(previous hash ‖ 0 ‖ facts ‖ 0 ‖ hash of the words), hash of the words = SHA-256(salt ‖ 0 ‖ words).
 */
export function brokenLinks(rows: readonly ChainRow[]): number[] {
  let previous = ''
  return rows.flatMap(({ seq, facts, words, salt, words_hash, hash }) => {
    const spoken = words === null ? words_hash : sha256(salt ?? '', words)
    const expected = sha256(previous, facts, words_hash ?? '')
    previous = hash
    return hash === expected && spoken === words_hash ? [] : [seq]
  })
}

function sha256(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex')
}
