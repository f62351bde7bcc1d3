import { beforeEach, expect, it } from 'vitest'
import { endGuesses } from '../../worker/library/guess-retention.ts'
import { world } from '../routes/cast.ts'

const NOON = Date.UTC(2027, 2, 31, 12)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const KEPT_MS = 30 * DAY_MS

beforeEach(() => world.DB.exec('DELETE FROM guess_hours; DELETE FROM guesses'))

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** So many tries, one each millisecond up to then. */
async function tried(until: number, count: number): Promise<void> {
  const rows = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?3 - 1)
    INSERT INTO guesses SELECT ?1, ?2 - i, 'stranger:192.0.2.7', 'hash-' || i, 'unknown_code' FROM n`
  await world.DB.prepare(rows).bind(dayOf(until), until, count).run()
}

async function counted(hour: number): Promise<void> {
  const row = "INSERT INTO guess_hours VALUES (?, 'stranger:192.0.2.7', 'unknown_code', 3)"
  await world.DB.prepare(row).bind(hour).run()
}

async function triesOf(at: number) {
  const query = 'SELECT count(*) AS n, min(at) AS oldest, max(at) AS newest FROM guesses WHERE day = ?'
  return world.DB.prepare(query).bind(dayOf(at)).first()
}

it('ends what was counted more than 30 days ago, and nothing younger (R67)', async () => {
  for (const hour of [NOON - KEPT_MS - HOUR_MS, NOON - KEPT_MS, NOON]) await counted(hour)
  for (const at of [NOON - KEPT_MS - DAY_MS, NOON - KEPT_MS, NOON]) await tried(at, 2)
  await endGuesses(world.DB, NOON)
  const hours = await world.DB.prepare('SELECT hour FROM guess_hours ORDER BY hour').all()
  expect(hours.results).toEqual([{ hour: NOON - KEPT_MS }, { hour: NOON }])
  const days = await world.DB.prepare('SELECT DISTINCT day FROM guesses ORDER BY day').all()
  expect(days.results).toEqual([{ day: dayOf(NOON - KEPT_MS) }, { day: dayOf(NOON) }])
})

it('keeps the newest thousand tries of a day, of the day before too, whose last ones came after the clock (R67)', async () => {
  const yesterday = NOON - DAY_MS
  await tried(NOON, 1400)
  await tried(yesterday, 1001)
  await endGuesses(world.DB, NOON)
  expect(await triesOf(NOON)).toEqual({ n: 1000, oldest: NOON - 999, newest: NOON })
  expect(await triesOf(yesterday)).toEqual({ n: 1000, oldest: yesterday - 999, newest: yesterday })
})

it('leaves a day alone that has no more than a thousand, however often it runs', async () => {
  await tried(NOON, 1000)
  await endGuesses(world.DB, NOON)
  await endGuesses(world.DB, NOON)
  expect(await triesOf(NOON)).toMatchObject({ n: 1000 })
})
