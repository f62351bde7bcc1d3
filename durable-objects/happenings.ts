import { type Noted, noteKey } from '../src/happening.ts'
import type { CustomerId } from '../src/id.ts'
import type { Instant, LocalDate } from '../src/local-time.ts'
import { OCCASION_DAYS } from '../src/offer-automatic.ts'

const KEPT_MS = OCCASION_DAYS * 24 * 60 * 60 * 1000

/**
 * Notes what happened to a customer for the offers that give themselves, in the batch that tells the lists of it: whoever
 * dies behind that leaves it to the clock. Nothing is noted while there is no such offer, nor what is no occasion any more.
 */
export function noting(
  db: D1Database,
  customer: CustomerId,
  happened: readonly Noted[],
  now: Instant,
): D1PreparedStatement[] {
  const lately = happened.filter(({ at }) => at >= now - KEPT_MS)
  if (lately.length === 0) return []
  const rows = lately.map((noted) => ({ key: noteKey(noted), noted }))
  const statement = `INSERT INTO happenings (customer_id, key, noted, due_at)
    SELECT ?1, value ->> 'key', value -> 'noted', ?3 FROM json_each(?2)
    WHERE EXISTS (SELECT 1 FROM offers WHERE automatic IS NOT NULL AND state = 'published')
    ON CONFLICT DO NOTHING`
  return [db.prepare(statement).bind(customer, JSON.stringify(rows), now)]
}

/** Writes down on which days a customer was there, each once. */
export function visiting(
  db: D1Database,
  customer: CustomerId,
  days: readonly LocalDate[],
): D1PreparedStatement[] {
  if (days.length === 0) return []
  const statement = `INSERT INTO visit_days (customer_id, day) SELECT ?1, value FROM json_each(?2) WHERE true
    ON CONFLICT DO NOTHING`
  return [db.prepare(statement).bind(customer, JSON.stringify([...new Set(days)]))]
}
