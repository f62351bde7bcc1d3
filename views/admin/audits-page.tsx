import type { AuditAction } from '../../src/audit-action.ts'
import { Empty } from '../empty.tsx'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { nearMoment } from '../voucher-facts.ts'
import { WayBack } from './way-back.tsx'

/** A line of the log. An action of an older version, of which nothing is known any more, is told as it was written. */
interface AuditLine {
  readonly at: number
  readonly who: string
  readonly role: string | null
  readonly action: AuditAction | string
  readonly subject: { readonly label: string; readonly href: string | null }
  readonly device: string | null
  readonly from: string | null
  readonly facts: readonly { readonly name: string; readonly before: string; readonly after: string }[]
}

/** What was asked for, as typed; dates are YYYY-MM-DD, both ends included. */
export interface AuditFilters {
  readonly who: string
  readonly what: string
  readonly subject: string
  readonly from: string
  readonly to: string
}

interface AuditsPageProps {
  readonly frame: Frame
  readonly filters: AuditFilters
  readonly rows: readonly AuditLine[]
  readonly next: string | null
  readonly searchedUpTo: number | null
  readonly file: string
}

/** `/admin/audits`: who changed what, newest first, with what stood before and after. */
export function AuditsPage(props: AuditsPageProps) {
  const { frame, rows, file } = props
  const words = frame.words.audits
  return (
    <Desk frame={frame} title={words.title}>
      <div class="page-head">
        <div>
          <WayBack href="/admin/settings" label={frame.words.settings.title} />
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
          <p class="small quiet">
            {words.vouchers} <a href="/admin/vouchers">{words.toVouchers}</a>
          </p>
        </div>
      </div>
      <Filters {...props} />
      {rows.length === 0 ? (
        <Empty title={words.none}>
          <p class="quiet">{words.noneHow}</p>
        </Empty>
      ) : (
        <table class="table">
          <caption class="sr">{words.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.columns.what}</th>
              <th scope="col" class="wide">
                {words.columns.who}
              </th>
              <th scope="col" class="wide">
                {words.columns.when}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line frame={frame} row={row} />
            ))}
          </tbody>
        </table>
      )}
      <div class="row row--apart">
        <a class="button" href={file} download>
          {words.download}
        </a>
        <More {...props} />
      </div>
    </Desk>
  )
}

function Filters({ frame, filters }: AuditsPageProps) {
  const words = frame.words.audits
  return (
    <form class="stack filters" method="get" action="/admin/audits">
      <div class="side-by-side">
        <Field id="who" label={words.who} hint={words.whoHint} value={filters.who} />
        <Field id="subject" label={words.subject} value={filters.subject} />
      </div>
      <div class="field">
        <label class="label" for="what">
          {words.what}
        </label>
        <select class="input" id="what" name="what">
          <option value="">{words.anything}</option>
          {Object.entries(words.actions).map(([action, said]) => (
            <option value={action} selected={action === filters.what}>
              {said}
            </option>
          ))}
        </select>
      </div>
      <div class="side-by-side">
        <Field id="from" label={words.from} value={filters.from} attributes={{ type: 'date' }} />
        <Field id="to" label={words.to} value={filters.to} attributes={{ type: 'date' }} />
      </div>
      <div class="row">
        <button type="submit" class="button">
          {words.show}
        </button>
        <a href="/admin/audits">{words.all}</a>
      </div>
    </form>
  )
}

function Line({ frame, row }: { frame: Frame; row: AuditLine }) {
  const { display, brand, now } = frame
  const words = frame.words.audits
  const known: Readonly<Record<string, string>> = words.actions
  const when = nearMoment(display, row.at, now, brand.zone)
  const where = [row.device, row.from].filter((one) => one !== null).join(' · ')
  const who = [row.who, row.role].filter((one) => one !== null).join(' · ')
  return (
    <tr>
      <th scope="row">
        {known[row.action] ?? row.action}
        <span class="small quiet gist">
          {row.subject.href === null ? row.subject.label : <a href={row.subject.href}>{row.subject.label}</a>}
        </span>
        <span class="small quiet gist narrow">
          {who} · {when}
        </span>
        {where !== '' && <span class="small quiet gist">{where}</span>}
        {row.facts.length > 0 && <Facts words={words} facts={row.facts} />}
      </th>
      <td class="wide">{who}</td>
      <td class="wide">{when}</td>
    </tr>
  )
}

function Facts({ words, facts }: { words: Frame['words']['audits']; facts: AuditLine['facts'] }) {
  return (
    <details class="fold">
      <summary>{words.details}</summary>
      <dl class="stack stack--tight">
        {facts.map(({ name, before, after }) => (
          <div>
            <dt class="small quiet">{name}</dt>
            <dd>
              <del>{before === '' ? words.nothing : before}</del>{' '}
              <ins>{after === '' ? words.nothing : after}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function More({ frame, next, searchedUpTo }: AuditsPageProps) {
  const words = frame.words.admin.vouchers
  if (next === null) return null
  return (
    <>
      {searchedUpTo !== null && (
        <p class="small quiet">{words.searchedUpTo(frame.display.date(searchedUpTo, frame.brand.zone))}</p>
      )}
      <a class="button" href={next} rel="next">
        {searchedUpTo === null ? frame.words.audits.older : words.continue}
        <Icon name="next" way />
      </a>
    </>
  )
}
