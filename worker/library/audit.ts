import { type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { audits } from '../../migrations/schema/audits.ts'
import { type Actor, type Difference, UNSAID } from '../../src/audit.ts'
import type { AuditAction } from '../../src/audit-action.ts'

/** Who changes what, and when. */
export interface Act extends Actor {
  readonly at: number
}

/** What a line says was done, to what, and how it differs now. */
export interface Done extends Partial<Difference> {
  readonly action: AuditAction
  readonly subject: string
}

/** The line of an act, as the table takes it. */
export function auditLine({ at, by, role, device, from }: Act, done: Done): typeof audits.$inferInsert {
  return { ...UNSAID, ...done, at, by, role, device, cameFrom: from }
}

/**
 * The audit row of a change that may come too late. `seen` is a FROM and WHERE that holds exactly while the change still
 * can be made; put first in the change's own batch, the row is there exactly if the change is.
 */
export function auditIf(library: DrizzleD1Database, act: Act, done: Done, seen: SQL) {
  const { at, by, role, device, from } = act
  const { action, subject, before = null, after = null } = done
  return library
    .insert(audits)
    .select(
      sql`select null, ${at}, ${by}, ${action}, ${subject}, ${role}, ${device}, ${from}, ${jsonOf(before)}, ${jsonOf(after)} ${seen}`,
    )
}

/** Facts as the table keeps them. */
export function jsonOf(facts: object | null): string | null {
  return facts === null ? null : JSON.stringify(facts)
}

/** Writes down who did what, where what was done lies outside D1 and has no batch to go with. */
export async function audit(
  db: D1Database,
  { action, subject, before, after, ...act }: Act & Done,
): Promise<void> {
  const said = { action, subject, before: before ?? null, after: after ?? null }
  await drizzle(db).insert(audits).values(auditLine(act, said))
}
