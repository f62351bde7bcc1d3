import { type Context, Hono } from 'hono'
import { may } from '../../../src/permission.ts'
import type { CustomerFilterValues } from '../../../views/admin/customers/filters.tsx'
import { CustomersPage } from '../../../views/admin/customers/list-page.tsx'
import { listHref } from '../../../views/list-filters.ts'
import { allow } from '../../allow.ts'
import type { AppEnv } from '../../env.ts'
import { frameFor } from '../../frame.ts'
import { readCursor } from '../../library/cursor.ts'
import { type CustomerQuery, listCustomers, SEARCH_MOST, tagsInUse } from '../../library/customer-list.ts'
import { type FoundRow, withOpenVouchers } from '../../library/customers.ts'
import { reachFor } from '../../reach.ts'
import { planChoices } from './plans.ts'
import { chosenView } from './view.ts'

/** /admin/customers: everybody the brand knows. */
export const customerList = new Hono<AppEnv>()

const PAGE_ROWS = 25

customerList.get('/', allow('customers:read'), async (c) => {
  const filters = filtersOf(c)
  const query = queryOf(c, filters)
  const [{ rows, next, searchedUpTo }, tags, plans] = await Promise.all([
    listCustomers(c.env.DB, query),
    tagsInUse(c.env.DB),
    planChoices(c.env.DB),
  ])
  const people = await withOpenVouchers(c.env.DB, rows, c.get('now'), reachFor(c, 'vouchers:read'))
  const names = new Map(plans.map(({ value, label }) => [value, label]))
  return c.html(
    <CustomersPage
      frame={frameFor(c, c.get('principal'))}
      rows={people.map((row) => rowView(row, names))}
      filters={filters}
      tags={tags}
      plans={plans}
      next={next === null ? null : listHref('/admin/customers', filters, { cursor: next })}
      searchedUpTo={searchedUpTo}
      cutOff={query.text !== '' && rows.length >= SEARCH_MOST}
      asOf={c.get('now')}
      mayWrite={may(c.get('principal'), 'customers:write')}
    />,
  )
})

/** The filters as they stand in the address. */
export function filtersOf(c: Context<AppEnv>): CustomerFilterValues {
  const text = (name: string) => (c.req.query(name) ?? '').trim().slice(0, 120).toWellFormed()
  return { q: text('q'), tag: text('tag'), plan_id: text('plan_id'), marketing: text('marketing') }
}

/** Filters that are none narrow nothing: a hand-edited address still shows a list. */
export function queryOf(c: Context<AppEnv>, filters: CustomerFilterValues): CustomerQuery {
  const cursor = c.req.query('cursor') ?? ''
  const marketing = new Map([
    ['yes', true],
    ['no', false],
  ]).get(filters.marketing)
  return {
    text: filters.q,
    tag: filters.tag === '' ? null : filters.tag,
    plan: filters.plan_id === '' ? null : filters.plan_id,
    marketing: marketing ?? null,
    cursor: readCursor(cursor) === null ? null : cursor,
    limit: PAGE_ROWS,
  }
}

function rowView(row: FoundRow, plans: ReadonlyMap<string, string>) {
  const { id, name, initials } = chosenView(row)
  return {
    id,
    name,
    initials,
    contact: row.phone ?? (row.email === name ? null : row.email),
    tags: row.tags,
    planName: row.planId === null ? null : (plans.get(row.planId) ?? null),
    openVouchers: row.openVouchers,
  }
}
