import { describedBy, Field, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
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

interface AuditFilterProps {
  readonly frame: Frame
  readonly filters: AuditFilters
}

/** Who, groups as links, and the rarer filters in a fold; each combination is a URL. */
export function AuditFilterForm(props: AuditFilterProps) {
  const { frame, filters } = props
  const words = frame.words.audits
  const who = { id: 'who', label: words.who, hint: words.whoHint }
  return (
    <search>
      <form class="stack filters" method="get" action="/admin/audits">
        {filters.about !== '' && <input type="hidden" name="about" value={filters.about} />}
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
        <Groups {...props} />
        <Rarer {...props} />
      </form>
    </search>
  )
}

function Groups({ frame, filters }: AuditFilterProps) {
  const words = frame.words.audits
  const hrefOf = (about: string) => {
    const asked = Object.entries({ ...filters, about, what: '' }).filter(([, value]) => value !== '')
    return asked.length === 0 ? '/admin/audits' : `/admin/audits?${new URLSearchParams(asked)}`
  }
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
  const { what, subject, from, to } = filters
  const set = [what, subject, from, to].filter((one) => one !== '').length
  const actions = Object.entries(words.actions).map(([value, label]) => ({ value, label }))
  return (
    <details class="fold fold--form" open={set > 0}>
      <summary>
        {set === 0 ? words.more : words.moreSet(set)}
        <Icon name="down" />
      </summary>
      <div class="form-gap stack">
        <div class="side-by-side">
          <Select
            id="what"
            label={words.what}
            value={what}
            options={[{ value: '', label: words.anything }, ...actions]}
          />
          <Field id="subject" label={words.subject} value={subject} />
        </div>
        <div class="side-by-side">
          <Field id="from" label={words.from} value={from} attributes={{ type: 'date' }} />
          <Field id="to" label={words.to} value={to} attributes={{ type: 'date' }} />
        </div>
        <div class="row">
          <button type="submit" class="button">
            {words.show}
          </button>
          {set > 0 && <a href="/admin/audits">{words.all}</a>}
        </div>
      </div>
    </details>
  )
}
