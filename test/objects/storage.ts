import type { VoucherObject } from '../../durable-objects/voucher-object.ts'
import type { VoucherId } from '../../src/id.ts'
import { inside } from './living-voucher.ts'

/** Everything a voucher's object keeps: its tables' names, its lines as they are, when it wakes, its size in bytes. */
export interface Stored {
  readonly tables: readonly string[]
  readonly rows: readonly Record<string, SqlStorageValue>[]
  readonly alarm: number | null
  readonly bytes: number
}

/** Looks at an object's storage without a word of its own code. */
export function stored(id: VoucherId): Promise<Stored> {
  return inside(id, async (_, { storage }) => {
    const { sql } = storage
    const tables = sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\'")
      .toArray()
      .map(({ name }) => name)
    const rows = tables.includes('ledger') ? sql.exec('SELECT * FROM ledger ORDER BY seq').toArray() : []
    return { tables, rows, alarm: await storage.getAlarm(), bytes: sql.databaseSize }
  })
}

/** One SQL statement an object executed. */
export interface Executed {
  readonly statement: string
  readonly rowsWritten: number
}

/** Lets the object act and gives every SQL statement that took. */
export function statementsOf(id: VoucherId, act: (voucher: VoucherObject) => unknown): Promise<Executed[]> {
  const cursors: { statement: string; cursor: SqlStorageCursor<Record<string, SqlStorageValue>> }[] = []
  return inside(id, async (voucher, { storage }) => {
    const restore = replacingExec(storage.sql, (execute, statement) => {
      const cursor = execute()
      cursors.push({ statement, cursor })
      return cursor
    })
    try {
      await act(voucher)
    } finally {
      restore()
    }
    return cursors.map(({ statement, cursor }) => ({ statement, rowsWritten: cursor.rowsWritten }))
  })
}

/** Lets the object act while its n-th write fails, and gives what it threw; null when there was no n-th write. */
export function failingAtWrite(
  id: VoucherId,
  n: number,
  act: (voucher: VoucherObject) => unknown,
): Promise<string | null> {
  let writes = 0
  return inside(id, async (voucher, { storage }) => {
    const restore = replacingExec(storage.sql, (execute, statement) => {
      if (!/^\s*SELECT/i.test(statement)) writes += 1
      if (writes === n) throw new Error('disk full')
      return execute()
    })
    try {
      await act(voucher)
      return null
    } catch (failure) {
      return String(failure)
    } finally {
      restore()
    }
  })
}

type Cursor = SqlStorageCursor<Record<string, SqlStorageValue>>

function replacingExec(
  sql: SqlStorage,
  exec: (execute: () => Cursor, statement: string) => Cursor,
): () => void {
  const honest = sql.exec
  sql.exec = ((statement: string, ...bindings: unknown[]) =>
    exec(() => honest.call(sql, statement, ...bindings) as Cursor, statement)) as typeof honest
  return () => {
    sql.exec = honest
  }
}
