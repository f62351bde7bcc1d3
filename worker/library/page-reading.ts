import type { Instant } from '../../src/local-time.ts'
import { cursorOf } from './cursor.ts'

/** A page, newest first. `searchedUpTo`: so far back it looked before it had read enough for one page. */
export interface Page<T> {
  readonly rows: readonly T[]
  readonly next: string | null
  readonly searchedUpTo: Instant | null
}

/** How a list is read: by rows behind a cursor, of which those that fit are shown. */
export interface Reading<T> {
  readonly read: (cursor: string | null, most: number) => Promise<readonly T[]>
  readonly fits: (row: T) => boolean
  /** Where a row stands in the list. */
  readonly place: (row: T) => { readonly at: Instant; readonly id: string }
  readonly cursor: string | null
  readonly limit: number
  /** Whether rows may be passed over: then more is read at once. */
  readonly filtered: boolean
}

/** One page never looks at more rows than this, however many the filters pass over. */
const ROWS_READ_MOST = 1000

/** Reads until the page is full: mostly a glance is enough, and where filters pass over too much there is a limit. */
export async function readPage<T>(reading: Reading<T>): Promise<Page<T>> {
  const { read, fits, cursor, limit, filtered } = reading
  const most = filtered ? 2 * limit : limit + 1
  const glance = await read(cursor, most)
  if (glance.length < most || glance.filter(fits).length > limit)
    return pageOf(reading, glance.filter(fits), null)
  const left = ROWS_READ_MOST - most
  const rest = await read(cursorAfter(reading, glance.at(-1)), left)
  const hits = [...glance, ...rest].filter(fits)
  return pageOf(reading, hits, rest.length < left ? null : (rest.at(-1) ?? null))
}

/** A page of the rows that fit. `stoppedAt`: the last row looked at, where there may be more behind it. */
export function pageOf<T>(
  reading: Pick<Reading<T>, 'limit' | 'place'>,
  hits: readonly T[],
  stoppedAt: T | null,
): Page<T> {
  const rows = hits.slice(0, reading.limit)
  if (hits.length > reading.limit)
    return { rows, next: cursorAfter(reading, rows.at(-1)), searchedUpTo: null }
  if (stoppedAt === null) return { rows, next: null, searchedUpTo: null }
  return { rows, next: cursorAfter(reading, stoppedAt), searchedUpTo: reading.place(stoppedAt).at }
}

function cursorAfter<T>({ place }: Pick<Reading<T>, 'place'>, row: T | undefined): string | null {
  if (row === undefined) return null
  const { at, id } = place(row)
  return cursorOf(at, id)
}
