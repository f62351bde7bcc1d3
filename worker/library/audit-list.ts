import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
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
  /** Any of these was done. */
  readonly actions: readonly string[] | null
  readonly subject: string | null
  readonly from: Instant | null
  readonly to: Instant | null
  readonly cursor: string | null
  readonly limit: number
}

/**
 * Lines of the log, newest first. One filter leads, along an index that lies in the order shown: the subject, else one
 * actor, else one action, else nothing but the days; days bound each of these, the others apply while reading.
 */
export async function listAudits(db: D1Database, query: AuditQuery): Promise<Page<AuditRow>> {
  const { limit, cursor, by } = query
  if (by?.length === 0) return { rows: [], next: null, searchedUpTo: null }
  const lead = leadOf(query)
  return readPage({
    read: (after, most) => lines(db, lead, query, after, most),
    fits: (row) => fits(row, query),
    place: ({ at, id }) => ({ at, id: String(id) }),
    cursor,
    limit,
    filtered: isFiltered(query, lead),
  })
}

interface Lead {
  readonly column: 'subject' | 'by' | 'action'
  readonly value: string
}

function leadOf({ subject, by, actions }: AuditQuery): Lead | null {
  const [person, ...others] = by ?? []
  const [action, ...further] = actions ?? []
  if (subject !== null) return { column: 'subject', value: subject }
  if (person !== undefined && others.length === 0) return { column: 'by', value: person }
  if (action !== undefined && further.length === 0) return { column: 'action', value: action }
  return null
}

function lines(
  db: D1Database,
  lead: Lead | null,
  { from, to }: AuditQuery,
  after: string | null,
  most: number,
): Promise<AuditRow[]> {
  const place = after === null ? null : readCursor(after)
  const { at, id } = audits
  const within = [
    lead === null ? undefined : eq(audits[lead.column], lead.value),
    from === null ? undefined : gte(at, from),
    // One bound from above: behind a place, the days end later anyway.
    place === null
      ? to === null
        ? undefined
        : lt(at, to)
      : sql`(${at}, ${id}) < (${place.at}, ${Number(place.id)})`,
  ]
  return drizzle(db)
    .select()
    .from(audits)
    .where(and(...within))
    .orderBy(desc(at), desc(id))
    .limit(most)
}

function fits({ at, by, action }: AuditRow, query: AuditQuery): boolean {
  return (
    (query.by === null || query.by.includes(by)) &&
    (query.actions === null || query.actions.includes(action)) &&
    // A cursor somebody made up may lie outside the days.
    (query.to === null || at < query.to)
  )
}

/** Whether lines may be passed over beside what leads. */
function isFiltered({ by, actions }: AuditQuery, lead: Lead | null): boolean {
  return (by !== null && lead?.column !== 'by') || (actions !== null && lead?.column !== 'action')
}
