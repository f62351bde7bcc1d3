import { and, eq, max } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { letters } from '../../migrations/schema/letters.ts'

/** A letter about a voucher, under the command that asks for it. */
export type VoucherLetter = typeof letters.$inferSelect

/** Keeps that it is being sent; false for a command that was heard before. */
export async function claimLetter(db: D1Database, letter: VoucherLetter): Promise<boolean> {
  const kept = await drizzle(db).insert(letters).values(letter).onConflictDoNothing().returning()
  return kept.length > 0
}

/** Forgets a letter that was not taken, so that the same command can try again. */
export async function giveBackLetter(db: D1Database, { command, voucherId }: VoucherLetter): Promise<void> {
  const same = and(eq(letters.command, command), eq(letters.voucherId, voucherId))
  await drizzle(db).delete(letters).where(same)
}

/** When the newest letter about a voucher was sent, or null. */
export async function lastLetterAt(db: D1Database, voucherId: string): Promise<number | null> {
  const found = await drizzle(db)
    .select({ at: max(letters.at) })
    .from(letters)
    .where(eq(letters.voucherId, voucherId))
    .get()
  return found?.at ?? null
}
