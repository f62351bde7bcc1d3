import { beforeAll, describe, expect, it } from 'vitest'
import { cursorOf } from '../../worker/library/cursor.ts'
import { consentChange, vouchersHeld } from '../../worker/library/customer-history.ts'
import {
  importById,
  importRefusals,
  recentImports,
  unfinishedImports,
} from '../../worker/library/customer-imports.ts'
import { type CustomerQuery, listCustomers, tagsInUse } from '../../worker/library/customer-list.ts'
import {
  mergeByCommand,
  mergesInto,
  recordsMergedInto,
  vouchersToMove,
} from '../../worker/library/customer-merges.ts'
import { customersKnown, takenFrom } from '../../worker/library/customers.ts'
import { openLume, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const LIMIT = 20
const PEOPLE = 5000

beforeAll(async () => {
  await openLume()
  const n = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${PEOPLE})`
  const at = `${NOW} - i * 60000`
  const statements = [
    `INSERT INTO customers (id, name, email, card_token, tags, plan_id, marketing, created_at, command, digest)
     ${n} SELECT 'cus_' || i, 'Ana X' || i, 'a' || i || '@example.com', 'card_' || i, '["all","t' || (i % 10) || '"]', 'pln_' || (i % 3),
       i = ${PEOPLE}, ${at}, 'command ' || i, '' FROM n`,
    `INSERT INTO customer_tags ${n} SELECT 'all', ${at}, 'cus_' || i FROM n`,
    `INSERT INTO customer_tags ${n} SELECT 't' || (i % 10), ${at}, 'cus_' || i FROM n`,
    `INSERT INTO audits (at, by, action, subject) ${n} SELECT ${at}, 'usr_rui', 'customer_created', 'cus_' || i FROM n`,
  ]
  await world.DB.batch(statements.map((sql) => world.DB.prepare(sql)))
})

const ANY: CustomerQuery = { text: '', tag: null, plan: null, marketing: null, cursor: null, limit: LIMIT }
const list = (query: Partial<CustomerQuery>) => (db: D1Database) => listCustomers(db, { ...ANY, ...query })

type Lookup = readonly [name: string, run: (db: D1Database) => Promise<unknown>]

/** One filter and the date: in order, and few rows more than are shown. */
const LISTS: readonly Lookup[] = [
  ['everybody', list({})],
  ['the second page', list({ cursor: cursorOf(NOW - 600_000, 'cus_10') })],
  ['a tag that all carry', list({ tag: 'all' })],
  ['the second page of a tag', list({ tag: 'all', cursor: cursorOf(NOW - 600_000, 'cus_10') })],
  ['a rare tag', list({ tag: 't3' })],
  ['a plan', list({ plan: 'pln_1' })],
]

/** Filters that are applied while reading. */
const FURTHER: readonly Lookup[] = [
  ['those who agreed', list({ marketing: true })],
  ['a tag and a consent', list({ tag: 'all', marketing: true })],
  ['a tag and a plan', list({ tag: 'all', plan: 'pln_9' })],
]

/** Whatever else the pages ask. */
const OTHERS: readonly Lookup[] = [
  ['tags in use', tagsInUse],
  ['vouchers of two records', (db) => vouchersHeld(db, ['cus_1', 'cus_2'])],
  ['the last consent', (db) => consentChange(db, 'cus_1')],
  ['merges', (db) => mergesInto(db, 'cus_1')],
  ['a merge by its command', (db) => mergeByCommand(db, 'x')],
  ['records that gave way', (db) => recordsMergedInto(db, 'cus_1')],
  ['vouchers to move', (db) => vouchersToMove(db, 'cus_1', 1000)],
  ['recent imports', (db) => recentImports(db, 'imp_')],
  ['files nobody came back to', (db) => unfinishedImports(db, NOW - 1, NOW)],
  ['an import', (db) => importById(db, 'imp_1')],
  ['its refusals', (db) => importRefusals(db, 'imp_1')],
  ['people of a file', (db) => customersKnown(db, { commands: ['a'], emails: ['b'], phones: ['c'] })],
]

const IN_ORDER =
  /^SCAN (customers USING INDEX customers_by_created|customer_imports USING INDEX customer_imports_by_time|json_each VIRTUAL TABLE INDEX 1:|used|1 CONSTANT ROW|CONSTANT ROW)$/

async function plans(run: Lookup[1]): Promise<string[]> {
  const statements = await recorded(world.DB, run)
  expect(statements.length).toBeGreaterThan(0)
  expect(statements.filter(({ sql }) => / like |glob|match /i.test(sql))).toEqual([])
  return (await Promise.all(statements.map((statement) => planOf(world.DB, statement)))).flat()
}

async function rowsRead(run: Lookup[1]): Promise<number> {
  const statements = await recorded(world.DB, run)
  const costs = await Promise.all(statements.map((statement) => costOf(world.DB, statement)))
  return costs.reduce((sum, { read }) => sum + read, 0)
}

describe(`pages over ${PEOPLE} customers`, () => {
  it.each([...LISTS, ...FURTHER, ...OTHERS])(
    'look %s up in an index, never in the whole table',
    async (_, run) => {
      const scans = (await plans(run)).filter((line) => line.startsWith('SCAN '))
      expect(scans.filter((line) => !IN_ORDER.test(line))).toEqual([])
    },
  )

  it.each(LISTS)('find %s already in order', async (_, run) => {
    expect((await plans(run)).filter((line) => /TEMP B-TREE|AUTOMATIC/.test(line))).toEqual([])
  })

  it.each(LISTS)('read at most three rows for each row of a page: %s', async (_, run) => {
    expect(await rowsRead(run)).toBeLessThanOrEqual(3 * LIMIT)
  })

  it.each(FURTHER)('look at a thousand customers at most for %s', async (_, run) => {
    // A tag's row leads to the customer's: two rows are read for one that is looked at.
    expect(await rowsRead(run)).toBeLessThanOrEqual(2 * 1000 + 3 * LIMIT)
  })

  it('walk the tags, not the people who carry them', async () => {
    expect(await tagsInUse(world.DB)).toEqual(['all', ...Array.from({ length: 10 }, (_, n) => `t${n}`)])
    expect(await rowsRead(tagsInUse)).toBeLessThanOrEqual(100)
  })

  it('ask who has an email or phone along their indexes', async () => {
    const row = (await listCustomers(world.DB, ANY)).rows[0]
    if (row === undefined) throw new Error('somebody')
    const taken = (db: D1Database) => takenFrom(db, { ...row, phone: '+351912000000' })
    expect((await plans(taken)).filter((line) => line.startsWith('SCAN '))).toEqual([])
  })
})
