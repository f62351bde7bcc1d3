import type { Child } from 'hono/jsx'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import type { ItemView, SettingsList } from './list-view.ts'
import { Saved } from './saved.tsx'
import { WayBack } from './way-back.tsx'

export interface ListPageProps {
  readonly frame: Frame
  readonly list: SettingsList
  readonly items: readonly ItemView[]
  /** Whether the viewer may change the list; whoever may not reads it. */
  readonly changes: boolean
  /** Something of it was saved just now. */
  readonly saved: boolean
  /** What else belongs to this page, below the list. */
  readonly more?: Child
}

/** A list of the settings in the brand's order: add, change, move, archive. */
export function ListPage({ frame, list, items, changes, saved, more }: ListPageProps) {
  const { lists } = frame.words.admin
  const words = lists.of[list]
  const path = `/admin/settings/${list}`
  const active = items.filter(({ archived }) => !archived)
  const archived = items.filter((item) => item.archived)
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <div>
          <WayBack href="/admin/settings" label={lists.settings} />
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
        {changes && active.length > 0 && <Add path={path} label={words.add} />}
      </div>
      <Saved frame={frame} shown={saved} />
      {!changes && <p>{lists.onlyAdmins}</p>}
      {active.length === 0 ? (
        <Empty title={words.none}>
          <p>{words.noneHow}</p>
          {changes && <Add path={path} label={words.add} />}
        </Empty>
      ) : (
        <section class="stack">
          {more !== undefined && <h2>{lists.reasons}</h2>}
          <ol class="rows">
            {active.map((item, index) => (
              <li class="rowline listed">
                <Name frame={frame} path={path} item={item} changes={changes} />
                {changes && (
                  <Moves
                    frame={frame}
                    path={path}
                    item={item}
                    first={index === 0}
                    last={index === active.length - 1}
                  />
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
      {archived.length > 0 && <Archived frame={frame} path={path} items={archived} changes={changes} />}
      {more}
    </Desk>
  )
}

function Add({ path, label }: { path: string; label: string }) {
  return (
    <a class="button button--primary" href={`${path}/new`}>
      <Icon name="plus" />
      {label}
    </a>
  )
}

interface ItemProps {
  readonly frame: Frame
  readonly path: string
  readonly item: ItemView
  readonly changes: boolean
}

function Name({ frame, path, item, changes }: ItemProps) {
  const words = frame.words.admin.lists
  return (
    <span class="grow">
      <b>{changes ? <a href={`${path}/${item.id}`}>{item.name}</a> : item.name}</b>
      {item.gist !== '' && <span class="small quiet">{item.gist}</span>}
      {item.offersHref !== null && (
        <a class="reach" href={item.offersHref}>
          {words.offers} <span class="sr">{item.name}</span>
        </a>
      )}
    </span>
  )
}

function Moves({
  frame,
  path,
  item,
  first,
  last,
}: {
  frame: Frame
  path: string
  item: ItemView
  first: boolean
  last: boolean
}) {
  const words = frame.words.admin.lists
  return (
    <form class="moves" method="post" action={`${path}/${item.id}/moves`}>
      {!first && (
        <button type="submit" class="button button--plain button--small" name="direction" value="up">
          <span class="upward">
            <Icon name="down" />
          </span>
          <span class="sr">{words.up(item.name)}</span>
        </button>
      )}
      {!last && (
        <button type="submit" class="button button--plain button--small" name="direction" value="down">
          <Icon name="down" />
          <span class="sr">{words.down(item.name)}</span>
        </button>
      )}
    </form>
  )
}

function Archived({
  frame,
  path,
  items,
  changes,
}: {
  frame: Frame
  path: string
  items: readonly ItemView[]
  changes: boolean
}) {
  const words = frame.words.admin.lists
  return (
    <details class="fold fold--form">
      <summary>
        <span>
          {words.archived}
          <span class="small quiet gist">{words.archivedGist(items.length)}</span>
        </span>
        <Icon name="down" />
      </summary>
      <ul>
        {items.map((item) => (
          <li class="rowline listed">
            <Name frame={frame} path={path} item={item} changes={changes} />
            {changes && (
              <form method="post" action={`${path}/${item.id}/state`}>
                <input type="hidden" name="version" value={String(item.version)} />
                <button type="submit" class="button button--small" name="state" value="active">
                  {words.restore}
                  <span class="sr"> {item.name}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
