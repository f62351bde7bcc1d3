import type { Instant, LocalDate } from '../../src/local-time.ts'
import { addDays } from '../../src/local-time.ts'
import type { OfferId } from '../../src/offer.ts'
import { birthdaysOn } from '../../src/offer-automatic.ts'

/** How far the calendar was looked through for an offer: the day that is being dealt with, and behind whom it goes on. */
export interface Sweep {
  readonly offer: OfferId
  readonly day: LocalDate
  /** '' before the first. */
  readonly after: string
}

/** When that day began where the brand is, and what time it is now. */
interface Moment {
  readonly at: Instant
  readonly now: Instant
}

/** So many people are looked at in one step. */
const STEP = 200

/** How far it came, by offer. Offers that are not open any more are forgotten: open again they begin with that day. */
export async function sweepsOf(
  db: D1Database,
  open: readonly OfferId[],
): Promise<ReadonlyMap<string, Pick<Sweep, 'day' | 'after'>>> {
  const [, found] = await db.batch<{ offer_id: string; day: string; after: string }>([
    db
      .prepare('DELETE FROM offer_sweeps WHERE offer_id NOT IN (SELECT value FROM json_each(?1))')
      .bind(JSON.stringify(open)),
    db.prepare('SELECT offer_id, day, after FROM offer_sweeps'),
  ])
  return new Map((found?.results ?? []).map(({ offer_id, day, after }) => [offer_id, { day, after }]))
}

/** Notes the next few who keep their birthday on that day, and gives how far that came. */
export async function sweepBirthdays(db: D1Database, sweep: Sweep, { at, now }: Moment): Promise<Sweep> {
  const { first, last } = birthdaysOn(sweep.day)
  // One date after the other, where a day keeps two.
  const [date = '', id = ''] = sweep.after === '' ? [first] : sweep.after.split(' ')
  const among = `FROM customers WHERE birthday IS NOT NULL AND merged_into IS NULL AND substr("birthday", -5) = ?1 AND id > ?2
    ORDER BY id`
  const end = await db
    .prepare(`SELECT substr("birthday", -5) || ' ' || id AS place ${among} LIMIT 1 OFFSET ${STEP - 1}`)
    .bind(date, id)
    .first<string>('place')
  const noted = { kind: 'birthday', at, day: sweep.day, offer: sweep.offer }
  const note = db
    .prepare(
      `INSERT INTO happenings (customer_id, key, noted, due_at)
       SELECT id, ?3, ?4, ?5 FROM (SELECT id ${among} LIMIT ${STEP}) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(date, id, keyOf(sweep), JSON.stringify(noted), now)
  return stepped(db, sweep, end ?? (date === last ? null : `${last} `), note)
}

/** The same for whoever was there on `last` and not since. Of merged records the one that stays is noted. */
export async function sweepAbsences(
  db: D1Database,
  sweep: Sweep,
  last: LocalDate,
  { at, now }: Moment,
): Promise<Sweep> {
  const among = 'FROM visit_days WHERE day = ?1 AND customer_id > ?2 ORDER BY customer_id'
  const end = await db
    .prepare(`SELECT customer_id ${among} LIMIT 1 OFFSET ${STEP - 1}`)
    .bind(last, sweep.after)
    .first<string>('customer_id')
  const noted = { kind: 'absence', at, day: sweep.day, last, offer: sweep.offer }
  const note = db
    .prepare(
      `INSERT INTO happenings (customer_id, key, noted, due_at)
       SELECT coalesce(known.merged_into, known.id), ?3, ?4, ?5
       FROM (SELECT customer_id ${among} LIMIT ${STEP}) AS there CROSS JOIN customers AS known ON known.id = there.customer_id
       WHERE known.erased_at IS NULL AND NOT EXISTS
         (SELECT 1 FROM visit_days AS later WHERE later.customer_id = known.id AND later.day > ?1)
       ON CONFLICT DO NOTHING`,
    )
    .bind(last, sweep.after, keyOf(sweep), JSON.stringify(noted), now)
  return stepped(db, sweep, end, note)
}

function keyOf({ offer, day }: Sweep): string {
  return `${offer} ${day}`
}

/** Notes them and how far it came in one batch. Where there were fewer than a step takes, the day is done. */
async function stepped(
  db: D1Database,
  sweep: Sweep,
  end: string | null,
  note: D1PreparedStatement,
): Promise<Sweep> {
  const next = end === null ? { ...sweep, day: addDays(sweep.day, 1), after: '' } : { ...sweep, after: end }
  const kept = db
    .prepare(
      `INSERT INTO offer_sweeps (offer_id, day, after) VALUES (?1, ?2, ?3)
       ON CONFLICT (offer_id) DO UPDATE SET day = ?2, after = ?3`,
    )
    .bind(next.offer, next.day, next.after)
  await db.batch([note, kept])
  return next
}
