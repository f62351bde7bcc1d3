import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { currencyOf } from '../../src/benefit.ts'
import { storeOf } from '../../src/directory.ts'
import { isVoucherId } from '../../src/id.ts'
import { addDays, isLocalDate, startOfDay } from '../../src/local-time.ts'
import type { Terms } from '../../src/terms.ts'
import { SOURCES, STATUSES, type State, statusAt } from '../../src/voucher.ts'
import { HandoverPage } from '../../views/admin/handover-page.tsx'
import type { SendingView } from '../../views/admin/send-by-email.tsx'
import type { VoucherFilterValues } from '../../views/admin/voucher-filters.tsx'
import { type VoucherRow as RowView, VouchersPage } from '../../views/admin/vouchers-page.tsx'
import { allow } from '../allow.ts'
import { readVoucher } from '../code-vault.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { countsMisses } from '../guarded.ts'
import { readCursor } from '../library/cursor.ts'
import { nameOf as customerName, customerNames, survivorById } from '../library/customers.ts'
import { lettersKnown } from '../library/letters.ts'
import { offersNamed } from '../library/offers.ts'
import { listVouchers, type VoucherQuery, type VoucherRow } from '../library/voucher-list.ts'
import { noteMiss } from '../miss.ts'
import { nameOf } from '../people.ts'
import { isWithin, reachFor } from '../reach.ts'
import { refusePage } from '../refuse.tsx'
import { voucherStub } from '../stubs.ts'
import { ticketOf } from '../ticket.ts'

/** /admin/vouchers: the list, and what is handed over after issuing. */
export const voucherPages = new Hono<AppEnv>()

const PAGE_ROWS = 25

voucherPages.get('/', allow('vouchers:read'), countsMisses(), async (c) => {
  const filters = filtersOf(c)
  const query = queryOf(c, filters)
  const { rows, next, searchedUpTo } = await listVouchers(c.env.DB, query, c.get('now'))
  if (rows.length === 0 && query.id !== null) noteMiss(c, { reason: 'voucher_not_found' }, filters.q)
  const names = await customerNames(
    c.env.DB,
    rows.flatMap(({ customerId }) => customerId ?? []),
  )
  const [offer] = filters.offer_id === '' ? [] : await offersNamed(c.env.DB, [filters.offer_id])
  const further =
    next === null ? null : `/admin/vouchers?${new URLSearchParams({ ...set(filters), cursor: next })}`
  return c.html(
    <VouchersPage
      frame={frameFor(c, c.get('principal'))}
      rows={rows.map((row) => rowView(c, row, names))}
      filters={filters}
      stores={c.get('directory').stores}
      bound={c.get('principal').stores.length > 0}
      offer={offer === undefined ? null : { id: offer.id, name: offer.facts.name }}
      next={further}
      searchedUpTo={searchedUpTo}
      asOf={c.get('now')}
    />,
  )
})

// Whoever issues hands over: their own vouchers, and all of them where they may read codes.
voucherPages.get('/:voucher/handover', allow('vouchers:issue'), async (c) => {
  const id = c.req.param('voucher')
  const reading = isVoucherId(id) ? await voucherStub(c.env, id).read() : null
  if (reading === null) return refusePage(c, 404)
  const { voucher, head } = reading
  const principal = c.get('principal')
  const own = voucher.issuedBy.by === principal.id
  if (!own && !isWithin(c, 'codes:read', voucher)) return refusePage(c, 404)
  const customer = voucher.customer === null ? null : await survivorById(c.env.DB, voucher.customer)
  const writable = c.get('mailer') !== null && (customer?.email ?? null) !== null
  const name = customer && customerName(customer)
  const ticket = { ...ticketOf(c, voucher, head), holderFirstName: name?.split(' ')[0] ?? null }
  return c.html(
    <HandoverPage
      frame={frameFor(c, c.get('principal'))}
      ticket={ticket}
      link={new URL(`/v/${ticket.code}`, c.req.url).href}
      customerName={name}
      codeShown={voucher.terms.code_shown}
      issuedAt={voucher.issuedAt}
      issuedBy={await nameOf(c.env, voucher.issuedBy.by, c.get('now'))}
      commandKey={crypto.randomUUID()}
      sending={writable ? await sendingOf(c, voucher.id) : null}
    />,
  )
})

/** What is known of its letters; `?unsent` comes back from one that was refused just now. */
async function sendingOf(c: Context<AppEnv>, id: string): Promise<SendingView> {
  const { sentAt, lost } = await lettersKnown(c.env.DB, id, c.get('now'))
  const refused = c.req.query('unsent') !== undefined
  return { sentAt, trouble: refused ? 'refused' : lost ? 'lost' : null }
}

function filtersOf(c: Context<AppEnv>): VoucherFilterValues {
  const text = (name: string) => (c.req.query(name) ?? '').trim().slice(0, 120).toWellFormed()
  return {
    q: text('q'),
    status: text('status'),
    store_id: text('store_id'),
    source: text('source'),
    offer_id: text('offer_id'),
    from: text('from'),
    to: text('to'),
    ends_from: text('ends_from'),
    ends_to: text('ends_to'),
    value: text('value') === '' ? '' : '1',
    own: text('own') === '' ? '' : '1',
  }
}

/** Filters that are none narrow nothing: a hand-edited address still shows a list. */
function queryOf(c: Context<AppEnv>, filters: VoucherFilterValues): VoucherQuery {
  const { zone } = c.get('directory').brand
  const cursor = c.req.query('cursor') ?? ''
  const status = z.safeParse(z.enum(STATUSES), filters.status)
  const source = z.safeParse(z.enum(SOURCES), filters.source)
  return {
    status: status.success ? status.data : null,
    customer: null,
    offer: filters.offer_id === '' ? null : filters.offer_id,
    store: filters.store_id === '' ? null : filters.store_id,
    source: source.success ? source.data : null,
    from: isLocalDate(filters.from) ? startOfDay(filters.from, zone) : null,
    to: isLocalDate(filters.to) ? startOfDay(addDays(filters.to, 1), zone) : null,
    endsFrom: isLocalDate(filters.ends_from) ? startOfDay(filters.ends_from, zone) : null,
    endsTo: isLocalDate(filters.ends_to) ? startOfDay(addDays(filters.ends_to, 1), zone) : null,
    withValue: filters.value !== '',
    issuedIn: filters.own === '' ? [] : c.get('principal').stores,
    reach: reachFor(c, 'vouchers:read'),
    text: filters.q,
    id: filters.q === '' ? null : readVoucher(c.env, filters.q),
    cursor: readCursor(cursor) === null ? null : cursor,
    limit: PAGE_ROWS,
  }
}

function set(filters: VoucherFilterValues): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''))
}

function rowView(c: Context<AppEnv>, row: VoucherRow, names: ReadonlyMap<string, string>): RowView {
  const { directory, now } = c.var
  const terms = JSON.parse(row.terms) as Terms
  const store = storeOf(
    directory,
    row.redeemedStoreId === null ? null : `sto_${row.redeemedStoreId.slice(4)}`,
  )
  const source = SOURCES.find((one) => one === row.source) ?? 'manual'
  return {
    id: row.id,
    title: terms.title,
    codeLast4: row.codeLast4,
    status: statusAt(row.state as State, row, now),
    issuedAt: row.issuedAt,
    closesAt: row.closesAt,
    zone: terms.zone,
    customerName: row.customerId === null ? null : (names.get(row.customerId) ?? null),
    source,
    redeemedAt: row.redeemedAt,
    redeemedStoreName: store?.name ?? null,
    balance: row.balance,
    currency: currencyOf(terms.benefit),
  }
}
