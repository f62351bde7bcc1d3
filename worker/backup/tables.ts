import * as z from 'zod/mini'
import {
  COUNTED_TABLES,
  PASSING_TABLES,
  PEOPLE_TABLES,
  PROJECTED_TABLES,
  TRIGGERED_TABLES,
} from '../../migrations/projected.ts'
import { assert } from '../../src/assert.ts'
import type { BackupLine, Piece, WorldFacts } from './lines.ts'

type RowLine = Extract<BackupLine, { kind: 'row' }>
type Row = RowLine['row']

/** Rows in one piece. */
const ROWS = 500
const LEFT_OUT: readonly string[] = [
  ...PROJECTED_TABLES,
  ...PEOPLE_TABLES,
  ...COUNTED_TABLES,
  ...PASSING_TABLES,
  ...TRIGGERED_TABLES,
]

/** The authored tables with their columns: whatever D1 has that is neither projected nor passing nor its own book-keeping. */
export async function authoredTables(db: D1Database): Promise<WorldFacts['columns']> {
  const names = await db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    .all<{ name: string }>()
  const authored = names.results
    .map(({ name }) => name)
    .filter((name) => !LEFT_OUT.includes(name) && !/^(?:d1_|sqlite_|_cf_)/.test(name))
  const columns = await Promise.all(authored.map(async (name) => [name, await columnsOf(db, name)] as const))
  return Object.fromEntries(columns.map(([name, all]) => [name, all.map((column) => column.name)]))
}

interface Column {
  readonly name: string
  /** Place in the primary key from 1 on, 0 outside it. */
  readonly pk: number
}

async function columnsOf(db: D1Database, table: string): Promise<readonly Column[]> {
  return (await db.prepare(`PRAGMA table_info(${quoted(table)})`).all<Column & Record<string, unknown>>())
    .results
}

/** The rows after the key `after` (JSON), in the order of the primary key; null for a table there is none of. */
export async function rowsAfter(db: D1Database, table: string, after: string | null): Promise<Piece | null> {
  if (!(table in (await authoredTables(db)))) return null
  const key = (await columnsOf(db, table)).filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
  assert(key.length > 0, 'every table has a key of its own')
  const names = key.map(({ name }) => quoted(name)).join(', ')
  const values = after === null ? [] : placeIn(after)
  if (values === null || (after !== null && values.length !== key.length)) return null
  const from = after === null ? '' : `WHERE (${names}) > (${key.map(() => '?').join(', ')})`
  const query = db.prepare(`SELECT * FROM ${quoted(table)} ${from} ORDER BY ${names} LIMIT ${ROWS}`)
  const { results } = await query.bind(...values).all<Row>()
  const last = results.at(-1)
  const next = last === undefined || results.length < ROWS ? null : key.map(({ name }) => last[name])
  return { data: results.map((row) => ({ kind: 'row', table, row })), next: next && JSON.stringify(next) }
}

/** A key as the piece before ended with it, or null for a text that is none. */
function placeIn(text: string): readonly (string | number | null)[] | null {
  try {
    const read = z.safeParse(z.array(z.union([z.string(), z.number(), z.null()])), JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

/** Rows this version has no place for: a table or a column it does not know. */
export async function homeless(db: D1Database, lines: readonly RowLine[]): Promise<readonly string[]> {
  const known = lines.length === 0 ? {} : await authoredTables(db)
  const strange = lines.flatMap(({ table, row }) => {
    const columns = known[table]
    return columns !== undefined && Object.keys(row).every((name) => columns.includes(name)) ? [] : [table]
  })
  return [...new Set(strange)].map((table) => `rows of ${table} (this version keeps them otherwise)`)
}

/** Inserts rows that are not there yet, all in one batch; gives how many were new. */
export async function insertRows(db: D1Database, lines: readonly RowLine[]): Promise<number> {
  if (lines.length === 0) return 0
  const inserts = lines.map(({ table, row }) => {
    const columns = Object.keys(row)
    const places = columns.map(() => '?').join(', ')
    const into = `${quoted(table)} (${columns.map(quoted).join(', ')})`
    return db
      .prepare(`INSERT INTO ${into} VALUES (${places}) ON CONFLICT DO NOTHING`)
      .bind(...Object.values(row))
  })
  const done = await db.batch(inserts)
  return done.reduce((sum, { meta }) => sum + meta.changes, 0)
}

/** A name as SQL takes it; ours are plain words. */
function quoted(name: string): string {
  assert(/^[a-z][a-z0-9_]*$/i.test(name), 'tables and columns are plain words')
  return `"${name}"`
}
