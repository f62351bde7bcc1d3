import { and, desc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { audits } from '../../migrations/schema/audits.ts'
import { letters } from '../../migrations/schema/letters.ts'
import { type Act, auditLine } from './audit.ts'

/** A letter about a voucher, under the command that asks for it. */
export type VoucherLetter = Pick<typeof letters.$inferSelect, 'command' | 'voucherId' | 'at'>

/** What is known of the letters about a voucher. */
export interface LettersKnown {
  /** When the newest was taken to be delivered. */
  readonly sentAt: number | null
  /** Whether one was begun after that and never taken, as far as anybody wrote down. */
  readonly lost: boolean
}

/** A letter that was begun so long ago is not on its way any more: whoever sent it was cut off. */
const ON_ITS_WAY_MS = 60_000
/** After so long nobody sends the same form again, and what was sent is told by the log alone. */
const KEPT_MS = 90 * 86_400_000
/** So many of the oldest are looked at in a run. */
const LOOKED_AT = 5000

/** Begins a letter; false for a command whose letter was sent, or is on its way. */
export async function claimLetter(db: D1Database, letter: VoucherLetter): Promise<boolean> {
  const lost = sql`${letters.sentAt} is null and ${letters.at} <= ${letter.at - ON_ITS_WAY_MS}`
  const kept = await drizzle(db)
    .insert(letters)
    .values({ ...letter, sentAt: null })
    .onConflictDoUpdate({ target: letters.command, set: { at: letter.at }, setWhere: lost })
    .returning()
  return kept.length > 0
}

/** Forgets a letter that was not taken, so that the same command can try again. */
export async function giveBackLetter(db: D1Database, { command, voucherId }: VoucherLetter): Promise<void> {
  const same = and(eq(letters.command, command), eq(letters.voucherId, voucherId))
  await drizzle(db).delete(letters).where(same)
}

/** Writes down that it was taken, and who sent it. */
export async function noteSent(
  db: D1Database,
  { command, voucherId }: VoucherLetter,
  act: Act,
): Promise<void> {
  const library = drizzle(db)
  await library.batch([
    library.update(letters).set({ sentAt: act.at }).where(eq(letters.command, command)),
    library.insert(audits).values(auditLine(act, { action: 'voucher_sent', subject: voucherId })),
  ])
}

/** What is known of the newest letters about a voucher. */
export async function lettersKnown(db: D1Database, voucherId: string, now: number): Promise<LettersKnown> {
  const newest = await drizzle(db)
    .select()
    .from(letters)
    .where(eq(letters.voucherId, voucherId))
    .orderBy(desc(letters.at))
    .limit(20)
  const last = newest.find(({ at, sentAt }) => sentAt !== null || at <= now - ON_ITS_WAY_MS)
  const sent = newest.find(({ sentAt }) => sentAt !== null)
  return { sentAt: sent?.sentAt ?? null, lost: last !== undefined && last.sentAt === null }
}

/** Forgets letters of long ago. They are numbered as they were begun: no index of time is needed. */
export async function endLetters(db: D1Database, now: number): Promise<void> {
  const ended = `DELETE FROM letters WHERE rowid IN (SELECT rowid FROM letters ORDER BY rowid LIMIT ?1) AND at < ?2`
  await db
    .prepare(ended)
    .bind(LOOKED_AT, now - KEPT_MS)
    .run()
}
