import { drizzle } from 'drizzle-orm/d1'
import { audits } from '../../migrations/schema/audits.ts'

/** Writes down who did what, where what was done lies outside D1 and has no batch to go with. */
export async function audit(db: D1Database, done: typeof audits.$inferInsert): Promise<void> {
  await drizzle(db).insert(audits).values(done)
}
