import { beforeAll, describe, expect, it } from 'vitest'
import { counterLines, type LinesWanted } from '../../worker/library/counter-history.ts'
import { purchaseLines } from '../../worker/library/counter-purchases.ts'
import { countedLines, countedPurchases } from '../../worker/library/shift.ts'
import { openLume, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'

/** After the newest line. */
const NOW = Date.parse('2026-11-25T12:00:00Z')
const LIMIT = 25
const LOOKED_AT_MOST = 1000
const COUNTED_MOST = 2000

beforeAll(openLume)

/** Lines `from` to `to`, a second apart, newest first: every 20th at Chiado, one in ten of those refused or undone; one in four by the tablet. */
async function fill(from: number, to: number): Promise<void> {
  const n = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`
  const id = "'vch_' || printf('%026d', i)"
  const at = `${NOW} - i * 1000`
  const store = "CASE WHEN i % 20 = 0 THEN 'sto_chiado' ELSE 'sto_' || (i % 20) END"
  const device = "CASE WHEN i % 80 = 0 THEN 'dev_till' ELSE 'dev_other' END"
  const terms = JSON.stringify({ title: 'Coffee on us', benefit: { kind: 'item', item: 'Coffee' } })
  const statements = [
    `INSERT INTO vouchers (id, code_last4, sealed_code, terms, words, customer_id, source, issued_at, issued_by, state,
       validity, refusal_counts, seq)
     ${n} SELECT ${id}, printf('%04d', i % 10000), '', '${terms}', '{}', 'cus_' || i, 'manual', ${at}, 'usr_rui',
       'redeemed', '{}', '{}', 2 FROM n`,
    `INSERT INTO entries (voucher_id, seq, kind, outcome, reason, at, by, store_id, channel, forced, device)
     ${n} SELECT ${id}, 1, 'issued', 'accepted', NULL, ${at}, 'usr_rui', ${store}, 'in_store', 0, ${device} FROM n`,
    `INSERT INTO entries (voucher_id, seq, kind, outcome, reason, at, by, store_id, channel, forced, device)
     ${n} SELECT ${id}, 2, 'redeemed', iif(i % 200 = 0, 'refused', 'accepted'), iif(i % 200 = 0, 'expired', NULL), ${at},
       'usr_ana', ${store}, 'in_store', 0, ${device} FROM n`,
    `INSERT INTO customers (id, name, card_token, tags, marketing, created_at, command, digest)
     ${n} SELECT 'cus_' || i, 'Ana X' || i, 'card_' || i, '[]', 0, ${at}, 'command ' || i, '' FROM n`,
    `INSERT INTO account_entries (customer_id, seq, n, at, act, amount, change, purchase, store_id, by, total, currency, device)
     ${n} SELECT 'cus_' || i, 1, 0, ${at}, 'purchased', 0, 0, 1, ${store}, 'usr_ana', 500, 'EUR', ${device} FROM n`,
  ]
  await world.DB.batch(statements.map((sql) => world.DB.prepare(sql)))
}

const SPAN = {
  store: 'sto_chiado',
  device: null,
  from: NOW - 86_400_000,
  to: NOW,
  cursor: null,
  limit: LIMIT,
}
const TILL = { ...SPAN, device: 'dev_till' }
const ALL: LinesWanted = { ...SPAN, fits: () => true, byHolder: false, filtered: false }
const NOTHING = { fits: () => false, filtered: true }

type Lookup = readonly [name: string, most: number, run: (db: D1Database) => Promise<unknown>]

const PAGE = 3 * (LIMIT + 1)
/** What is passed over is looked at, with its voucher and, for a name, its holder. */
const LOOKED: readonly Lookup[] = [
  ['the lines of a shop', PAGE, (db) => counterLines(db, ALL)],
  ['those of one device', 3 * LOOKED_AT_MOST, (db) => counterLines(db, { ...ALL, ...TILL })],
  ['a name nobody has', 4 * LOOKED_AT_MOST, (db) => counterLines(db, { ...ALL, ...NOTHING, byHolder: true })],
  ['purchases', 4 * (LIMIT + 1), (db) => purchaseLines(db, { ...SPAN, fits: () => true, filtered: false })],
  ['purchases of nobody', 4 * LOOKED_AT_MOST, (db) => purchaseLines(db, { ...SPAN, ...NOTHING })],
  ['a shift', 3 * COUNTED_MOST, (db) => countedLines(db, SPAN)],
  ['the purchases of a shift', 3 * COUNTED_MOST + LIMIT, (db) => countedPurchases(db, TILL)],
]

describe.each([
  ['2,000', 1, 2000],
  ['60,000', 2001, 60_000],
])('what a counter did, among %s vouchers', (_, from, to) => {
  beforeAll(() => fill(from, to))

  it.each(LOOKED)('%s: along the index of the shop', async (_, __, run) => {
    const statements = await recorded(world.DB, run)
    const plans = (await Promise.all(statements.map((statement) => planOf(world.DB, statement)))).flat()
    expect(plans.join('\n')).toMatch(
      /SEARCH \w+ USING (COVERING )?INDEX (account_)?entries_at_counters \(store_id=\?/,
    )
    expect(plans.filter((line) => /^SCAN (?!line|\()/.test(line))).toEqual([])
  })

  it.each(LOOKED)('%s: reads no more rows than %d', async (_, most, run) => {
    const statements = await recorded(world.DB, run)
    const costs = await Promise.all(statements.map((statement) => costOf(world.DB, statement)))
    expect(costs.reduce((sum, { read }) => sum + read, 0)).toBeLessThanOrEqual(most)
  })

  it('finds them in order already', async () => {
    const [statement] = await recorded(world.DB, (db) => counterLines(db, ALL))
    if (statement === undefined) throw new Error('nothing was asked')
    expect((await planOf(world.DB, statement)).filter((line) => /TEMP B-TREE/.test(line))).toEqual([])
  })
})

it('a shift of more lines than are counted says from when they are', async () => {
  const { tallies, since } = await countedLines(world.DB, { ...SPAN, from: 0 })
  expect(tallies.reduce((sum, { count }) => sum + count, 0)).toBe(COUNTED_MOST)
  expect(since).toBe(NOW - COUNTED_MOST * 20_000)
  expect((await countedLines(world.DB, SPAN)).since).toBe(NOW - 40_000_000)
})
