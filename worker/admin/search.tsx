import { type Context, Hono } from 'hono'
import { isAbout, readSought, type Sought } from '../../src/desk-search.ts'
import type { VoucherId } from '../../src/id.ts'
import { type Action, may } from '../../src/permission.ts'
import type { Terms } from '../../src/terms.ts'
import type { State } from '../../src/voucher.ts'
import { statusAt, statusOf } from '../../src/voucher.ts'
import { type Found, SearchPage, SearchResults } from '../../views/admin/search-page.tsx'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { voucherIdForCode } from '../code-vault.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { countsMisses } from '../guarded.ts'
import { customerById, findCustomers } from '../library/customers.ts'
import { listVouchers, type VoucherRow } from '../library/voucher-list.ts'
import { noteMiss } from '../miss.ts'
import { isWithin, reachFor } from '../reach.ts'
import { wantsFragment } from '../refuse.tsx'
import { voucherStub } from '../stubs.ts'
import { chosenView } from './customers/view.ts'

/** /admin/search: one field over everything a desk knows. */
export const search = new Hono<AppEnv>()

const LETTERS_LEAST = 2
const LETTERS_MOST = 200
const EACH_MOST = 5

search.get('/', allow('vouchers:read'), countsMisses(), async (c) => {
  const q = (c.req.query('q') ?? '').trim().slice(0, LETTERS_MOST).toWellFormed()
  const sought = readSought(q)
  const typing = wantsFragment(c)
  const exact = await exactVoucher(c, sought, typing)
  // Whoever sends a whole code or an id means that one voucher.
  if (exact !== null && !typing) return c.redirect(`/admin/vouchers/${exact.id}`, 303)
  const found = q.length < LETTERS_LEAST ? NOTHING : await everything(c, q, sought, exact, typing)
  if (found.length === 0 && idOf(c, sought, typing) !== null) noteMiss(c, { reason: 'voucher_not_found' }, q)
  const props = { frame: frameFor(c, c.get('principal')), q, found, hint: hintFor(sought, exact) }
  return c.html(typing ? <SearchResults {...props} /> : <SearchPage {...props} />)
})

const NOTHING: readonly Found[] = []

/**
 * The voucher that is named exactly, from its own object, however late the lists are. A word that might be a code somebody
 * chose asks its object only when it is sent, not at every letter.
 */
async function exactVoucher(c: Context<AppEnv>, sought: Sought, typing: boolean): Promise<Found | null> {
  const id = idOf(c, sought, typing)
  const reading = id === null ? null : await voucherStub(c.env, id).read()
  if (reading === null || !isWithin(c, 'vouchers:read', reading.voucher)) return null
  const { voucher } = reading
  const status = en.common.status[statusOf(voucher, c.get('now'))]
  return voucherFound(voucher.id, voucher.terms.title, voucher.codeLast4, status)
}

function idOf(c: Context<AppEnv>, sought: Sought, typing: boolean): VoucherId | null {
  switch (sought.kind) {
    case 'voucher':
      return sought.id
    case 'code':
      return voucherIdForCode(c.env, sought.code)
    case 'words':
      return sought.code === null || typing ? null : voucherIdForCode(c.env, sought.code)
    case 'customer':
    case 'mistyped':
      return null
  }
}

/** Everything that fits and is open to this person, in the order it is shown. */
async function everything(
  c: Context<AppEnv>,
  q: string,
  sought: Sought,
  exact: Found | null,
  typing: boolean,
): Promise<readonly Found[]> {
  if (exact !== null) return [exact]
  if (sought.kind === 'code' || sought.kind === 'voucher') return NOTHING
  const open = (action: Action) => may(c.get('principal'), action)
  const [people, vouchers] = await Promise.all([
    open('customers:read') ? customersFor(c, q, sought) : NOTHING,
    vouchersFor(c, q, idOf(c, sought, typing)),
  ])
  return [
    ...people,
    ...vouchers,
    ...(open('settings:read') ? storesFor(c, q) : NOTHING),
    ...pagesFor(q, open),
  ]
}

async function customersFor(c: Context<AppEnv>, q: string, sought: Sought): Promise<readonly Found[]> {
  const one = sought.kind === 'customer' ? await customerById(c.env.DB, sought.id) : null
  const rows = one === null ? await findCustomers(c.env.DB, q, EACH_MOST) : [one]
  return rows.map((row) => {
    const { id, name, hint } = chosenView(row)
    return { group: 'customers', id, href: `/admin/customers/${id}`, title: name, hint }
  })
}

async function vouchersFor(
  c: Context<AppEnv>,
  q: string,
  named: VoucherId | null,
): Promise<readonly Found[]> {
  const query = {
    status: null,
    customer: null,
    offer: null,
    store: null,
    source: null,
    from: null,
    to: null,
    reach: reachFor(c, 'vouchers:read'),
    text: q,
    id: named,
    cursor: null,
    limit: EACH_MOST,
  } as const
  const { rows } = await listVouchers(c.env.DB, query, c.get('now'))
  return rows.map((row) => rowFound(row, c.get('now')))
}

function rowFound(row: VoucherRow, now: number): Found {
  const status = en.common.status[statusAt(row.state as State, row, now)]
  return voucherFound(row.id, (JSON.parse(row.terms) as Terms).title, row.codeLast4, status)
}

function voucherFound(id: string, title: string, last4: string, status: string): Found {
  return { group: 'vouchers', id, href: `/admin/vouchers/${id}`, title, hint: `···· ${last4} · ${status}` }
}

function storesFor(c: Context<AppEnv>, q: string): readonly Found[] {
  return c
    .get('directory')
    .stores.filter(({ name, city }) => isAbout(`${name} ${city}`, q))
    .slice(0, EACH_MOST)
    .map(({ id, name, city }) => ({
      group: 'stores',
      id,
      href: `/admin/settings/stores#${id}`,
      title: name,
      hint: city === name ? '' : city,
    }))
}

function pagesFor(q: string, open: (action: Action) => boolean): readonly Found[] {
  return en.desk.pages
    .filter(({ action, title, keywords }) => open(action) && isAbout(`${title} ${keywords}`, q))
    .slice(0, EACH_MOST)
    .map(({ href, title }) => ({ group: 'pages', id: href, href, title, hint: '' }))
}

/** What to say about a code that leads nowhere, kindly and with what to do next. */
function hintFor(sought: Sought, exact: Found | null): string | null {
  if (exact !== null) return null
  const said = en.desk.search
  if (sought.kind === 'mistyped') return said.mistyped(sought.group)
  if (sought.kind === 'code') return said.unknownCode
  return sought.kind === 'voucher' ? said.unknownId : null
}
