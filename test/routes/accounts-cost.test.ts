import { beforeAll, describe, expect, it } from 'vitest'
import { projectAccount } from '../../durable-objects/account-projection.ts'
import { customerByCard, customersByCard } from '../../worker/library/customers.ts'
import { earningIn } from '../../worker/library/earning.ts'
import { bindOrder, ordersBound, releaseOrder } from '../../worker/library/purchases.ts'
import { adjust, anAccount, purchase } from '../unit/an-account.ts'
import { openLume, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'

const BINDING = { storeId: 'sto_7', orderId: 'order 7', customerId: 'cus_7', at: 7, by: 'usr_rui', total: 7 }
const { entries } = anAccount(adjust(10), purchase(20))

beforeAll(async () => {
  await openLume()
  const n = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)'
  const statements = [
    `INSERT INTO purchases (store_id, order_id, customer_id, at, by) ${n} SELECT 'sto_' || (i % 40), 'order ' || i, 'cus_' || i, i, 'usr_rui' FROM n`,
    `INSERT INTO customers (id, name, card_token, tags, marketing, created_at, command, digest)
     ${n} SELECT 'cus_' || i, 'Ana', 'card_' || i, '[]', 0, i, 'command ' || i, '' FROM n`,
    `INSERT INTO account_entries (customer_id, seq, n, at, act, amount, change)
     ${n} SELECT 'cus_' || (i % 50), i, 0, i, 'purchased', 0, 0 FROM n`,
  ]
  await world.DB.batch(statements.map((sql) => world.DB.prepare(sql)))
})

const ACTS: readonly (readonly [name: string, run: (db: D1Database) => Promise<unknown>])[] = [
  ['whose card was scanned', (db) => customerByCard(db, 'card_7')],
  ['what purchases earn', earningIn],
  ['whose an order is', (db) => bindOrder(db, BINDING)],
  ['whose these cards are', (db) => customersByCard(db, ['card_7'])],
  ['whose these orders are', (db) => ordersBound(db, [{ storeId: 'sto_7', orderId: 'order 7' }])],
  ['that an order is nobody’s again', (db) => releaseOrder(db, BINDING)],
  ['how far an account is in the lists', (db) => projectAccount(db, entries)],
]

describe('a purchase among thousands', () => {
  it.each(ACTS)('looks up %s in an index, and reads next to nothing', async (_, run) => {
    const statements = await recorded(world.DB, run)
    expect(statements.length).toBeGreaterThan(0)
    for (const statement of statements) {
      const plan = await planOf(world.DB, statement)
      expect(plan.filter((line) => /^SCAN (?!json_each|asked|.*VIRTUAL)/.test(line))).toEqual([])
      expect(plan.filter((line) => /TEMP B-TREE|AUTOMATIC/.test(line))).toEqual([])
      if (/^select/i.test(statement.sql))
        expect((await costOf(world.DB, statement)).read).toBeLessThanOrEqual(3)
    }
  })
})
