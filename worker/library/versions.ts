import type { Instant } from '../../src/local-time.ts'

/** What the library knows about itself. */
export interface LibraryState {
  /** Names of the migrations applied, the newest first. */
  readonly migrations: readonly string[]
  /** Up to when lines are counted; null before they ever were. */
  readonly countedTo: Instant | null
}

/** Migrations and the figures' cursor; both tables are a few rows. */
export async function libraryState(db: D1Database): Promise<LibraryState> {
  const [migrations, cursor] = await db.batch<Record<string, string | number>>([
    db.prepare('SELECT name FROM d1_migrations ORDER BY id DESC LIMIT 200'),
    db.prepare('SELECT at AS countedTo FROM rollup_cursor WHERE ran_at > 0'),
  ])
  const row = cursor?.results[0]
  return {
    migrations: (migrations?.results ?? []).map(({ name }) => String(name)),
    countedTo: row === undefined ? null : Number(row.countedTo),
  }
}
