import { addDays, type Instant, instantOf, type LocalDate } from '../../src/local-time.ts'
import { MERIDIANO } from './brand.ts'
import { STAFF } from './staff.ts'

/** How long somebody has been here. */
export interface Tenure {
  readonly invitedAt: Instant
  readonly joinedAt: Instant
  readonly lastSeenAt: Instant
}

/** The brand began with whoever is first, some four hundred days ago; the others followed every five weeks. */
const FIRST_DAYS_AGO = 400
const DAYS_BETWEEN = 36

/** Since when somebody of the demo works here. The last time was the evening before, as with everything that happened. */
export function tenureOf(id: string, today: LocalDate): Tenure {
  const { zone } = MERIDIANO.brand
  const place = STAFF.findIndex((person) => person.id === id)
  // The tablets came last.
  const nth = place === -1 ? STAFF.length : place
  const first = addDays(today, nth * DAYS_BETWEEN - FIRST_DAYS_AGO)
  return {
    invitedAt: instantOf(addDays(first, -3), '16:20', zone),
    joinedAt: instantOf(first, '08:45', zone),
    lastSeenAt: instantOf(addDays(today, -1), `1${8 - (nth % 3)}:${10 + nth * 4}`, zone),
  }
}
