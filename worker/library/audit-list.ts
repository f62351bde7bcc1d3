import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { audits } from '../../migrations/schema/audits.ts'
import type { Instant } from '../../src/local-time.ts'
import { readCursor } from './cursor.ts'
import { type Page, readPage } from './page-reading.ts'

/** A line of the log, as D1 keeps it. */
export type AuditRow = typeof audits.$inferSelect

/** What the log is asked for; null asks for anything. */
export interface AuditQuery {
  /** Any of these did it. */
  readonly by: readonly string[] | null
  readonly action: string | null
  readonly subject: string | null
  readonly from: Instant | null
  readonly to: Instant | null
  readonly cursor: string | null
  readonly limit: number
}

/**
 * Lines of the log, newest first. One filter leads, along an index that lies in the order shown: the subject, else one
 * actor, else the action; the others apply while reading.
 */
export function listAudits(db: D1Database, query: AuditQuery): Promise<Page<AuditRow>> {
  const { limit, cursor } = query
  return readPage({
    read: (after, most) => lines(db, query, after, most),
    fits: (row) => fits(row, query),
    place: ({ at, id }) => ({ at, id: String(id) }),
    cursor,
    limit,
    filtered: isFiltered(query),
  })
}

function lines(db: D1Database, query: AuditQuery, after: string | null, most: number): Promise<AuditRow[]> {
  const place = after === null ? null : readCursor(after)
  const { at, id } = audits
  const inSubject = query.subject !== null
  const behind: SQL | undefined = place
    ? inSubject
      ? sql`(${at}, ${id}) < (${place.at}, ${Number(place.id)})`
      : lt(id, Number(place.id))
    : undefined
  return drizzle(db)
    .select()
    .from(audits)
    .where(and(lead(query), behind))
    .orderBy(...(inSubject ? [desc(at), desc(id)] : [desc(id)]))
    .limit(most)
}

function lead({ subject, by, action }: AuditQuery): SQL | undefined {
  if (subject !== null) return eq(audits.subject, subject)
  if (by?.length === 1 && by[0] !== undefined) return eq(audits.by, by[0])
  return action === null ? undefined : eq(audits.action, action)
}

function fits({ at, by, action }: AuditRow, query: AuditQuery): boolean {
  return (
    (query.by === null || query.by.includes(by)) &&
    (query.action === null || query.action === action) &&
    (query.from === null || at >= query.from) &&
    (query.to === null || at < query.to)
  )
}

/** Whether lines may be passed over beside what leads. */
function isFiltered({ by, action, subject, from, to }: AuditQuery): boolean {
  const [lines, ...others] = [subject, by, action].filter((one) => one !== null)
  return others.length > 0 || from !== null || to !== null || (Array.isArray(lines) && lines.length !== 1)
}
