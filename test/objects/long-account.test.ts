import { expect, it } from 'vitest'
import { projectAccount } from '../../durable-objects/account-projection.ts'
import type { Entry } from '../../src/account/account.ts'
import { assert } from '../../src/assert.ts'
import { world } from '../routes/cast.ts'
import { ISSUED_AT } from '../unit/cast.ts'
import { anyone } from './living-account.ts'

/** D1 as it is deployed takes no text of more bytes; here it takes several times as many. */
const TEXT_BYTES_MOST = 2_000_000

const deployed = {
  prepare(query: string) {
    const bind = (...values: unknown[]) => {
      for (const value of values)
        assert(String(value).length <= TEXT_BYTES_MOST, 'string or blob too big: SQLITE_TOOBIG')
      return world.DB.prepare(query).bind(...values)
    }
    return { bind }
  },
  batch: (statements: D1PreparedStatement[]) => world.DB.batch(statements),
} as unknown as D1Database

it('An account of many years is in the lists whole, though D1 takes no text as long as all its lines (R25)', async () => {
  const customer = anyone()
  const visits = Array.from(
    { length: 9000 },
    (_, n): Entry => ({
      ...{ kind: 'purchased', store: 'sto_chiado', order: `receipt-${n}`, total: 150, currency: 'EUR' },
      ...{ happenedAt: ISSUED_AT, moves: [], seq: n + 1, at: ISSUED_AT + n, customer },
      ...{ place: null, command: null, digest: null },
    }),
  )
  expect(await projectAccount(deployed, visits)).toBe(9000)
  const listed = await world.DB.prepare(
    `SELECT (SELECT count(*) FROM account_entries WHERE customer_id = ?1) AS entries,
       (SELECT count(*) FROM statement_lines WHERE customer_id = ?1) AS told`,
  )
    .bind(customer)
    .first()
  expect(listed).toEqual({ entries: 9000, told: 9000 })
})
