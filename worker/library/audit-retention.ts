import * as z from 'zod/mini'
import { auditsEndedBefore, DEFAULT_RETENTION, type Retention, retentionSchema } from '../../src/retention.ts'
import { CONSENT } from './customers.ts'
import { settingsNamed } from './settings.ts'

/** The name under which the decision stands among the settings. */
export const RETENTION = 'retention'

/** So many lines end in a run: a log of years ends within a day, and no run is long. */
const ENDED_MOST = 5000
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
 * Every kind of line there is but proofs of consent, each found by one look into the index. Led by the kind, no run walks over
 * the proofs, which are kept: a brand gathers more of them every year.
 */
const KINDS = `WITH RECURSIVE kinds(action) AS (
    SELECT min(action) FROM audits
    UNION ALL SELECT (SELECT min(audits.action) FROM audits WHERE audits.action > kinds.action) FROM kinds
    WHERE kinds.action IS NOT NULL
  ), ending(action) AS (SELECT action FROM kinds WHERE action NOT IN (SELECT value FROM json_each(?3)))`

/** Takes out lines of the log that are kept no longer, the oldest of each kind first, but for those that prove a consent. */
export async function endAudits(db: D1Database, now: number, zone: string): Promise<void> {
  const before = auditsEndedBefore((await retentionIn(db)).retention, now, zone)
  if (before === null) return
  const ended = db
    .prepare(
      `${KINDS} DELETE FROM audits WHERE id IN (SELECT audits.id FROM ending
         CROSS JOIN audits ON audits.action = ending.action AND audits.at < ?2 LIMIT ?1)`,
    )
    .bind(ENDED_MOST, before, JSON.stringify(CONSENTS))
  // The log refuses to be deleted but while this mark stands, which nobody but this batch ever sees.
  const mark = db.prepare('INSERT INTO audit_ends VALUES (?1)').bind(before)
  await db.batch([mark, ended, db.prepare('DELETE FROM audit_ends')])
}
