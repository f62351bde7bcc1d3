import * as z from 'zod/mini'
import type { BudgetCopy } from '../../durable-objects/goodwill-ledger.ts'
import type { StockCopy } from '../../durable-objects/stock-object.ts'
import type { Directory } from '../../src/directory.ts'
import type { PrincipalRecord } from '../../src/principal.ts'

const text = z.string()
/** Documents are checked for what is read of them here and passed on untouched: they come back as they were. */
const named = z.looseObject({ id: text })
const versioned = z.looseObject({
  version: z.int(),
  brand: z.looseObject({}),
  stores: z.array(z.looseObject(named.shape)),
})
const cell = z.union([z.string(), z.number(), z.null()])

/** A row of an authored table, by the names of its columns. */
const rowLine = z.strictObject({ kind: z.literal('row'), table: text, row: z.record(text, cell) })

/** A stored picture, its bytes as base64. */
const imageLine = z.strictObject({
  kind: z.literal('image'),
  key: text,
  type: z.nullable(text),
  metadata: z.record(text, text),
  bytes: text,
})

/** What a principal's object holds; the object itself checks that it is its own. */
const principalLine = z.strictObject({
  kind: z.literal('principal'),
  record: z.custom<PrincipalRecord>(
    (record) => z.safeParse(z.looseObject({ principal: named }), record).success,
  ),
  /** Absent in a backup made before people had budgets. */
  budget: z.optional(
    z.custom<BudgetCopy>((budget) => z.safeParse(z.record(text, z.looseObject({})), budget).success),
  ),
})

/** A ledger, line by line; its object checks the chain. */
const ledger = z
  .array(
    z.strictObject({
      seq: z.int().check(z.nonnegative()),
      facts: text,
      words: z.nullable(text),
      salt: z.nullable(text),
      words_hash: z.nullable(text),
      hash: z.nullable(text),
    }),
  )
  .check(z.minLength(1))

const voucherLine = z.strictObject({ kind: z.literal('voucher'), ledger })

/** A customer's account. */
const accountLine = z.strictObject({ kind: z.literal('account'), ledger })

/** What is counted of an offer's stock or a campaign's money. */
const stockLine = z.strictObject({
  kind: z.literal('stock'),
  stock: z.custom<StockCopy>((stock) => z.safeParse(counted, stock).success),
})
const counted = z.strictObject({
  name: text,
  limit: z.nullable(z.int()),
  before: z.optional(z.int().check(z.positive())),
  takes: z.array(
    z.union([
      z.tuple([text, z.int().check(z.positive())]),
      z.tuple([text, z.int().check(z.minimum(0)), z.int().check(z.positive())]),
    ]),
  ),
})

const directoryLine = z.strictObject({
  kind: z.literal('directory'),
  directory: z.custom<Directory>((directory) => z.safeParse(versioned, directory).success),
})

/** One thing a backup carries. */
export const backupLine = z.discriminatedUnion('kind', [
  rowLine,
  imageLine,
  principalLine,
  voucherLine,
  accountLine,
  stockLine,
  directoryLine,
])
export type BackupLine = z.output<typeof backupLine>

/**
 * The kinds in the order they are read and restored: stocks behind the accounts, so that whatever an account had taken is
 * counted, and the brand last, so that a world that is half there looks like nobody's.
 */
export const KINDS = [
  'row',
  'image',
  'principal',
  'voucher',
  'account',
  'stock',
  'directory',
] as const satisfies readonly BackupLine['kind'][]

/** A piece of a backup; `next` is where the following piece begins. */
export interface Piece {
  readonly data: readonly BackupLine[]
  readonly next: string | null
}

/** What a world says of itself before anything of it is read or written. `columns` are those of its authored tables. */
export interface WorldFacts {
  readonly world: 'test' | 'live'
  readonly canary: string
  readonly columns: Readonly<Record<string, readonly string[]>>
}

/** What came of some lines. `refused` names those that were not taken, and why. */
export interface Restored {
  readonly restored: number
  readonly same: number
  readonly refused: readonly string[]
}
