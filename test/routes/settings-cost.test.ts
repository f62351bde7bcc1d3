import { beforeAll, describe, expect, it } from 'vitest'
import { approvalById, approvalsIn, approvalsOf } from '../../worker/library/approvals.ts'
import { tagsNotOffered } from '../../worker/library/customer-tags.ts'
import { reasonsOffered } from '../../worker/library/goodwill-reasons.ts'
import { listRow, listRows } from '../../worker/library/lists.ts'
import { settingsNamed, settingsUnder } from '../../worker/library/settings.ts'
import { openLume, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'

const LIMIT = 25

beforeAll(async () => {
  await openLume()
  const n = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)'
  const state = "CASE i % 3 WHEN 0 THEN 'waiting' WHEN 1 THEN 'approved' ELSE 'declined' END"
  await world.DB.batch([
    world.DB.prepare(
      `INSERT INTO approvals ${n} SELECT 'apr_' || i, '{}', '{}', 'usr_' || (i % 20), i, ${state}, NULL, NULL, NULL, NULL, 'c' || i, '' FROM n`,
    ),
    world.DB.prepare(`INSERT INTO settings ${n} SELECT 'goodwill person usr_' || i, '{}', 1 FROM n`),
    world.DB.prepare(
      `INSERT INTO tags ${n} SELECT 'tag_' || i, 'tag ' || i, 'tag ' || i, '{}', i, 'active', 1, 0, 'c' || i, '' FROM n WHERE i <= 200`,
    ),
  ])
})

const LOOKUPS: readonly (readonly [name: string, run: (db: D1Database) => Promise<unknown>, most: number])[] =
  [
    ['a list in its order', (db) => listRows(db, 'tags'), 200],
    ['one of a list', (db) => listRow(db, 'tags', 'tag_7'), 1],
    ['the reasons for the issue page', reasonsOffered, 200],
    ['the tags of a customer', (db) => tagsNotOffered(db, ['tag 1']), 200],
    [
      'the budget of somebody',
      (db) => settingsNamed(db, ['goodwill person usr_7', 'goodwill role operator']),
      2,
    ],
    ['the budgets of people', (db) => settingsUnder(db, 'goodwill person ', LIMIT), LIMIT],
    ['requests that wait', (db) => approvalsIn(db, 'waiting', LIMIT), LIMIT],
    ['requests decided lately', (db) => approvalsIn(db, 'approved', LIMIT), LIMIT],
    ['the requests of somebody', (db) => approvalsOf(db, 'usr_7', LIMIT), LIMIT],
    ['one request', (db) => approvalById(db, 'apr_7'), 1],
  ]

/** A walk along the index that is in the order asked for, which a LIMIT ends. */
const IN_ORDER = /^SCAN \w+ USING INDEX \w+_by_position$/

describe('settings and approvals', () => {
  it.each(LOOKUPS)(
    'look up %s in an index, already in order, and read no more than they show',
    async (_, run, most) => {
      const statements = await recorded(world.DB, run)
      expect(statements.length).toBeGreaterThan(0)
      for (const statement of statements) {
        const plan = await planOf(world.DB, statement)
        expect(plan.filter((line) => /^SCAN /.test(line) && !IN_ORDER.test(line))).toEqual([])
        expect(plan.filter((line) => /TEMP B-TREE|AUTOMATIC/.test(line))).toEqual([])
        expect((await costOf(world.DB, statement)).read).toBeLessThanOrEqual(most + 1)
      }
    },
  )
})
