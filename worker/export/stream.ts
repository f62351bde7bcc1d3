import { CSV_BEGINNING, csvRow } from '../../src/csv.ts'
import type { Env } from '../env.ts'
import type { ExportTable } from './tables.ts'

/** Rows in one query, and queries in one file: Cloudflare's free plan answers fifty to one request. */
const ROWS = 1000
const QUERIES = 45
/** So many rows one file holds at most; its last line then says where the next file is. */
export const FILE_ROWS_MOST = ROWS * QUERIES

/**
 * A table as CSV, written while it is read: a stretch is asked for only when the one before has been taken, so that a
 * table of any size needs no more memory than a stretch. `further` makes the line about the next file,
 * which begins after `most` stretches.
 */
export function csvStream(
  env: Env,
  table: ExportTable,
  from: string | null,
  further: (after: string) => string,
  most = QUERIES,
): ReadableStream<Uint8Array> {
  const utf8 = new TextEncoder()
  let after = from
  let queries = 0
  return new ReadableStream({
    start: (file) => file.enqueue(utf8.encode(CSV_BEGINNING + csvRow(table.columns))),
    pull: async (file) => {
      queries += 1
      const { rows, next } = await table.read(env, after, ROWS)
      if (rows.length > 0) file.enqueue(utf8.encode(rows.map(csvRow).join('')))
      after = next
      if (next !== null && queries === most) file.enqueue(utf8.encode(csvRow([further(next)])))
      if (next === null || queries === most) file.close()
    },
  })
}
