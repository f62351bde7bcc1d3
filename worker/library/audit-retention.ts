import * as z from 'zod/mini'
import { auditsEndedBefore, KEEP_EVERYTHING, type Retention, retentionSchema } from '../../src/retention.ts'
import { settingsNamed } from './settings.ts'

/** The name under which the decision stands among the settings. */
export const RETENTION = 'retention'

/** So many lines leave at once: a log of years is gone within an hour, and no run is long. */
const ENDED_PER_RUN = 1000

/** What the brand decided; everything is kept where it decided nothing. */
export async function retentionIn(
  db: D1Database,
): Promise<{ readonly version: number; readonly retention: Retention }> {
  const setting = (await settingsNamed(db, [RETENTION])).get(RETENTION)
  const read = z.safeParse(retentionSchema, setting?.value)
  return { version: setting?.version ?? 0, retention: read.success ? read.data : KEEP_EVERYTHING }
}

/** Takes out the oldest lines of the log that are kept no longer. Lines are numbered as they were written: no index of time is needed. */
export async function endAudits(db: D1Database, now: number, zone: string): Promise<void> {
  const before = auditsEndedBefore((await retentionIn(db)).retention, now, zone)
  if (before === null) return
  await db
    .prepare('DELETE FROM audits WHERE id IN (SELECT id FROM audits ORDER BY id LIMIT ?1) AND at < ?2')
    .bind(ENDED_PER_RUN, before)
    .run()
}
