const KEPT_MS = 30 * 86_400_000
/** So many tries of one day are kept one by one. */
const KEPT_A_DAY = 1000

/** Ends what was tried more than 30 days ago, and of the last two days all tries but the newest thousand of each. */
export async function endGuesses(db: D1Database, now: number): Promise<void> {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const trim = `DELETE FROM guesses WHERE day = ?1 AND at <
    (SELECT at FROM guesses WHERE day = ?1 ORDER BY at DESC LIMIT 1 OFFSET ${KEPT_A_DAY - 1})`
  await db.batch([
    db.prepare('DELETE FROM guess_hours WHERE hour < ?').bind(now - KEPT_MS),
    db.prepare('DELETE FROM guesses WHERE day < ?').bind(day(now - KEPT_MS)),
    db.prepare(trim).bind(day(now)),
    db.prepare(trim).bind(day(now - 86_400_000)),
  ])
}
