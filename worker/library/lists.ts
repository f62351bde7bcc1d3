import { asc, eq, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { audits } from '../../migrations/schema/audits.ts'
import { campaigns, categories, customerTags, goodwillReasons, plans } from '../../migrations/schema/lists.ts'
import { differenceOf } from '../../src/audit.ts'
import { FIRST_REASONS } from '../../src/goodwill.ts'
import { LISTED_MOST, type ListedState, moved } from '../../src/listed.ts'
import { fold } from '../../src/search-terms.ts'
import { type Act, auditIf, auditLine } from './audit.ts'

const TABLES = { plans, categories, campaigns, tags: customerTags, goodwill: goodwillReasons }
/** The lists of a brand's settings, called as their pages are. */
export type ListName = keyof typeof TABLES
/** All of them. */
export const LIST_NAMES = [
  'plans',
  'categories',
  'campaigns',
  'tags',
  'goodwill',
] as const satisfies readonly ListName[]
/** Something in a list, as D1 keeps it. */
export type ListRow = typeof plans.$inferSelect
/** What a row says: its name, and what its list asks for beside it. */
export interface Content {
  readonly name: string
  readonly [fact: string]: unknown
}

/** What came of adding something, or why it was not. */
export type Addition =
  | { readonly kind: 'created' | 'replayed'; readonly row: ListRow }
  | { readonly kind: 'name_taken' | 'key_reused' | 'list_full' }

/** What came of changing something. `stale`: somebody else changed it first, and `row` is what stands now. */
export type Alteration =
  | { readonly kind: 'changed' | 'stale'; readonly row: ListRow }
  | { readonly kind: 'name_taken' | 'absent' }

/** A whole list in its order, archived ones included. */
export async function listRows(db: D1Database, list: ListName): Promise<readonly ListRow[]> {
  const table = tableOf(list)
  const rows = await drizzle(db)
    .select()
    .from(table)
    .orderBy(asc(table.position), asc(table.id))
    .limit(LISTED_MOST)
  return rows.length === 0 ? beginningOf(list) : rows.map((row) => whole(list, row))
}

/** One of a list, or null. */
export async function listRow(db: D1Database, list: ListName, id: string): Promise<ListRow | null> {
  const table = tableOf(list)
  const row = await drizzle(db).select().from(table).where(eq(table.id, id)).get()
  return (row && whole(list, row)) ?? beginningOf(list).find((one) => one.id === id) ?? null
}

/** What a row says, name and facts. */
export function contentOf({ name, facts }: ListRow): Content {
  return { ...facts, name }
}

/** Adds something at the end of a list, with its audit row in the same batch; the same command is answered as then. */
export async function addRow(
  db: D1Database,
  list: ListName,
  adding: Pick<ListRow, 'id' | 'command' | 'digest'> & { readonly content: Content },
  act: Act,
): Promise<Addition> {
  const library = drizzle(db)
  const table = tableOf(list)
  const { name, ...facts } = adding.content
  const last = sql<number>`(select coalesce(max(${table.position}), 0) + 1 from ${table})`
  const { id, command, digest } = adding
  const named = { id, name, nameKey: fold(name), facts, command, digest }
  const row = { ...named, position: last, state: 'active' as const, version: 1, createdAt: act.at }
  const earlier = await sameIdentity(library, list, command, row.nameKey)
  if (earlier === undefined && (await library.$count(table)) >= LISTED_MOST) return { kind: 'list_full' }
  const added = { action: `${list}_added` as const, subject: id, ...differenceOf(null, adding.content) }
  if (earlier === undefined) {
    try {
      await begin(library, list)
      await library.batch([
        library.insert(table).values(row),
        library.insert(audits).values(auditLine(act, added)),
      ])
      const created = await listRow(db, list, row.id)
      if (created !== null) return { kind: 'created', row: created }
    } catch (failure) {
      // Unique columns decide between two at once; anything else is an outage.
      if ((await sameIdentity(library, list, command, row.nameKey)) === undefined) throw failure
    }
  }
  const known = earlier ?? (await sameIdentity(library, list, command, row.nameKey))
  if (known?.command !== command) return { kind: 'name_taken' }
  return known.digest === digest ? { kind: 'replayed', row: known } : { kind: 'key_reused' }
}

/** Changes the version somebody has seen, with its audit row in the same batch. */
export async function changeRow(
  db: D1Database,
  list: ListName,
  change: {
    readonly id: string
    readonly version: number
    readonly content: Content
    readonly state: ListedState
  },
  act: Act,
): Promise<Alteration> {
  const library = drizzle(db)
  const table = tableOf(list)
  const { id, version, content, state } = change
  const { name, ...facts } = content
  const seen = sql`${table.id} = ${id} and ${table.version} = ${version}`
  const before = await listRow(db, list, id)
  const difference = differenceOf(before && told(before), { ...content, state })
  const done = { action: `${list}_changed` as const, subject: id, ...difference }
  try {
    await begin(library, list)
    const [, rows] = await library.batch([
      // First, while the version still is the one that was seen: there is a line exactly if there is a change.
      auditIf(library, act, done, sql`from ${table} where ${seen}`),
      library
        .update(table)
        .set({ name, nameKey: fold(name), facts, state, version: version + 1 })
        .where(seen)
        .returning(),
    ])
    const [row] = rows
    if (row !== undefined) return { kind: 'changed', row }
  } catch (failure) {
    const other = await library
      .select()
      .from(table)
      .where(eq(table.nameKey, fold(name)))
      .get()
    if (other === undefined || other.id === id) throw failure
    return { kind: 'name_taken' }
  }
  const row = await listRow(db, list, id)
  return row === null ? { kind: 'absent' } : { kind: 'stale', row }
}

/** Moves one of a list a step; at the end of the list, or for an unknown id, nothing changes. */
export async function moveRow(
  db: D1Database,
  list: ListName,
  id: string,
  direction: 'up' | 'down',
  act: Act,
): Promise<void> {
  const library = drizzle(db)
  const table = tableOf(list)
  const rows = await listRows(db, list)
  const shown = rows.filter(({ state }) => state === 'active').map((row) => row.id)
  const order = moved(shown, id, direction)
  if (order === shown) return
  const archived = rows.filter(({ state }) => state === 'archived').map((row) => row.id)
  const places = [...order, ...archived].map((one, index) => [one, index + 1] as const)
  const misplaced = places.filter(([one, place]) => rows.find((row) => row.id === one)?.position !== place)
  await begin(library, list)
  await library.batch([
    library.insert(audits).values(auditLine(act, { action: `${list}_moved`, subject: id })),
    ...misplaced.map(([one, position]) => library.update(table).set({ position }).where(eq(table.id, one))),
  ])
}

/** All lists have the same columns, so that one of them stands for each. */
function tableOf(list: ListName): typeof plans {
  return TABLES[list] as unknown as typeof plans
}

/** What a row said before a fact was known counts as nothing said. */
function whole(list: ListName, row: ListRow): ListRow {
  return list === 'plans' ? { ...row, facts: { vouchers: [], ...row.facts } } : row
}

/** Reasons are there before anybody wrote one: they are stored with the first change of the list. */
function beginningOf(list: ListName): readonly ListRow[] {
  return list === 'goodwill' ? FIRST_ROWS : []
}

const FIRST_ROWS: readonly ListRow[] = FIRST_REASONS.map(([id, name], index) => ({
  id,
  name,
  nameKey: fold(name),
  facts: {},
  position: index + 1,
  state: 'active',
  version: 1,
  createdAt: 0,
  command: `first ${id}`,
  digest: '',
}))

async function begin(library: DrizzleD1Database, list: ListName): Promise<void> {
  const first = beginningOf(list)
  const table = tableOf(list)
  if (first.length === 0 || (await library.$count(table)) > 0) return
  await library
    .insert(table)
    .values([...first])
    .onConflictDoNothing()
}

async function sameIdentity(
  library: DrizzleD1Database,
  list: ListName,
  command: string,
  nameKey: string,
): Promise<ListRow | undefined> {
  const table = tableOf(list)
  const sent = await library.select().from(table).where(eq(table.command, command)).get()
  if (sent !== undefined) return whole(list, sent)
  const named = await library.select().from(table).where(eq(table.nameKey, nameKey)).get()
  return named ?? beginningOf(list).find((row) => row.nameKey === nameKey)
}

/** What the log tells of a row. */
function told(row: ListRow) {
  return { ...contentOf(row), state: row.state }
}
