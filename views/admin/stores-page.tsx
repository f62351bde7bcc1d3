import type { StoreState } from '../../src/directory.ts'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { Note } from '../note.tsx'
import { WayBack } from './way-back.tsx'

export interface StoreRow {
  readonly id: string
  readonly name: string
  readonly city: string
  readonly address: string
  readonly state: StoreState
}

export interface StoresPageProps {
  readonly frame: Frame
  /** What was searched for, or ''. */
  readonly q: string
  /** Those found that are not archived, and the archived ones; by name, one page of them. */
  readonly working: readonly StoreRow[]
  readonly archived: readonly StoreRow[]
  /** Whether the brand has any shop at all. */
  readonly any: boolean
  /** Where there are more, or null. */
  readonly next: string | null
  /** The shop that was just saved. */
  readonly saved: string | null
  readonly mayChange: boolean
}

/** `/admin/settings/stores`: every shop, found by name, town or street. */
export function StoresPage(props: StoresPageProps) {
  const { frame, working, archived, any, next, saved, mayChange } = props
  const words = frame.words.settings.stores
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <div>
          <WayBack href="/admin/settings" label={frame.words.settings.back} />
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
        {mayChange && any && <AddLink label={words.add} />}
      </div>
      {saved !== null && (
        <Note icon="tick" role="status">
          <bdi>{saved}</bdi>. {frame.words.settings.saved}
        </Note>
      )}
      {any ? <Search {...props} /> : <NoStore frame={frame} mayChange={mayChange} />}
      {working.length > 0 && <Rows frame={frame} rows={working} />}
      {any && working.length + archived.length === 0 && (
        <Empty title={words.noneFound}>
          <p>{words.noneFoundHow}</p>
          <a class="button" href="/admin/settings/stores">
            {words.all}
          </a>
        </Empty>
      )}
      {next !== null && (
        <a class="button" href={next}>
          {words.next}
        </a>
      )}
      {archived.length > 0 && (
        <details class="fold" open={working.length === 0}>
          <summary>
            {words.archived(archived.length)}
            <Icon name="down" />
          </summary>
          <Rows frame={frame} rows={archived} />
        </details>
      )}
    </Desk>
  )
}

function AddLink({ label }: { label: string }) {
  return (
    <a class="button button--primary" href="/admin/settings/stores/new">
      <Icon name="plus" />
      {label}
    </a>
  )
}

function NoStore({ frame, mayChange }: { frame: Frame; mayChange: boolean }) {
  const words = frame.words.settings.stores
  return (
    <Empty title={words.none}>
      <p>{words.noneHow}</p>
      {mayChange && <AddLink label={words.add} />}
    </Empty>
  )
}

function Search({ frame, q }: StoresPageProps) {
  const words = frame.words.settings.stores
  return (
    <search>
      <form class="field narrow-form" method="get" action="/admin/settings/stores">
        <label for="q">{words.search}</label>
        <div class="beside">
          <div class="with-icon">
            <Icon name="search" />
            <input class="input" type="search" id="q" name="q" value={q} autocomplete="off" />
          </div>
          <button type="submit" class="button">
            {words.find}
          </button>
        </div>
      </form>
    </search>
  )
}

function Rows({ frame, rows }: { frame: Frame; rows: readonly StoreRow[] }) {
  const words = frame.words.settings.stores
  return (
    <ul class="rows">
      {rows.map(({ id, name, city, address, state }) => (
        <li>
          <a class="rowline" href={`/admin/settings/stores/${id}`}>
            <span class="grow">
              <b>{name}</b>
              <span class="small quiet">
                {[...(state === 'open' ? [] : [words.state[state]]), address === '' ? city : address]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </span>
            <Icon name="next" way />
          </a>
        </li>
      ))}
    </ul>
  )
}
