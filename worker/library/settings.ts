import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { settings } from '../../migrations/schema/settings.ts'
import { differenceOf } from '../../src/audit.ts'
import { prefixRange } from '../../src/search-terms.ts'
import { type Act, auditIf } from './audit.ts'

/** One decision of the brand, as D1 keeps it. */
export type SettingRow = typeof settings.$inferSelect

/** Settings by name; those nobody made yet are absent. */
export async function settingsNamed(
  db: D1Database,
  names: readonly string[],
): Promise<ReadonlyMap<string, SettingRow>> {
  const rows = await drizzle(db)
    .select()
    .from(settings)
    .where(inArray(settings.name, [...names]))
  return new Map(rows.map((row) => [row.name, row]))
}

/** Every setting somebody made: at most one for each person and a few of the brand's. */
export async function allSettings(db: D1Database): Promise<readonly SettingRow[]> {
  return drizzle(db).select().from(settings).orderBy(settings.name).limit(SETTINGS_MOST)
}

const SETTINGS_MOST = 10_000

/** Settings whose names begin alike, at most `limit`. */
export async function settingsUnder(
  db: D1Database,
  prefix: string,
  limit: number,
): Promise<readonly SettingRow[]> {
  const { from, to } = prefixRange(prefix)
  const within = and(gte(settings.name, from), lt(settings.name, to))
  return drizzle(db).select().from(settings).where(within).orderBy(settings.name).limit(limit)
}

/**
 * Writes the setting whose version somebody has seen (0: none was made yet), with its audit row in the same batch. Null
 * when somebody else was faster.
 */
export async function changeSetting(
  db: D1Database,
  name: string,
  change: { readonly version: number; readonly value: unknown },
  act: Act,
): Promise<SettingRow | null> {
  const library = drizzle(db)
  const { version, value } = change
  const row = { name, value, version: version + 1 }
  const before = (await settingsNamed(db, [name])).get(name)?.value ?? null
  const difference = differenceOf(factsOf(before), factsOf(value))
  const done = { action: 'setting_changed', subject: name, ...difference } as const
  const seen = sql`coalesce((select version from ${settings} where name = ${name}), 0) = ${version}`
  const [, written] = await library.batch([
    auditIf(library, act, done, sql`where ${seen}`),
    version === 0
      ? library.insert(settings).values(row).onConflictDoNothing().returning()
      : library
          .update(settings)
          .set(row)
          .where(and(eq(settings.name, name), eq(settings.version, version)))
          .returning(),
  ])
  return written[0] ?? null
}

/** The facts a setting is made of; one that is a single fact has it as its value. */
function factsOf(value: unknown): object | null {
  return typeof value === 'object' && !Array.isArray(value) ? value : { value }
}
