import { Hono } from 'hono'
import { CSV_BEGINNING, csvRow } from '../../../src/csv.ts'
import { localDateOf } from '../../../src/local-time.ts'
import { actorOf } from '../../actor.ts'
import { allow } from '../../allow.ts'
import type { AppEnv } from '../../env.ts'
import { rationed } from '../../guarded.ts'
import { audit } from '../../library/audit.ts'
import { type CustomerQuery, listCustomers } from '../../library/customer-list.ts'
import { planNames } from '../../library/customer-plans.ts'
import type { CustomerRow } from '../../library/customers.ts'
import { filtersOf, queryOf } from './list.tsx'

/** /admin/customers/export.csv: the filtered list as a file that can be brought back. */
export const customerExport = new Hono<AppEnv>()

const PAGE_ROWS = 500
/** Names that the import recognises, whatever language it is read in. */
const HEAD = [
  'Name',
  'Email',
  'Phone',
  'Birthday',
  'Language',
  'Time zone',
  'Tags',
  'Marketing consent',
  'Notes',
  'Plan',
  'Card',
  'Id',
  'Created',
]

customerExport.get('/export.csv', allow('customers:read'), rationed('export'), async (c) => {
  const { now, directory } = c.var
  const query = { ...queryOf(c, filtersOf(c)), cursor: null, limit: PAGE_ROWS }
  await audit(c.env.DB, { ...actorOf(c), at: now, action: 'customers_exported', subject: 'customers' })
  const name = `customers-${localDateOf(now, directory.brand.zone)}.csv`
  return c.body(streamed(linesOf(c.env.DB, query, directory.brand.zone)), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}"`,
  })
})

/** Page by page, so that a list of any length is never in memory at once. */
async function* linesOf(db: D1Database, query: CustomerQuery, zone: string): AsyncGenerator<string> {
  yield CSV_BEGINNING + csvRow(HEAD)
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listCustomers>> = await listCustomers(db, { ...query, cursor })
    const plans = await planNames(
      db,
      page.rows.flatMap(({ planId }) => planId ?? []),
    )
    yield page.rows.map((row) => lineOf(row, plans, zone)).join('')
    cursor = page.next
  } while (cursor !== null)
}

function lineOf(row: CustomerRow, plans: ReadonlyMap<string, string>, zone: string): string {
  return csvRow([
    row.name ?? '',
    row.email ?? '',
    row.phone ?? '',
    row.birthday ?? '',
    row.locale ?? '',
    row.zone ?? '',
    row.tags.join('; '),
    row.marketing ? 'yes' : 'no',
    row.notes ?? '',
    row.planId === null ? '' : (plans.get(row.planId) ?? row.planId),
    row.cardToken,
    row.id,
    localDateOf(row.createdAt, zone),
  ])
}

function streamed(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
}
