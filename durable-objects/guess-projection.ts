import { drizzle } from 'drizzle-orm/d1'
import { guesses, guessHours } from '../migrations/schema/guesses.ts'
import type { HourOfGuesses } from '../src/guess.ts'

/** D1 takes a hundred parameters in a statement. */
const ROWS_A_STATEMENT = 20

/** Writes one caller's tries: numbers as they stand by now, so that writing them again changes nothing. */
export async function writeGuesses(
  db: D1Database,
  caller: string,
  hours: readonly HourOfGuesses[],
): Promise<void> {
  const library = drizzle(db)
  const counts = hours.flatMap(({ hour, counts }) =>
    Object.entries(counts).map(([reason, tries]) =>
      library
        .insert(guessHours)
        .values({ hour, caller, reason, tries })
        .onConflictDoUpdate({
          target: [guessHours.hour, guessHours.caller, guessHours.reason],
          set: { tries },
        }),
    ),
  )
  const rows = hours.flatMap(({ tries }) =>
    tries.map(({ at, hash, reason }) => ({ day: utcDay(at), at, caller, hash, reason })),
  )
  const pieces = Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, n) =>
    library
      .insert(guesses)
      .values(rows.slice(n * ROWS_A_STATEMENT, (n + 1) * ROWS_A_STATEMENT))
      .onConflictDoNothing(),
  )
  const [first, ...others] = [...counts, ...pieces]
  if (first !== undefined) await library.batch([first, ...others])
}

function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
