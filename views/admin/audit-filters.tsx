import { describedBy, Field, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { filtersSet, listHref } from '../list-filters.ts'
import { RarerFilters } from './rarer-filters.tsx'
import { Select } from './select.tsx'

/** What was asked for, as typed; dates are YYYY-MM-DD, both ends included. */
export interface AuditFilters {
  readonly who: string
  /** A group of actions. */
  readonly about: string
  readonly what: string
  readonly subject: string
  readonly from: string
  readonly to: string
}

/** Whom and what the log is narrowed to where it was reached from somebody or something, by name. */
export interface OnlyOf {
  readonly by: string | null
  /** Null where no line says what it is called. */
  readonly about: string | null
}

interface AuditFilterProps {
  readonly frame: Frame
  readonly filters: AuditFilters
  readonly only: OnlyOf
}

/** Who, groups as links, and the rarer filters in a fold; each combination is a URL. */
export function AuditFilterForm(props: AuditFilterProps) {
  const { filters, only } = props
  return (
    <search>
      <form class="stack filters" method="get" action="/admin/audits">
        {filters.about !== '' && <input type="hidden" name="about" value={filters.about} />}
        {filters.subject !== '' && <input type="hidden" name="subject" value={filters.subject} />}
        {only.by === null ? <Who {...props} /> : <input type="hidden" name="who" value={filters.who} />}
        <Only {...props} />
        <Groups {...props} />
        <Rarer {...props} />
      </form>
    </search>
  )
}

function Who({ frame, filters }: AuditFilterProps) {
  const words = frame.words.audits
  const who = { id: 'who', label: words.who, hint: words.whoHint }
  return (
    <FieldFrame {...who}>
      <div class="beside">
        <div class="with-icon">
          <Icon name="search" />
          <input
            class="input"
            id="who"
            name="who"
            type="search"
            value={filters.who}
            autocomplete="off"
            {...describedBy(who)}
          />
        </div>
        <button type="submit" class="button">
          {words.show}
        </button>
      </div>
    </FieldFrame>
  )
}

/** What it was reached from: said by name, with the way to everything; nobody types an id. */
function Only({ frame, filters, only }: AuditFilterProps) {
  const words = frame.words.audits.only
  const about = only.about === null ? words.aboutOne : words.about(only.about)
  const said = [...(only.by === null ? [] : [words.by(only.by)]), ...(filters.subject === '' ? [] : [about])]
  if (said.length === 0) return null
  return (
    <p>
      {said.join(' ')}{' '}
      <a href={listHref('/admin/audits', { ...filters, who: '', subject: '' })}>{words.clear}</a>
    </p>
  )
}

function Groups({ frame, filters }: AuditFilterProps) {
  const words = frame.words.audits
  const hrefOf = (about: string) => listHref('/admin/audits', { ...filters, about, what: '' })
  return (
    <nav class="chips" aria-label={words.about}>
      {[['', words.everything] as const, ...Object.entries(words.groups)].map(([group, said]) => (
        <a class="chip" href={hrefOf(group)} aria-current={filters.about === group ? 'true' : undefined}>
          {said}
        </a>
      ))}
    </nav>
  )
}

function Rarer({ frame, filters }: AuditFilterProps) {
  const words = frame.words.audits
  const { what, from, to } = filters
  const set = filtersSet({ what, from, to })
  const actions = Object.entries(words.actions).map(([value, label]) => ({ value, label }))
  return (
    <RarerFilters frame={frame} set={set} all="/admin/audits">
      <Select
        id="what"
        label={words.what}
        value={what}
        options={[{ value: '', label: words.anything }, ...actions]}
      />
      <div class="side-by-side">
        <Field id="from" label={words.from} value={from} attributes={{ type: 'date' }} />
        <Field id="to" label={words.to} value={to} attributes={{ type: 'date' }} />
      </div>
    </RarerFilters>
  )
}
