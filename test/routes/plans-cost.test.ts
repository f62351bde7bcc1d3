import { beforeAll, describe, expect, it } from 'vitest'
import type { MembershipId } from '../../src/membership.ts'
import {
  dueMemberships,
  membershipById,
  membershipsOf,
  runningMemberships,
} from '../../worker/library/memberships.ts'
import { vouchersOfPlan, waitingVouchers } from '../../worker/library/plan-vouchers.ts'
import { openLume, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const MEMBERSHIPS = 5000
const DUE = 7
const WAITING = 11

/** Years of memberships: most run and are not due, many are over, a few are due; of their vouchers a few wait. */
beforeAll(async () => {
  await openLume()
  const n = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MEMBERSHIPS})`
  const statements = [
    `INSERT INTO memberships (id, customer_id, plan_id, starts_at, ends_at, zone, period, next_period, due_at, ended_at, place, sold_at, command, digest)
     ${n} SELECT 'mbr_' || i, 'cus_' || (i % 2500), 'pln_1', ${NOW} - i * 60000, NULL, 'Europe/Lisbon', 'month', 3,
       CASE WHEN i <= ${DUE} THEN ${NOW} - i WHEN i % 2 THEN NULL ELSE ${NOW} + i * 60000 END,
       CASE WHEN i > ${DUE} AND i % 2 THEN ${NOW} - i END, '{}', ${NOW}, 'command ' || i, '' FROM n`,
    `INSERT INTO plan_vouchers (membership_id, period, n, customer_id, offer_id, state, at)
     ${n} SELECT 'mbr_' || (i % 1000), i / 1000, 0, 'cus_1', 'ofr_1', CASE WHEN i <= ${WAITING} THEN 'waiting' ELSE 'issued' END, ${NOW} - i FROM n`,
  ]
  await world.DB.batch(statements.map((sql) => world.DB.prepare(sql)))
})

type Lookup = readonly [name: string, most: number, run: (db: D1Database) => Promise<readonly unknown[]>]

const LOOKUPS: readonly Lookup[] = [
  ['what is due', 2 * DUE + 2, (db) => dueMemberships(db, NOW, 50)],
  ['what waits', 3 * WAITING + 2, (db) => waitingVouchers(db, 60)],
  ['the plans of a customer', 6, (db) => membershipsOf(db, 'cus_7')],
  ['the running plans of two', 12, (db) => runningMemberships(db, ['cus_7', 'cus_8'], NOW)],
  ['one by its id', 2, async (db) => [await membershipById(db, 'mbr_7')]],
  ['the vouchers of one', 20, (db) => vouchersOfPlan(db, 'mbr_7' as MembershipId)],
]

describe(`Looking among ${MEMBERSHIPS} memberships`, () => {
  it.each(LOOKUPS)('finds %s in an index, reading next to nothing else', async (_, most, run) => {
    const statements = await recorded(world.DB, run)
    expect(statements.length).toBeGreaterThan(0)
    expect(statements.filter(({ sql }) => / like |glob|match /i.test(sql))).toEqual([])
    const plans = (await Promise.all(statements.map((one) => planOf(world.DB, one)))).flat()
    expect(
      plans.filter((line) =>
        /^SCAN (?!json_each|plan_vouchers USING INDEX plan_vouchers_waiting)/.test(line),
      ),
    ).toEqual([])
    expect(plans.filter((line) => /TEMP B-TREE|AUTOMATIC/.test(line))).toEqual([])
    const costs = await Promise.all(statements.map((one) => costOf(world.DB, one)))
    expect(costs.reduce((sum, { read }) => sum + read, 0)).toBeLessThanOrEqual(most)
    expect((await run(world.DB)).length).toBeGreaterThan(0)
  })

  it('finds all that is due, longest first, and all that waits', async () => {
    expect((await dueMemberships(world.DB, NOW, 50)).map(({ id }) => id)).toEqual(
      Array.from({ length: DUE }, (_, index) => `mbr_${DUE - index}`),
    )
    expect(await waitingVouchers(world.DB, 60)).toHaveLength(WAITING)
  })
})
