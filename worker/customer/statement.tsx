import { type Context, Hono } from 'hono'
import { CSV_BEGINNING, csvRow } from '../../src/csv.ts'
import { storeOf } from '../../src/directory.ts'
import { localDateOf, rfc3339 } from '../../src/local-time.ts'
import { monthsOf, TOLD_ABOUT, type Told, toldWithin } from '../../src/told.ts'
import { StatementPage, type StatementSearch } from '../../views/customer/statement.tsx'
import { whatSaid } from '../../views/told-lines.tsx'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { customerPrincipal } from '../customer-principal.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { rationed } from '../guarded.ts'
import { refusePage } from '../refuse.tsx'
import { accountStub } from '../stubs.ts'
import { toldAbout, toldLine } from '../told.ts'
import { own } from './own-record.ts'

/** /wallet/statement: what a customer has, and every line of how it came to be. */
export const statement = new Hono<AppEnv>()

const PAGE_LINES = 50

statement.get('/wallet/statement', allow('wallet:read'), async (c) => {
  const row = await own(c)
  if (row === null) return refusePage(c, 404)
  const { zone } = c.get('directory').brand
  const [all, balances] = await Promise.all([
    toldAbout(c, row.id),
    accountStub(c.env, customerPrincipal(row).id).balances(),
  ])
  const search = searchIn(c)
  const found = toldWithin(all, search, zone)
  const from = Number(/^\d{1,5}$/.exec(c.req.query('from') ?? '')?.[0] ?? 0)
  const end = from + PAGE_LINES
  return c.html(
    <StatementPage
      frame={frameFor(c, c.get('principal'))}
      search={search}
      months={monthsOf(all, zone)}
      balances={balances}
      lines={found.slice(from, end).map((line) => toldLine(c, line))}
      any={all.length > 0}
      older={end < found.length ? end : null}
      from={from}
    />,
  )
})

statement.get('/wallet/statement.csv', allow('wallet:read'), rationed('export'), async (c) => {
  const row = await own(c)
  if (row === null) return refusePage(c, 404)
  const { brand } = c.get('directory')
  const lines = toldWithin(await toldAbout(c, row.id), searchIn(c), brand.zone)
  const name = `statement-${localDateOf(c.get('now'), brand.zone)}.csv`
  return c.body(
    CSV_BEGINNING + csvRow(en.told.columns) + lines.map((line) => fileRow(c, line)).join(''),
    200,
    {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  )
})

/** What the address asks for; anything it cannot ask for narrows nothing. */
function searchIn(c: Context<AppEnv>): StatementSearch {
  const month = c.req.query('month') ?? ''
  return {
    about: TOLD_ABOUT.find((about) => about === c.req.query('about')) ?? null,
    month: /^\d{4}-\d{2}$/.test(month) ? month : null,
  }
}

/** Amounts in minor units, as every file of ours has them. */
function fileRow(c: Context<AppEnv>, told: Told): string {
  const frame = frameFor(c, null)
  const shop = storeOf(c.get('directory'), told.store)?.name ?? null
  const what = whatSaid(frame, told)
  if (told.about === 'vouchers')
    return csvRow([rfc3339(told.at), what, en.told.kinds.vouchers, null, null, null, shop, null])
  const currency = told.about === 'points' ? null : frame.brand.currency
  const { change, balance, reason } = told
  return csvRow([rfc3339(told.at), what, en.told.kinds[told.about], change, balance, currency, shop, reason])
}
