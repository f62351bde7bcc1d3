import { Fact } from '../../fact.tsx'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import { SearchField } from '../../search-field.tsx'
import type { FoundCustomer } from '../customer-results.tsx'

interface ChoosePageProps {
  readonly frame: Frame
  readonly id: string
  readonly name: string
  readonly q: string
  /** Null before anything was searched for. */
  readonly found: readonly FoundCustomer[] | null
}

/** Which other record is the same person. */
export function ChooseDuplicatePage({ frame, id, name, q, found }: ChoosePageProps) {
  const words = frame.words.customers.merging
  const title = words.title(name)
  return (
    <Desk
      frame={frame}
      title={title}
      task={{ href: `/admin/customers/${id}`, label: frame.words.admin.cancel }}
    >
      <div class="page-head">
        <div>
          <h1>{title}</h1>
          <p class="lead">{words.chooseLead}</p>
        </div>
      </div>
      <search class="narrow-form">
        <form method="get" action={`/admin/customers/${id}/merge`}>
          <SearchField
            label={words.searchLabel}
            hint={frame.words.customers.searchHint}
            value={q}
            act={frame.words.customers.search}
            primary
          />
        </form>
      </search>
      {found !== null && <Found frame={frame} id={id} found={found} />}
    </Desk>
  )
}

function Found({ frame, id, found }: { frame: Frame; id: string; found: readonly FoundCustomer[] }) {
  const words = frame.words.customers.merging
  if (found.length === 0) return <p class="quiet">{words.noneFound}</p>
  return (
    <ul class="rows">
      {found.map((person) => (
        <li>
          <a class="rowline" href={`/admin/customers/${id}/merge?other=${person.id}`}>
            <span class="avatar" aria-hidden="true">
              {person.initials}
            </span>
            <span class="grow">
              <b>
                <bdi>{person.name}</bdi>
              </b>
              <span class="small quiet gist">{person.hint}</span>
            </span>
            <span class="small">{words.choose}</span>
            <Icon name="next" way />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** One of two records, as they are compared. */
export interface Twin {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly email: string | null
  readonly phone: string | null
  readonly ownName: string | null
  readonly tags: readonly string[]
  readonly notes: string | null
  readonly createdAt: number
}

/** The facts of which one is chosen. */
const PICKED = ['name', 'email', 'phone'] as const
type Picked = (typeof PICKED)[number]

export interface ComparePageProps {
  readonly frame: Frame
  readonly kept: Twin
  readonly other: Twin
  readonly picks: Readonly<Record<Picked, 'kept' | 'other'>>
  /** Vouchers of the other record that would move; `more` when there are at least so many. */
  readonly vouchers: { readonly count: number; readonly more: boolean }
  readonly commandKey: string
  /** One of them has changed since it was looked at. */
  readonly stale: boolean
}

/** Two records side by side: what stays, what moves, and the one button that cannot be undone. */
export function CompareTwinsPage(props: ComparePageProps) {
  const { frame, kept, other, commandKey, stale } = props
  const words = frame.words.customers.merging
  return (
    <Desk
      frame={frame}
      title={words.compareTitle}
      task={{ href: `/admin/customers/${kept.id}`, label: frame.words.admin.cancel }}
    >
      <div class="page-head">
        <div>
          <h1>{words.compareTitle}</h1>
          <p class="lead">{words.compareLead}</p>
        </div>
      </div>
      {stale && (
        <Note tone="warn" role="alert">
          {words.changed}
        </Note>
      )}
      <div class="twins">
        <Side frame={frame} twin={kept} heading={words.stays} />
        <Side frame={frame} twin={other} heading={words.gives} gives />
      </div>
      <p>
        <a href={`/admin/customers/${other.id}/merge?other=${kept.id}`}>{words.swap}</a>
      </p>
      <form class="stack stack--loose" method="post" action={`/admin/customers/${kept.id}/merge`}>
        <input type="hidden" name="idempotency_key" value={commandKey} />
        <input type="hidden" name="other" value={other.id} />
        <input type="hidden" name="version" value={String(kept.version)} />
        <input type="hidden" name="other_version" value={String(other.version)} />
        {PICKED.map((field) => (
          <Pick {...props} field={field} />
        ))}
        <Summary {...props} />
        <button type="submit" class="button button--primary">
          {words.act}
        </button>
      </form>
    </Desk>
  )
}

function Side(props: { frame: Frame; twin: Twin; heading: string; gives?: boolean }) {
  const { frame, twin, heading, gives = false } = props
  const words = frame.words.customers
  const none = <span class="quiet">{words.none}</span>
  return (
    <section class={gives ? 'gives' : ''} aria-label={heading}>
      <p class="small quiet">{heading}</p>
      <h2>
        <bdi>{twin.name}</bdi>
      </h2>
      <dl class="facts">
        <Fact name={words.email} value={twin.email ?? none} />
        <Fact name={words.phone} value={twin.phone ?? none} />
        <Fact name={words.tags} value={twin.tags.length === 0 ? words.noTags : twin.tags.join(', ')} />
        {twin.notes !== null && <Fact name={words.notes} value={twin.notes} />}
      </dl>
      <p class="small quiet">{words.since(frame.display.date(twin.createdAt, frame.brand.zone))}</p>
    </section>
  )
}

/** Shown only where there is something to choose between. */
function Pick({ frame, field, kept, other, picks }: ComparePageProps & { field: Picked }) {
  const words = frame.words.customers
  const value = (twin: Twin) => (field === 'name' ? twin.ownName : twin[field])
  const [ours, theirs] = [value(kept), value(other)]
  if (ours === null || theirs === null || ours === theirs)
    return <input type="hidden" name={field} value={picks[field]} />
  const option = (side: 'kept' | 'other', label: string) => (
    <label class="tick">
      <input type="radio" name={field} value={side} checked={picks[field] === side} />
      <bdi>{label}</bdi>
    </label>
  )
  return (
    <fieldset class="picks">
      <legend class="legend">{words.merging.pick(words[field].toLowerCase())}</legend>
      {option('kept', ours)}
      {option('other', theirs)}
    </fieldset>
  )
}

function Summary({ frame, vouchers }: ComparePageProps) {
  const words = frame.words.customers
  const { count, more } = vouchers
  const moving = more ? words.merging.moreVouchers(frame.display.number(count)) : words.openVouchers(count)
  return (
    <section class="stack stack--tight" aria-labelledby="summary">
      <h2 id="summary">{words.merging.summary}</h2>
      <ul class="bullets">
        <li>{count === 0 ? words.merging.movesNone : words.merging.moves(moving)}</li>
        <li>{words.merging.contacts}</li>
        <li>{words.merging.tags}</li>
        <li>{words.merging.links}</li>
        <li>
          <b>{words.merging.forGood}</b>
        </li>
      </ul>
    </section>
  )
}
