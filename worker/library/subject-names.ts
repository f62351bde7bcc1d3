import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { approvals } from '../../migrations/schema/approvals.ts'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { anyOf } from './any-of.ts'
import { customerNames } from './customers.ts'
import { EMPTIED } from './erased-words.ts'

/** What people call these customers, vouchers and requests, by id: each kind in one query, and none where there is none of it. */
export async function subjectNames(
  db: D1Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const of = (begins: string) => [...new Set(ids)].filter((id) => id.startsWith(begins))
  const names = await Promise.all([
    customerNames(db, of('cus_')),
    titles(db, vouchers, sql`${vouchers.terms} ->> 'title'`, of('vch_')),
    titles(db, approvals, sql`${approvals.request} ->> 'title'`, of('apr_')),
  ])
  return new Map(names.flatMap((some) => [...some]).filter(([, name]) => name !== '' && name !== EMPTIED))
}

async function titles(
  db: D1Database,
  table: typeof vouchers | typeof approvals,
  title: ReturnType<typeof sql>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await drizzle(db)
    .select({ id: table.id, title: sql<string | null>`${title}` })
    .from(table)
    .where(anyOf(table.id, ids))
  return new Map(rows.flatMap(({ id, title }) => (title === null ? [] : [[id, title] as const])))
}
