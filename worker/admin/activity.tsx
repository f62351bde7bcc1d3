import { Hono } from 'hono'
import { storeOf } from '../../src/directory.ts'
import { isStoreId } from '../../src/id.ts'
import { addDays, isLocalDate, localDateOf, startOfDay } from '../../src/local-time.ts'
import { isRefusalReason } from '../../src/refusal.ts'
import type { Terms } from '../../src/terms.ts'
import { ActivityPage } from '../../views/admin/activity-page.tsx'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { type ActivityRow, HAPPENINGS, listActivity, readPlace } from '../library/activity.ts'
import { rowIsWithin } from '../library/voucher-reach.ts'
import { reachFor } from '../reach.ts'

/** /admin/activity: the ledger lines behind a figure of the home page. */
export const activity = new Hono<AppEnv>()

const PAGE_ROWS = 25
const DAYS = 30

activity.get('/', allow('reports:read'), async (c) => {
  const { directory, now, principal } = c.var
  const { zone } = directory.brand
  const today = localDateOf(now, zone)
  const asked = (name: string, otherwise: string) => {
    const text = c.req.query(name) ?? ''
    return isLocalDate(text) ? text : otherwise
  }
  const kind = HAPPENINGS.find((one) => one === c.req.query('kind')) ?? 'redeemed'
  const from = asked('from', addDays(today, 1 - DAYS))
  const to = asked('to', today)
  const cursor = c.req.query('cursor') ?? ''
  const page = await listActivity(c.env.DB, {
    kind,
    from: startOfDay(from, zone),
    to: startOfDay(addDays(to, 1), zone),
    stores: principal.stores,
    cursor: readPlace(cursor) === null ? null : cursor,
    limit: PAGE_ROWS,
  })
  const reach = reachFor(c, 'vouchers:read')
  const nameOf = (id: string | null) =>
    id !== null && isStoreId(id) ? (storeOf(directory, id)?.name ?? null) : null
  return c.html(
    <ActivityPage
      frame={frameFor(c, principal)}
      kinds={HAPPENINGS}
      filters={{ kind, from, to }}
      rows={page.rows.map((row) => rowView(row, nameOf(row.storeId), rowIsWithin(reach, row)))}
      next={
        page.next === null
          ? null
          : `/admin/activity?${new URLSearchParams({ kind, from, to, cursor: page.next })}`
      }
      searchedUpTo={page.searchedUpTo}
      asOf={now}
    />,
  )
})

/** A voucher of other shops that was shown here has its line, and no page. */
function rowView(row: ActivityRow, storeName: string | null, within: boolean) {
  const { title, benefit } = JSON.parse(row.terms) as Terms
  return {
    at: row.at,
    voucherId: within ? row.voucherId : null,
    title,
    codeLast4: row.codeLast4,
    reason: row.reason !== null && isRefusalReason(row.reason) ? row.reason : null,
    storeName,
    amount: row.amount,
    currency: 'currency' in benefit ? benefit.currency : null,
  }
}
