import type { Source } from '../../src/voucher.ts'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { filtersSet } from '../list-filters.ts'
import { Status, type VoucherStatus } from '../status.tsx'
import { nearMoment } from '../voucher-facts.ts'
import { VoucherFilters, type VoucherFiltersProps } from './voucher-filters.tsx'

/** One voucher of the list, as its projection knows it. Instants are epoch ms read in `zone`, money in minor units. */
export interface VoucherRow {
  readonly id: string
  readonly title: string
  readonly codeLast4: string
  readonly status: VoucherStatus
  readonly issuedAt: number
  /** Exclusive; null has no end. */
  readonly closesAt: number | null
  readonly zone: string
  readonly customerName: string | null
  readonly source: Source
  /** The latest use that stands. */
  readonly redeemedAt: number | null
  readonly redeemedStoreName: string | null
  /** What is left of a stored value. */
  readonly balance: number | null
  readonly currency: string | null
}

export interface VouchersPageProps {
  readonly frame: Frame
  readonly rows: readonly VoucherRow[]
  readonly filters: VoucherFiltersProps['filters']
  readonly stores: VoucherFiltersProps['stores']
  readonly bound: VoucherFiltersProps['bound']
  /** The offer the list is narrowed to. */
  readonly offer: { readonly id: string; readonly name: string } | null
  /** URL of the next page, or of the same search further back. */
  readonly next: string | null
  /** Where a filtered search stopped before it had looked at everything. */
  readonly searchedUpTo: number | null
  /** How fresh the rows are. */
  readonly asOf: number
}

/** Every voucher, newest first, narrowed by what is looked for; each row leads to its trace. */
export function VouchersPage(props: VouchersPageProps) {
  const { frame, rows, filters, stores, bound, offer } = props
  const words = frame.words.admin.vouchers
  const untouched = rows.length === 0 && filtersSet(filters) === 0
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          {offer !== null && (
            <p class="lead">
              {words.ofOffer} <a href={`/admin/offers/${offer.id}`}>{offer.name}</a> ·{' '}
              <a href="/admin/vouchers">{frame.words.common.filters.clear}</a>
            </p>
          )}
        </div>
      </div>
      {!untouched && <VoucherFilters frame={frame} filters={filters} stores={stores} bound={bound} />}
      {rows.length === 0 ? (
        <Nothing frame={frame} untouched={untouched} />
      ) : (
        <Rows frame={frame} rows={rows} />
      )}
      <More {...props} />
    </Desk>
  )
}

function Nothing({ frame, untouched }: { frame: Frame; untouched: boolean }) {
  const words = frame.words.admin.vouchers
  return untouched ? (
    <Empty title={words.noneYet}>
      <p class="quiet">{words.noneYetHow}</p>
      <a class="button button--primary" href="/admin/issue">
        <Icon name="plus" />
        {words.issue}
      </a>
    </Empty>
  ) : (
    <Empty title={words.noneFound}>
      <p class="quiet">{words.noneFoundHow}</p>
      <a class="button" href="/admin/vouchers">
        {frame.words.common.filters.clear}
      </a>
    </Empty>
  )
}

function Rows({ frame, rows }: Pick<VouchersPageProps, 'frame' | 'rows'>) {
  const { columns, caption } = frame.words.admin.vouchers
  return (
    <table class="table vouchers">
      <caption class="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.voucher}</th>
          <th scope="col" class="wide">
            {columns.status}
          </th>
          <th scope="col" class="wide">
            {columns.customer}
          </th>
          <th scope="col" class="wide">
            {columns.issued}
          </th>
          <th scope="col" class="wide">
            {columns.ends}
          </th>
          <th scope="col" class="wide">
            {columns.redeemed}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row frame={frame} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ frame, row }: { frame: Frame; row: VoucherRow }) {
  const { display } = frame
  const words = frame.words.admin.vouchers
  const issued = issuedOn(frame, row)
  const status = <Status status={row.status} label={frame.words.common.status[row.status]} />
  const source = words.sources[row.source]
  return (
    <tr>
      <th scope="row">
        <a class="promise" href={`/admin/vouchers/${row.id}`}>
          {row.title}
        </a>
        <span class="gist narrow">{status}</span>
        <span class="small quiet gist">
          <span class="code code--small">···· {row.codeLast4}</span> · {source}
          {row.balance !== null && row.currency !== null && (
            <> · {words.balanceLeft(display.money(row.balance, row.currency))}</>
          )}
        </span>
        <span class="small quiet gist narrow">
          {row.customerName ?? words.anyone} · {words.issuedOn(issued)}
        </span>
      </th>
      <td class="wide">{status}</td>
      <td class="wide">{row.customerName ?? <span class="quiet">{words.anyone}</span>}</td>
      <td class="wide unbroken">{issued}</td>
      <td class="wide">{endOf(frame, row)}</td>
      <td class="wide">
        {row.redeemedAt !== null && nearMoment(display, row.redeemedAt, frame.now, row.zone)}
        {row.redeemedStoreName !== null && <span class="quiet gist">{row.redeemedStoreName}</span>}
      </td>
    </tr>
  )
}

/** The year only where it is not this one. */
function issuedOn({ display, now }: Frame, { issuedAt, zone }: VoucherRow): string {
  const thisYear = display.year(issuedAt, zone) === display.year(now, zone)
  return thisYear ? display.shortDate(issuedAt, zone) : display.date(issuedAt, zone)
}

function endOf({ display, words, now }: Frame, { closesAt, zone }: VoucherRow): string {
  if (closesAt === null) return words.admin.vouchers.noEnd
  return nearMoment(display, display.until(closesAt, zone), now, zone)
}

/** How fresh it is, how far it looked, and the way on. */
function More({ frame, next, searchedUpTo, asOf }: VouchersPageProps) {
  const { display, brand } = frame
  const words = frame.words.admin.vouchers
  return (
    <div class="row row--apart">
      <p class="small quiet">
        {words.asOf(display.time(asOf, brand.zone))}
        {searchedUpTo !== null && ` ${words.searchedUpTo(display.date(searchedUpTo, brand.zone))}`}
      </p>
      {next !== null && (
        <a class="button" href={next} rel="next">
          {searchedUpTo === null ? words.next : words.continue}
          <Icon name="next" way />
        </a>
      )}
    </div>
  )
}
