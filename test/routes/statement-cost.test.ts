import { beforeAll, describe, expect, it } from 'vitest'
import { projectAccount } from '../../durable-objects/account-projection.ts'
import { project } from '../../durable-objects/projection.ts'
import { cursorOf } from '../../worker/library/cursor.ts'
import { listedUpTo, listTold, type StatementQuery, toldFirst } from '../../worker/library/statement.ts'
import { aVoucher } from '../unit/a-voucher.ts'
import { adjust, anAccount, purchase } from '../unit/an-account.ts'
import { openLume, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const LINES = 20_000
const LIMIT = 50
const MINUTE = 60_000

/** One customer with years of lines, the newest far ahead of now, among as many of others. */
beforeAll(async () => {
  await openLume()
  const n = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${LINES})`
  const told = (customer: string) =>
    `INSERT INTO statement_lines (customer_id, at, line, about, event, change, balance) ${n}
     SELECT ${customer}, ${NOW} + (200 - i) * ${MINUTE}, 'a_' || printf('%09d', ${LINES} - i) || '_000',
       CASE WHEN i % 900 = 0 THEN 'cashback' WHEN i % 2 THEN 'points' ELSE 'vouchers' END, 'earned', 1, i FROM n`
  const statements = [
    told("'cus_ana'"),
    told("'cus_' || (i % 500)"),
    `INSERT INTO account_entries (customer_id, seq, n, at, act, amount, change)
     ${n} SELECT 'cus_ana', i, 0, i, 'purchased', 0, 0 FROM n`,
  ]
  await world.DB.batch(statements.map((sql) => world.DB.prepare(sql)))
})

const ANA: StatementQuery = {
  ...{ customer: 'cus_ana', about: null, from: null, to: NOW, cursor: null, limit: LIMIT },
}
const page = (query: Partial<StatementQuery>) => (db: D1Database) => listTold(db, { ...ANA, ...query }, [])
const longAgo = NOW - 15_000 * MINUTE

const PAGES: readonly (readonly [name: string, run: ReturnType<typeof page>])[] = [
  ['the newest page', page({})],
  ['a page of long ago', page({ cursor: cursorOf(longAgo, 'a_000000005_000') })],
  ['a month', page({ from: longAgo - 30_000_000, to: longAgo })],
  [
    'a page of a month',
    page({ from: longAgo - 30_000_000, to: longAgo, cursor: cursorOf(longAgo - 60_000, 'vch_1') }),
  ],
]

async function plansOf(run: (db: D1Database) => Promise<unknown>) {
  const statements = await recorded(world.DB, run)
  expect(statements.length).toBeGreaterThan(0)
  const plans = (await Promise.all(statements.map((one) => planOf(world.DB, one)))).flat()
  expect(
    plans.filter((line) => /^SCAN (?!json_each|rollup_cursor|.*VIRTUAL)|TEMP B-TREE|AUTOMATIC/.test(line)),
  ).toEqual([])
  return Promise.all(statements.filter(({ sql }) => /^select/i.test(sql)).map((one) => costOf(world.DB, one)))
}

describe(`A statement of ${LINES} lines`, () => {
  it.each(PAGES)('gives %s by its key, reading no more than three times its rows', async (_, run) => {
    const costs = await plansOf(run)
    expect(costs.reduce((sum, { read }) => sum + read, 0)).toBeLessThanOrEqual(3 * LIMIT)
    expect((await run(world.DB)).rows).toHaveLength(LIMIT)
  })

  it('looks for what is rare so far and no further, says how far, and goes on there', async () => {
    const rare = page({ about: 'cashback' })
    const costs = await plansOf(rare)
    expect(costs.reduce((sum, { read }) => sum + read, 0)).toBeLessThanOrEqual(1000 + LIMIT)
    const first = await rare(world.DB)
    expect(first.searchedUpTo).not.toBeNull()
    const found = [...first.rows]
    let { next } = first
    while (next !== null) {
      const more: Awaited<ReturnType<typeof rare>> = await page({ about: 'cashback', cursor: next })(world.DB)
      found.push(...more.rows)
      next = more.next
    }
    expect(found).toHaveLength(Math.floor(LINES / 900))
  })

  it('begins and ends with a glance at each', async () => {
    for (const look of [listedUpTo, toldFirst])
      for (const { read } of await plansOf((db) => look(db, 'cus_ana'))) expect(read).toBeLessThanOrEqual(2)
  })

  it('is written by key, whatever is added to it or taken out', async () => {
    const { record, state, head } = aVoucher({ holder: 'cus_ana' }).redeemed()
    const lines = record.entries.map((entry) => ({ entry, words: {}, hash: 'hash' }))
    const history = { ...record, voucher: state, words: {}, head, lines, heldUntil: null }
    await plansOf((db) => project(db, history))
    await plansOf((db) => projectAccount(db, anAccount(adjust(10), purchase(20)).entries))
  })
})
