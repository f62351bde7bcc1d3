import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Tries that led nowhere, counted per hour, caller and reason; written in batches by the caller's limiter. Kept 30 days. */
export const guessHours = sqliteTable(
  'guess_hours',
  {
    /** First instant of the hour. */
    hour: integer('hour').notNull(),
    /** `stranger:192.0.2.7`, `person:usr_…`: the name of the limiter. */
    caller: text('caller').notNull(),
    reason: text('reason').notNull(),
    tries: integer('tries').notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.caller, table.reason] })],
)

/** The newest thousand tries of a day, one by one. The text itself is nowhere: only its keyed hash. */
export const guesses = sqliteTable(
  'guesses',
  {
    /** UTC day, YYYY-MM-DD. */
    day: text('day').notNull(),
    at: integer('at').notNull(),
    caller: text('caller').notNull(),
    hash: text('hash').notNull(),
    reason: text('reason').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.at, table.caller, table.hash] })],
)
