import * as z from 'zod/mini'
import { auditsEndedBefore, DEFAULT_RETENTION, type Retention, retentionSchema } from '../../src/retention.ts'
import { CONSENT } from './customers.ts'
import { settingsNamed } from './settings.ts'

/** The name under which the decision stands among the settings. */
export const RETENTION = 'retention'

/** So many of the oldest lines are looked at in a run: a log of years ends within a day, and no run is long. */
const LOOKED_AT = 5000
const CONSENTS: readonly string[] = Object.values(CONSENT)

/** What the brand decided, or the default where it decided nothing. */
export async function retentionIn(
  db: D1Database,
): Promise<{ readonly version: number; readonly retention: Retention }> {
  const setting = (await settingsNamed(db, [RETENTION])).get(RETENTION)
  const read = z.safeParse(retentionSchema, setting?.value)
  return { version: setting?.version ?? 0, retention: read.success ? read.data : DEFAULT_RETENTION }
}

/**
 * Takes out the oldest lines of the log that are kept no longer, but for those that prove a consent. Lines are numbered as
 * they were written: no index of time is needed.
 */
export async function endAudits(db: D1Database, now: number, zone: string): Promise<void> {
  const before = auditsEndedBefore((await retentionIn(db)).retention, now, zone)
  if (before === null) return
  const ended = db
    .prepare(
      `DELETE FROM audits WHERE id IN (SELECT id FROM audits
         WHERE at < ?2 AND action NOT IN (SELECT value FROM json_each(?3)) ORDER BY id LIMIT ?1)`,
    )
    .bind(LOOKED_AT, before, JSON.stringify(CONSENTS))
  // The log refuses to be deleted but while this mark stands, which nobody but this batch ever sees.
  const mark = db.prepare('INSERT INTO audit_ends VALUES (?1)').bind(before)
  await db.batch([mark, ended, db.prepare('DELETE FROM audit_ends')])
}
