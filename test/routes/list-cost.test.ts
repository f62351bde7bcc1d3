import { beforeAll, describe, expect, it } from 'vitest'
import { cursorOf } from '../../worker/library/cursor.ts'
import {
  customerNames,
  findCustomers,
  newestCustomers,
  withOpenVouchers,
} from '../../worker/library/customers.ts'
import { listVouchers, recentTitles, type VoucherQuery } from '../../worker/library/voucher-list.ts'
import { openLume, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const LIMIT = 20
/** One page never looks at more vouchers than this, and each may take a row of the terms besides. */
const LOOKED_AT_MOST = 1000

beforeAll(openLume)

/**
 * Vouchers `from` to `to`, each a minute older than the one before: 6 of 10 active, 3 redeemed, 1 void; every 25th has
 * ended. As many customers, all called Ana, each with a word of their own.
 */
async function fill(from: number, to: number): Promise<void> {
  const n = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`
  const id = "'vch_' || printf('%026d', i)"
  const at = `${NOW} - i * 60000`
  const terms = JSON.stringify({
    title: 'Coffee on us',
    benefit: { kind: 'item', item: 'Coffee' },
    store_ids: [],
  })
  const term = (word: string) => `INSERT INTO voucher_terms ${n} SELECT ${word}, ${at}, ${id} FROM n`
  const statements = [
    `INSERT INTO vouchers (id, code_last4, sealed_code, terms, words, customer_id, source, issued_at, issued_by, state,
       validity, closes_at, uses_left, redeemed_store_id, refusal_counts, seq, offer_id, held_until)
     ${n} SELECT ${id}, printf('%04d', i % 10000), '', '${terms}', '{}', 'cus_' || (i % 40), 'manual', ${at}, 'usr_rui',
       CASE WHEN i % 10 < 6 THEN 'active' WHEN i % 10 < 9 THEN 'redeemed' ELSE 'void' END, '{"kind":"unlimited"}',
       CASE WHEN i % 25 = 0 THEN ${NOW} - 1 END, 1, CASE WHEN i % 10 IN (6, 7, 8) THEN 'sto_chiado' END, '{}', 1,
       CASE WHEN i % 4 = 0 THEN 'ofr_' || (i % 3) END, CASE WHEN i % 50 = 1 THEN ${NOW} + i % 3 - 1 END FROM n`,
    term("'coffee'"),
    term("'us'"),
    term("printf('%04d', i % 10000)"),
    `INSERT INTO customers (id, name, card_token, tags, marketing, created_at, command, digest)
     ${n} SELECT 'cus_' || i, 'Ana X' || i, 'card_' || i, '[]', 0, ${at}, 'command ' || i, '' FROM n`,
    `INSERT INTO customer_terms ${n} SELECT 'ana', 'cus_' || i FROM n`,
    `INSERT INTO customer_terms ${n} SELECT 'x' || i, 'cus_' || i FROM n`,
  ]
  await world.DB.batch(statements.map((sql) => world.DB.prepare(sql)))
}

const ANY: VoucherQuery = {
  status: null,
  customer: null,
  offer: null,
  store: null,
  source: null,
  from: null,
  to: null,
  text: '',
  id: null,
  cursor: null,
  limit: LIMIT,
}

const list = (query: Partial<VoucherQuery>) => (db: D1Database) => listVouchers(db, { ...ANY, ...query }, NOW)

/** A manager of shops, for whom the rest of the brand is not there. */
const OWN_SHOPS = { kind: 'stores', stores: ['sto_chiado', 'sto_ponta'], by: 'usr_mara' } as const

type Lookup = readonly [name: string, run: (db: D1Database) => Promise<unknown>]

/** One filter and the date. */
const PLAIN: readonly Lookup[] = [
  ['all vouchers', list({})],
  ['their second page', list({ cursor: cursorOf(NOW - 600_000, 'vch_00000000000000000000000010') })],
  ['active ones', list({ status: 'active' })],
  ['redeemed ones', list({ status: 'redeemed' })],
  ['void ones', list({ status: 'void' })],
  ['those of a customer', list({ customer: 'cus_7' })],
  ['those redeemed in a shop', list({ store: 'sto_chiado' })],
  ['those of a source', list({ source: 'manual' })],
  ['those of an offer', list({ offer: 'ofr_1' })],
  ['those of some days', list({ from: NOW - 9_000_000, to: NOW - 1_000_000 })],
  ['a word of the title', list({ text: 'coffee' })],
  [
    'its second page',
    list({ text: 'coffee', cursor: cursorOf(NOW - 600_000, 'vch_00000000000000000000000010') }),
  ],
  ['last four', list({ text: '0017' })],
  ['an id', list({ id: 'vch_00000000000000000000000017' })],
  ['the newest customers', (db) => newestCustomers(db, null, LIMIT)],
  ['names of customers', (db) => customerNames(db, ['cus_1', 'cus_2'])],
  ['recent titles', (db) => recentTitles(db, { kind: 'brand' })],
]

/** Filters that are applied while reading. */
const FURTHER: readonly Lookup[] = [
  ['ended ones', list({ status: 'expired' })],
  ['held ones', list({ status: 'held' })],
  ['two filters', list({ status: 'redeemed', source: 'manual' })],
  [
    'every filter',
    list({ status: 'redeemed', customer: 'cus_7', offer: 'ofr_1', store: 'sto_chiado', source: 'manual' }),
  ],
  ['used ones of an offer', list({ offer: 'ofr_1', status: 'redeemed' })],
  ['a word among those of an offer', list({ offer: 'ofr_1', text: 'coffee' })],
  ['two words', list({ text: 'coffee us' })],
  ['two words that nothing has', list({ text: 'coffee tea' })],
  ['the beginning of a word', list({ text: 'cof' })],
  ['a word and a state', list({ text: 'coffee', status: 'void' })],
  ['a holder', list({ text: 'x17' })],
  ['those of two shops', list({ reach: OWN_SHOPS })],
  ['a word in two shops', list({ reach: OWN_SHOPS, text: 'coffee' })],
  [
    'those of shops that have none',
    list({ reach: { ...OWN_SHOPS, stores: ['sto_none'] }, source: 'manual' }),
  ],
]

const CUSTOMERS: readonly Lookup[] = [
  ['one word', (db) => findCustomers(db, 'ana', LIMIT)],
  ['two words', (db) => findCustomers(db, 'ana x17', LIMIT)],
  ['two words that all share', (db) => findCustomers(db, 'ana x', LIMIT)],
]

/** A walk along the index that is in the order asked for, which a LIMIT ends; anything else that scans is found out. */
const IN_ORDER =
  /^SCAN (vouchers USING INDEX vouchers_(by_issue|held)|customers USING INDEX customers_by_created)$/

async function plans(run: Lookup[1]): Promise<string[]> {
  const statements = await recorded(world.DB, run)
  expect(statements.length).toBeGreaterThan(0)
  expect(statements.filter(({ sql }) => / like |glob|match /i.test(sql))).toEqual([])
  for (const { sql } of statements) expect(sql).toMatch(/ limit |"id" (= \?|in \()/)
  const found = await Promise.all(statements.map((statement) => planOf(world.DB, statement)))
  return found.flat()
}

async function rowsRead(run: Lookup[1]): Promise<number> {
  const statements = await recorded(world.DB, run)
  const costs = await Promise.all(statements.map((statement) => costOf(world.DB, statement)))
  return costs.reduce((sum, { read }) => sum + read, 0)
}

describe.each([
  ['2,000', 1, 2000],
  ['20,000', 2001, 20_000],
])('lists over %s vouchers', (_, from, to) => {
  beforeAll(() => fill(from, to))

  it.each([...PLAIN, ...FURTHER, ...CUSTOMERS])(
    'look %s up in an index, never in the whole table',
    async (_, run) => {
      const scans = (await plans(run)).filter(
        (line) => line.startsWith('SCAN ') && !line.startsWith('SCAN ('),
      )
      expect(scans.filter((line) => !IN_ORDER.test(line))).toEqual([])
    },
  )

  it.each(PLAIN)('find %s already in order', async (_, run) => {
    expect((await plans(run)).filter((line) => /TEMP B-TREE|AUTOMATIC/.test(line))).toEqual([])
  })

  it.each(PLAIN)('read at most three rows for each row of a page: %s', async (_, run) => {
    expect(await rowsRead(run)).toBeLessThanOrEqual(3 * LIMIT)
  })

  it.each(FURTHER)('look at a thousand at most for %s', async (_, run) => {
    expect(await rowsRead(run)).toBeLessThanOrEqual(2 * LOOKED_AT_MOST + 3 * LIMIT)
  })

  it.each(CUSTOMERS)(
    'look for customers by %s among a thousand at most, after weighing the words',
    async (_, run) => {
      expect(await rowsRead(run)).toBeLessThanOrEqual(4 * LOOKED_AT_MOST)
    },
  )

  it('count the open vouchers of those found along their own index', async () => {
    const people = await newestCustomers(world.DB, null, 8)
    const [count, ...more] = await recorded(world.DB, (db) => withOpenVouchers(db, people, NOW))
    expect(more).toEqual([])
    expect(count === undefined ? [] : await planOf(world.DB, count)).toEqual([
      'SEARCH vouchers USING INDEX vouchers_by_customer (customer_id=?)',
    ])
  })
})
