import { type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { audits } from '../../migrations/schema/audits.ts'
import type { PrincipalId } from '../../src/id.ts'

/** Who changes what, and when. */
export interface Act {
  readonly by: PrincipalId
  readonly at: number
}

/**
 * The audit row of a change that may come too late. `seen` is a FROM and WHERE that holds exactly while the change still
 * can be made; put first in the change's own batch, the row is there exactly if the change is.
 */
export function auditIf(
  library: DrizzleD1Database,
  { by, at }: Act,
  line: { readonly action: string; readonly subject: string },
  seen: SQL,
) {
  return library
    .insert(audits)
    .select(sql`select null, ${at}, ${by}, ${line.action}, ${line.subject} ${seen}`)
}

/** Writes down who did what, where what was done lies outside D1 and has no batch to go with. */
export async function audit(db: D1Database, done: typeof audits.$inferInsert): Promise<void> {
  await drizzle(db).insert(audits).values(done)
}
