import { beforeAll, describe, expect, it } from 'vitest'
import { noting, visiting } from '../../durable-objects/happenings.ts'
import { dueHappenings, forgetHappenings, lastVisit, visitNumbers } from '../../worker/library/happenings.ts'
import { automaticOffers } from '../../worker/library/offers.ts'
import { sweepAbsences, sweepBirthdays } from '../../worker/library/sweeps.ts'
import { openLume, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const MANY = 4000
const MOMENT = { at: NOW, now: NOW }

/** Thousands of customers who come, and as many things that nobody has looked at yet. */
beforeAll(async () => {
  await openLume()
  const n = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})`
  const statements = [
    `INSERT INTO customers (id, name, card_token, birthday, tags, marketing, created_at, command, digest)
     ${n} SELECT 'cus_' || i, 'Mina', 'card_' || i, printf('--%02d-%02d', 1 + i % 12, 1 + i % 28), '[]', 0, i, 'c' || i, '' FROM n`,
    `INSERT INTO visit_days ${n} SELECT 'cus_' || i, printf('2026-%02d-%02d', 1 + i % 12, 1 + i % 28) FROM n`,
    `INSERT OR IGNORE INTO visit_days ${n} SELECT 'cus_1', date('2020-01-01', '+' || i || ' days') FROM n LIMIT 300`,
    `INSERT INTO happenings (customer_id, key, noted, due_at)
     ${n} SELECT 'cus_' || i, 'sign_up', '{"kind":"sign_up","at":1}', i FROM n`,
    `INSERT INTO offers (id, slug, state, automatic, facts, version, created_at, updated_at, command, digest)
     ${n} SELECT 'ofr_' || i, 'offer-' || i, CASE WHEN i < 4 THEN 'published' ELSE 'ended' END,
       CASE i % 2 WHEN 1 THEN 'birthday' END, '{"name":"Offer"}', 1, i, i, 'o' || i, '' FROM n LIMIT 1000`,
  ]
  await world.DB.batch(statements.map((sql) => world.DB.prepare(sql)))
})

type Lookup = readonly [name: string, most: number, run: (db: D1Database) => Promise<unknown>]

const sweep = { offer: 'ofr_1', after: '' } as const
const LOOKUPS: readonly Lookup[] = [
  ['offers that give themselves', 10, (db) => automaticOffers(db, NOW)],
  ['what waits', 400, (db) => dueHappenings(db, NOW, 100)],
  ['what was looked at', 20, (db) => forgetHappenings(db, [{ customerId: 'cus_9', key: 'sign_up' }])],
  ['the visits of one who comes a lot', 700, (db) => visitNumbers(db, 'cus_1', '2026-11-20')],
  ['the last of them', 700, (db) => lastVisit(db, 'cus_1')],
  ['birthdays of a day', 500, (db) => sweepBirthdays(db, { ...sweep, day: '2027-02-02' }, MOMENT)],
  [
    'birthdays of the end of February',
    500,
    (db) => sweepBirthdays(db, { ...sweep, day: '2026-02-28' }, MOMENT),
  ],
  [
    'who was last there on a day',
    1200,
    (db) => sweepAbsences(db, { ...sweep, day: '2026-11-20' }, '2026-02-02', MOMENT),
  ],
  [
    'noting what happened',
    20,
    (db) =>
      db.batch([
        ...visiting(db, 'cus_7', ['2026-11-20']),
        ...noting(db, 'cus_7', [{ kind: 'visit', at: NOW, day: '2026-11-20' }], NOW),
      ]),
  ],
]

const LISTS = /^SCAN (value|json_each|there|CONSTANT ROW|\d+ CONSTANT ROWS)|^SCAN \(subquery|VIRTUAL TABLE/
const PARTIAL = /^SCAN (offers|happenings) USING (COVERING )?INDEX (offers_automatic|happenings_by_due)/

describe(`offers that give themselves, among ${MANY} customers`, () => {
  it.each(LOOKUPS)('look %s up in an index, and read at most %i rows', async (_, most, run) => {
    const statements = await recorded(world.DB, run)
    expect(statements.length).toBeGreaterThan(0)
    const plans = (await Promise.all(statements.map((one) => planOf(world.DB, one)))).flat()
    const scans = plans.filter((line) => line.startsWith('SCAN '))
    expect(scans.filter((line) => !LISTS.test(line) && !PARTIAL.test(line))).toEqual([])
    const costs = await Promise.all(statements.map((one) => costOf(world.DB, one)))
    expect(costs.reduce((sum, { read }) => sum + read, 0)).toBeLessThanOrEqual(most)
  })
})
