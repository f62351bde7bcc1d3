import { asc, desc, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { customerImportRefusals, customerImports } from '../../migrations/schema/customers.ts'
import { differenceOf } from '../../src/audit.ts'
import type { AuditAction } from '../../src/audit-action.ts'
import { customerTerms } from '../../src/customer.ts'
import { type Act, jsonOf } from './audit.ts'
import { CONSENT, type CustomerRow, toldOf } from './customers.ts'

/** A file that was brought in, or is being looked at. */
export type ImportRow = typeof customerImports.$inferSelect

/** What one step of an import writes: lines behind `from` up to `to`. */
export interface ImportStep {
  readonly from: number
  readonly to: number
  readonly created: readonly CustomerRow[]
  readonly filled: readonly { readonly before: CustomerRow; readonly after: CustomerRow }[]
  readonly skipped: number
  readonly refused: readonly {
    readonly line: number
    readonly why: string
    readonly cells: readonly string[]
  }[]
}

const RECENT_MOST = 50

/** Notes a file that is to be looked at; false if that import is known already. */
export async function noteImport(db: D1Database, row: ImportRow): Promise<boolean> {
  const noted = await drizzle(db).insert(customerImports).values(row).onConflictDoNothing()
  return noted.meta.changes === 1
}

/** The import of that id, or null. */
export async function importById(db: D1Database, id: string): Promise<ImportRow | null> {
  return (await drizzle(db).select().from(customerImports).where(eq(customerImports.id, id)).get()) ?? null
}

/** Imports begun between these instants and never finished, found along their time; R2 deletes as many at once. */
export async function unfinishedImports(db: D1Database, from: number, to: number): Promise<string[]> {
  const query =
    'SELECT id FROM customer_imports WHERE at >= ?1 AND at < ?2 AND finished_at IS NULL LIMIT 1000'
  const { results } = await db.prepare(query).bind(from, to).all<{ id: string }>()
  return results.map(({ id }) => id)
}

/** What a file was of, as its id begins. */
export type ImportKind = 'imp_' | 'pim_'

/** The newest imports of that kind, among the newest of all. */
export async function recentImports(db: D1Database, kind: ImportKind): Promise<readonly ImportRow[]> {
  const newest = [desc(customerImports.at), desc(customerImports.id)]
  const rows = await drizzle(db)
    .select()
    .from(customerImports)
    .orderBy(...newest)
    .limit(RECENT_MOST)
  return rows.filter(({ id }) => id.startsWith(kind))
}

/** Settles how a file is read, once: what was begun one way is finished that way. */
export async function beginImport(db: D1Database, id: string, reading: string): Promise<ImportRow | null> {
  await db
    .prepare('UPDATE customer_imports SET reading = ?2 WHERE id = ?1 AND (reading IS NULL OR done_to = 0)')
    .bind(id, reading)
    .run()
  return importById(db, id)
}

/** Lines of an import that were not taken, in the order of the file. */
export async function importRefusals(db: D1Database, id: string) {
  return drizzle(db)
    .select()
    .from(customerImportRefusals)
    .where(eq(customerImportRefusals.importId, id))
    .orderBy(asc(customerImportRefusals.line))
    .limit(LINES_MOST)
}

const LINES_MOST = 10_000

/**
 * Writes one step in one atomic batch, with the note of how far it came last. Every statement asks whether the import still
 * stands where the step begins: two who press the button at once do not do it twice. The step that finishes an import also
 * puts its counts into the log.
 */
export async function writeStep(db: D1Database, row: ImportRow, step: ImportStep, act: Act): Promise<void> {
  const here = (sql: string, ...values: (string | number | null)[]) =>
    db.prepare(sql).bind(row.id, step.from, ...values)
  const finished = step.to >= row.lines ? act.at : null
  await db.batch([
    here(`${NEW_CUSTOMERS} WHERE ${STILL} ON CONFLICT DO NOTHING`, json(step.created.map(columnsOf))),
    // Of those just written; who was created by somebody else meanwhile is none of ours.
    here(`UPDATE customer_imports SET created = created + changes() WHERE id = ?1 AND done_to = ?2`),
    ...words(here, step.created, 'version = 1'),
    here(AUDITS, json(auditsOf(step.created)), ...actColumns(act)),
    ...fillings(here, step, act),
    here(REFUSED, json(step.refused)),
    here(
      `UPDATE customer_imports SET skipped = skipped + ?3, refused = refused + ?4, done_to = ?5, finished_at = ?6
       WHERE id = ?1 AND done_to = ?2`,
      step.skipped,
      step.refused.length,
      step.to,
      finished,
    ),
    ...(finished === null ? [] : [here(SUMMARY, 'customers_imported', ...actColumns(act))]),
  ])
}

/** What one step of purchases came to: they lie in their accounts by then, and are counted here. */
export interface CountedStep extends Pick<ImportStep, 'from' | 'to' | 'skipped' | 'refused'> {
  readonly created: number
}

/** Notes one step whose lines were written elsewhere, once: whoever did the same step at the same time counts nothing. */
export async function writeCounts(
  db: D1Database,
  row: ImportRow,
  step: CountedStep,
  action: AuditAction,
  act: Act,
): Promise<void> {
  const here = (sql: string, ...values: (string | number | null)[]) =>
    db.prepare(sql).bind(row.id, step.from, ...values)
  const finished = step.to >= row.lines ? act.at : null
  await db.batch([
    here(REFUSED, json(step.refused)),
    here(
      `UPDATE customer_imports SET created = created + ?3, skipped = skipped + ?4, refused = refused + ?5, done_to = ?6,
         finished_at = ?7
       WHERE id = ?1 AND done_to = ?2`,
      ...[step.created, step.skipped, step.refused.length, step.to, finished],
    ),
    ...(finished === null ? [] : [here(SUMMARY, action, ...actColumns(act))]),
  ])
}

type Here = (sql: string, ...values: (string | number | null)[]) => D1PreparedStatement

const STILL = '(SELECT done_to FROM customer_imports WHERE id = ?1) = ?2'

const REFUSED = `INSERT INTO customer_import_refusals SELECT ?1, value ->> 'line', value ->> 'why', value ->> 'cells'
  FROM json_each(?3) WHERE ${STILL} ON CONFLICT DO NOTHING`

const NEW_CUSTOMERS = `INSERT INTO customers (id, name, email, phone, card_token, birthday, locale, zone, tags, marketing, notes,
    created_at, command, digest)
  SELECT value ->> 'id', value ->> 'name', value ->> 'email', value ->> 'phone', value ->> 'cardToken', value ->> 'birthday',
    value ->> 'locale', value ->> 'zone', value ->> 'tags', value ->> 'marketing', value ->> 'notes', value ->> 'createdAt',
    value ->> 'command', value ->> 'digest'
  FROM json_each(?3)`

const AUDITS = `INSERT INTO audits (at, by, role, device, came_from, action, subject, before, after)
  SELECT ?4, ?5, ?6, ?7, ?8, value ->> 'action', value ->> 'id', value ->> 'before', value ->> 'after' FROM json_each(?3)
  WHERE ${STILL} AND EXISTS (SELECT 1 FROM customers WHERE id = value ->> 'id' AND version = value ->> 'version')`

/** Right behind the statement that notes how far the import came: where that found it elsewhere, nothing changed. */
const SUMMARY = `INSERT INTO audits (at, by, role, device, came_from, action, subject, after)
  SELECT ?4, ?5, ?6, ?7, ?8, ?3, ?1, json_object('file', file_name, 'lines', lines, 'created', created,
    'updated', updated, 'skipped', skipped, 'refused', refused)
  FROM customer_imports WHERE id = ?1 AND changes() = 1`

/** What `AUDITS` and `SUMMARY` know as ?4 to ?8. */
function actColumns({ at, by, role, device, from }: Act) {
  return [at, by, role, device, from] as const
}

function columnsOf(row: CustomerRow) {
  return { ...row, tags: JSON.stringify(row.tags), marketing: row.marketing ? 1 : 0 }
}

function auditsOf(created: readonly CustomerRow[]) {
  return created.flatMap((row) => [
    lineOf(row, 'customer_created', null, row),
    ...(row.marketing ? [{ id: row.id, version: row.version, action: CONSENT.given }] : []),
  ])
}

/** The line of one customer, of the version that `meant` has. */
function lineOf(
  meant: CustomerRow,
  action: 'customer_created' | 'customer_changed',
  was: CustomerRow | null,
  is: CustomerRow,
) {
  const { before, after } = differenceOf(was && toldOf(was), toldOf(is))
  return { id: meant.id, version: meant.version, action, before: jsonOf(before), after: jsonOf(after) }
}

/** Words and tags of customers who are there in the state that was meant. */
function words(here: Here, rows: readonly CustomerRow[], state: string): D1PreparedStatement[] {
  const there = `EXISTS (SELECT 1 FROM customers WHERE id = value ->> 'id' AND ${state})`
  const terms = rows.flatMap((row) =>
    customerTerms(row).map((term) => ({ id: row.id, term, version: row.version })),
  )
  const tags = rows.flatMap(({ id, createdAt, tags, version }) =>
    tags.map((tag) => ({ id, createdAt, tag, version })),
  )
  return [
    here(
      `INSERT INTO customer_terms SELECT value ->> 'term', value ->> 'id' FROM json_each(?3)
       WHERE ${STILL} AND ${there} ON CONFLICT DO NOTHING`,
      json(terms),
    ),
    here(
      `INSERT INTO customer_tags SELECT value ->> 'tag', value ->> 'createdAt', value ->> 'id' FROM json_each(?3)
       WHERE ${STILL} AND ${there} ON CONFLICT DO NOTHING`,
      json(tags),
    ),
  ]
}

/** Fills in what was missing, of the very version that was looked at; the rows move on last. */
function fillings(here: Here, { filled }: ImportStep, act: Act): D1PreparedStatement[] {
  if (filled.length === 0) return []
  const after = filled.map((one) => ({ ...one.after, version: one.before.version }))
  const audits = filled.map((one) => lineOf(one.before, 'customer_changed', one.before, one.after))
  return [
    ...words(here, after, "version = value ->> 'version'"),
    here(AUDITS, json(audits), ...actColumns(act)),
    here(
      `UPDATE customers SET name = filled.value ->> 'name', email = filled.value ->> 'email', phone = filled.value ->> 'phone',
         birthday = filled.value ->> 'birthday', locale = filled.value ->> 'locale', zone = filled.value ->> 'zone',
         notes = filled.value ->> 'notes', tags = filled.value ->> 'tags', version = customers.version + 1, updated_at = ?4
       FROM json_each(?3) AS filled
       WHERE customers.id = filled.value ->> 'id' AND customers.version = filled.value ->> 'version' AND ${STILL}`,
      json(after.map(columnsOf)),
      act.at,
    ),
    here(`UPDATE customer_imports SET updated = updated + changes() WHERE id = ?1 AND done_to = ?2`),
  ]
}

function json(value: unknown): string {
  return JSON.stringify(value)
}
