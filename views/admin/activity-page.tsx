import type { RefusalReason } from '../../src/refusal.ts'
import { Empty } from '../empty.tsx'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { nearMoment } from '../voucher-facts.ts'
import { WayBack } from './way-back.tsx'

type Kind = keyof Frame['words']['desk']['activity']['kinds']

/** One ledger line of a voucher. */
interface ActivityLine {
  readonly at: number
  /** Null where the reader has no page of it. */
  readonly voucherId: string | null
  readonly title: string
  readonly codeLast4: string
  readonly reason: RefusalReason | null
  readonly storeName: string | null
  /** Minor units. */
  readonly amount: number | null
  readonly currency: string | null
}

interface ActivityPageProps {
  readonly frame: Frame
  readonly kinds: readonly Kind[]
  /** Dates are YYYY-MM-DD, both ends included. */
  readonly filters: { readonly kind: Kind; readonly from: string; readonly to: string }
  readonly rows: readonly ActivityLine[]
  readonly next: string | null
  readonly searchedUpTo: number | null
  readonly asOf: number
}

/** The rows behind a figure, newest first; each leads to its voucher's trace. */
export function ActivityPage(props: ActivityPageProps) {
  const { frame, rows, filters } = props
  const words = frame.words.desk.activity
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <div>
          <WayBack href="/admin" label={frame.words.common.nav.home} />
          <h1>{words.title}</h1>
        </div>
      </div>
      <Filters {...props} />
      {rows.length === 0 ? (
        <Empty title={words.none}>
          <p class="quiet">{words.noneHow}</p>
        </Empty>
      ) : (
        <Rows {...props} />
      )}
      {filters.kind === 'refused' && <p class="small quiet">{words.keptHow}</p>}
      <More {...props} />
    </Desk>
  )
}

function Filters({ frame, kinds, filters }: ActivityPageProps) {
  const words = frame.words.desk.activity
  const { kind, from, to } = filters
  return (
    <form class="stack filters" method="get" action="/admin/activity">
      <nav class="chips" aria-label={words.what}>
        {kinds.map((one) => (
          <a
            class="chip"
            href={`/admin/activity?${new URLSearchParams({ kind: one, from, to })}`}
            aria-current={one === kind ? 'true' : undefined}
          >
            {words.kinds[one]}
          </a>
        ))}
      </nav>
      <input type="hidden" name="kind" value={kind} />
      <div class="side-by-side">
        <Field id="from" label={words.from} value={from} attributes={{ type: 'date' }} />
        <Field id="to" label={words.to} value={to} attributes={{ type: 'date' }} />
      </div>
      <div class="row">
        <button type="submit" class="button">
          {words.show}
        </button>
      </div>
    </form>
  )
}

function Rows({ frame, rows, filters: { kind } }: ActivityPageProps) {
  const { columns, caption } = frame.words.desk.activity
  return (
    <table class="table vouchers">
      <caption class="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.voucher}</th>
          <th scope="col" class="wide">
            {columns.when}
          </th>
          <th scope="col" class="wide">
            {columns.where}
          </th>
          <th scope="col" class="wide">
            {kind === 'refused' ? columns.why : columns.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row frame={frame} row={row} refused={kind === 'refused'} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ frame, row, refused }: { frame: Frame; row: ActivityLine; refused: boolean }) {
  const { display, brand, words, now } = frame
  const when = nearMoment(display, row.at, now, brand.zone)
  const where = row.storeName ?? words.desk.activity.nowhere
  const amount = row.amount === null || row.currency === null ? '' : display.money(row.amount, row.currency)
  const last = refused ? (row.reason === null ? '' : words.admin.reasons[row.reason]) : amount
  return (
    <tr>
      <th scope="row">
        {row.voucherId === null ? (
          <span class="promise">{row.title}</span>
        ) : (
          <a class="promise" href={`/admin/vouchers/${row.voucherId}`}>
            {row.title}
          </a>
        )}
        <span class="small quiet gist">
          <span class="code code--small">···· {row.codeLast4}</span>
        </span>
        <span class="small quiet gist narrow">
          {when} · {where}
          {last !== '' && ` · ${last}`}
        </span>
      </th>
      <td class="wide">{when}</td>
      <td class="wide">{where}</td>
      <td class="wide">{last}</td>
    </tr>
  )
}

function More({ frame, next, searchedUpTo, asOf }: ActivityPageProps) {
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
          {searchedUpTo === null ? frame.words.desk.activity.older : words.continue}
          <Icon name="next" way />
        </a>
      )}
    </div>
  )
}
