import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { approvals } from '../../migrations/schema/approvals.ts'
import { campaigns, categories, customerTags, goodwillReasons, plans } from '../../migrations/schema/lists.ts'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { anyOf } from './any-of.ts'
import { customerNames } from './customers.ts'
import { EMPTIED } from './erased-words.ts'

/** The lists of a brand's settings, by how their ids begin. */
const LISTS = {
  pln_: plans,
  cat_: categories,
  cmp_: campaigns,
  tag_: customerTags,
  rsn_: goodwillReasons,
} as const
type Listed = (typeof LISTS)[keyof typeof LISTS]

/** What people call these customers, vouchers, requests and lines of lists, by id: each kind in one query, and none where there is none of it. */
export async function subjectNames(
  db: D1Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const of = (begins: string) => [...new Set(ids)].filter((id) => id.startsWith(begins))
  const names = await Promise.all([
    customerNames(db, of('cus_')),
    titles(db, vouchers, sql`${vouchers.terms} ->> 'title'`, of('vch_')),
    titles(db, approvals, sql`${approvals.request} ->> 'title'`, of('apr_')),
    ...Object.entries(LISTS).map(([begins, list]) => titles(db, list, sql`${list.name}`, of(begins))),
  ])
  return new Map(names.flatMap((some) => [...some]).filter(([, name]) => name !== '' && name !== EMPTIED))
}

async function titles(
  db: D1Database,
  table: typeof vouchers | typeof approvals | Listed,
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
