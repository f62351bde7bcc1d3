import { and, desc, gte, inArray, lt, type SQL } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { guesses, guessHours } from '../../migrations/schema/guesses.ts'
import type { GuessCount } from '../../src/guess-counts.ts'
import type { Instant } from '../../src/local-time.ts'

/** So many lines of a day are read, of a caller, an hour and a reason each: more callers than that are a flood. */
const LINES_MOST = 2000
const RECENT_MOST = 300
const NEWEST_MOST = 20
const HOUR_MS = 3_600_000
/** Whoever is still held up after so many hours without a new try comes in by waiting. */
const RECENT_HOURS = 48

/** Counts of the hours that begin from `from` to before `to`, the latest first; `all` is false where there are more. */
export async function guessesBetween(
  db: D1Database,
  from: Instant,
  to: Instant,
): Promise<{ readonly rows: readonly GuessCount[]; readonly all: boolean }> {
  const rows = await drizzle(db)
    .select()
    .from(guessHours)
    .where(and(gte(guessHours.hour, from), lt(guessHours.hour, to)))
    .orderBy(desc(guessHours.hour))
    .limit(LINES_MOST + 1)
  return { rows: rows.slice(0, LINES_MOST), all: rows.length <= LINES_MOST }
}

/** Counts of the last two days, those of whoever is signed in apart: no flood of strangers hides a cashier. */
export async function recentGuesses(
  db: D1Database,
  now: Instant,
): Promise<{ readonly known: readonly GuessCount[]; readonly strange: readonly GuessCount[] }> {
  const thisHour = now - (now % HOUR_MS)
  const hours = Array.from({ length: RECENT_HOURS }, (_, n) => thisHour - n * HOUR_MS)
  const library = drizzle(db)
  // Names sort by budget: customers, device, key, network and person come before stranger and wrong_key.
  const read = (whose: SQL) =>
    library
      .select()
      .from(guessHours)
      .where(and(inArray(guessHours.hour, hours), whose))
      .orderBy(desc(guessHours.hour))
      .limit(RECENT_MOST)
  const [known, strange] = await library.batch([
    read(lt(guessHours.caller, 'stranger:')),
    read(gte(guessHours.caller, 'stranger:')),
  ])
  return { known, strange }
}

/** The newest tries of that time, one by one, newest first. */
export function newestGuesses(db: D1Database, from: Instant, to: Instant) {
  const day = (at: Instant) => new Date(at).toISOString().slice(0, 10)
  return drizzle(db)
    .select()
    .from(guesses)
    .where(
      and(
        gte(guesses.day, day(from)),
        lt(guesses.day, day(to + DAY_MS)),
        gte(guesses.at, from),
        lt(guesses.at, to),
      ),
    )
    .orderBy(desc(guesses.day), desc(guesses.at))
    .limit(NEWEST_MOST)
}

const DAY_MS = 24 * HOUR_MS
