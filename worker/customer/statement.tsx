import { type Context, Hono } from 'hono'
import type { Cell } from '../../src/csv.ts'
import { localDateOf, rfc3339 } from '../../src/local-time.ts'
import { StatementPage } from '../../views/customer/statement.tsx'
import { type ToldLine, whatSaid } from '../../views/told-lines.tsx'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { csvStream } from '../export/stream.ts'
import { frameFor } from '../frame.ts'
import { rationed } from '../guarded.ts'
import { readCursor } from '../library/cursor.ts'
import { refusePage } from '../refuse.tsx'
import { searchIn, tellingOf, toldStretch } from '../told.ts'
import { own } from './own-record.ts'

/** /wallet/statement: what a customer has, and every line of how it came to be. */
export const statement = new Hono<AppEnv>()

statement.get('/wallet/statement', allow('wallet:read'), async (c) => {
  const row = await own(c)
  if (row === null) return refusePage(c, 404)
  const frame = frameFor(c, c.get('principal'))
  return c.html(<StatementPage frame={frame} {...(await tellingOf(c, row))} />)
})

statement.get('/wallet/statement.csv', allow('wallet:read'), rationed('export'), async (c) => {
  const from = c.req.query('after') ?? null
  const row = await own(c)
  if (row === null || (from !== null && readCursor(from) === null)) return refusePage(c, 404)
  const search = searchIn(c)
  const table = {
    columns: en.told.columns,
    read: async (_: unknown, after: string | null, most: number) => {
      const { lines, next } = await toldStretch(c, row, search, { after, most })
      return { rows: lines.map((line) => fileRow(c, line)), next }
    },
  }
  const further = (after: string) => {
    const next = new URL(c.req.path, c.req.url)
    const { about, month } = search
    next.search = String(
      new URLSearchParams({ ...(about !== null && { about }), ...(month !== null && { month }), after }),
    )
    return en.export.further(next.href)
  }
  const name = `statement-${localDateOf(c.get('now'), c.get('directory').brand.zone)}.csv`
  return c.body(csvStream(c.env, table, from, further, STRETCHES), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
  })
})

/** Each stretch asks the list and the account. */
const STRETCHES = 20

/** Amounts in minor units, as every file of ours has them. */
function fileRow(c: Context<AppEnv>, { told, shop, reason }: ToldLine): Cell[] {
  const frame = frameFor(c, null)
  const { about, change, balance } = told
  const money = about === 'cashback' || about === 'balance' ? frame.brand.currency : told.currency
  const currency = about === 'points' || change === null ? null : money
  const what = whatSaid(frame, told)
  return [rfc3339(told.at), what, en.told.kinds[about], change, balance, currency, shop, reason]
}
