import { Empty } from '../../empty.tsx'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import { Status } from '../../status.tsx'
import { WayBack } from '../way-back.tsx'
import { ending, type KeyView, keyState, keysHref, lastUsed, scopesOf } from './key-view.ts'

export interface KeysPageProps {
  readonly frame: Frame
  readonly rows: readonly KeyView[]
  /** Whether the revoked ones are listed rather than those in use. */
  readonly revoked: boolean
  /** URL of the next page. */
  readonly next: string | null
}

/** `/admin/settings/keys`: every key that calls, by name. */
export function KeysPage(props: KeysPageProps) {
  const { frame, rows, revoked } = props
  const words = frame.words.keys
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <div>
          <WayBack href="/admin/settings" label={frame.words.people.settings} />
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
          <p class="small quiet">{words.worldLead[frame.world]}</p>
        </div>
        {(rows.length > 0 || revoked) && <Add frame={frame} />}
      </div>
      <nav class="chips" aria-label={words.filter}>
        <a class="chip" href={keysHref()} aria-current={revoked ? undefined : 'true'}>
          {words.inUse}
        </a>
        <a class="chip" href={keysHref('?state=revoked')} aria-current={revoked ? 'true' : undefined}>
          {words.revokedOnes}
        </a>
      </nav>
      {rows.length === 0 ? <Nothing {...props} /> : <Rows {...props} />}
      {props.next !== null && (
        <a class="button" href={props.next} rel="next">
          {words.more}
          <Icon name="next" way />
        </a>
      )}
    </Desk>
  )
}

function Add({ frame }: { frame: Frame }) {
  return (
    <a class="button button--primary" href={keysHref('/new')}>
      <Icon name="plus" />
      {frame.words.keys.add}
    </a>
  )
}

function Nothing({ frame, revoked }: KeysPageProps) {
  const words = frame.words.keys
  return (
    <Empty title={revoked ? words.noneFound : words.noneYet}>
      <p class="quiet">{revoked ? words.noneFoundHow : words.noneYetHow}</p>
      {!revoked && <Add frame={frame} />}
    </Empty>
  )
}

function Rows({ frame, rows }: KeysPageProps) {
  const { columns, caption } = frame.words.keys
  return (
    <table class="table people keys">
      <caption class="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          {[columns.may, columns.shops, columns.state, columns.ends, columns.used].map((column) => (
            <th scope="col" class="wide">
              {column}
            </th>
          ))}
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

function Row({ frame, row }: { frame: Frame; row: KeyView }) {
  const { display, now, brand } = frame
  const words = frame.words.keys
  const [first] = row.scopes
  const named = first === undefined ? '' : words.andMore(words.scopes[first][0], row.scopes.length - 1)
  const may = row.scopes.length === scopesOf(frame).length ? words.everything : named
  const place = row.place === '' ? words.everyShop : row.place
  const status = <Status {...keyState(frame, row.state)} />
  const used = lastUsed(frame, row.lastUsedAt)
  const ends = ending(frame, row)
  return (
    <tr>
      <th scope="row">
        <a href={keysHref(`/${row.id}`)}>{row.name}</a>
        {row.madeAt !== null && (
          <span class="small quiet gist">{words.madeAt(display.moment(row.madeAt, now, brand.zone))}</span>
        )}
        <span class="gist narrow">{status}</span>
        <span class="small quiet gist narrow">
          {may} · {place}
        </span>
        <span class="small quiet gist narrow">
          {words.columns.ends}: {ends}
        </span>
        <span class="small quiet gist narrow">
          {words.columns.used}: {used}
        </span>
      </th>
      {[may, place, status, ends, used].map((cell) => (
        <td class="wide">{cell}</td>
      ))}
    </tr>
  )
}
