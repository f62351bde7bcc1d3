import * as z from 'zod/mini'
import { type Earning, earningSchema, NO_EARNING } from '../../src/earning.ts'
import { settingsNamed } from './settings.ts'

/** The name under which the decision stands among the settings. */
export const EARNING = 'earning'

/** What purchases earn, as the brand decided; nothing where it decided nothing. */
export async function earningIn(
  db: D1Database,
): Promise<{ readonly version: number; readonly earning: Earning }> {
  const setting = (await settingsNamed(db, [EARNING])).get(EARNING)
  const read = z.safeParse(earningSchema, setting?.value)
  return { version: setting?.version ?? 0, earning: read.success ? read.data : NO_EARNING }
}
