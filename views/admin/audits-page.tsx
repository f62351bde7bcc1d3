import type { AuditAction } from '../../src/audit-action.ts'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { nearMoment } from '../voucher-facts.ts'
import { AuditFilterForm, type AuditFilters, type OnlyOf } from './audit-filters.tsx'
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

interface AuditsPageProps {
  readonly frame: Frame
  readonly filters: AuditFilters
  readonly only: OnlyOf
  readonly rows: readonly AuditLine[]
  readonly next: string | null
  readonly searchedUpTo: number | null
  readonly file: string
}

/** `/admin/audits`: who changed what, newest first, with what stood before and after. */
export function AuditsPage(props: AuditsPageProps) {
  const { frame, rows, file } = props
  const words = frame.words.audits
  const asked = Object.values(props.filters).some((filter) => filter !== '')
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
      <AuditFilterForm frame={frame} filters={props.filters} only={props.only} />
      {rows.length === 0 ? (
        <Empty title={asked ? words.none : words.empty}>
          <p class="quiet">{asked ? words.noneHow : words.emptyHow}</p>
        </Empty>
      ) : (
        <table class="table log">
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
        {(rows.length > 0 || props.next !== null) && (
          <a class="button" href={file} download>
            {words.download}
          </a>
        )}
        <More {...props} />
      </div>
    </Desk>
  )
}

function Line({ frame, row }: { frame: Frame; row: AuditLine }) {
  const { display, brand, now } = frame
  const words = frame.words.audits
  const known: Readonly<Record<string, string>> = words.actions
  const when = nearMoment(display, row.at, now, brand.zone)
  const where = [row.device, row.from].filter((one) => one !== null).join(' · ')
  const who = [row.who, roleOf(frame, row.role)].filter((one) => one !== null).join(' · ')
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

function roleOf({ words }: Frame, role: string | null): string | null {
  const known: Readonly<Record<string, string>> = { ...words.common.role, api_key: words.audits.key }
  return role === null ? null : (known[role] ?? role)
}

function Facts({ words, facts }: { words: Frame['words']['audits']; facts: AuditLine['facts'] }) {
  return (
    <details class="fold">
      <summary>
        {words.details}
        <Icon name="down" />
      </summary>
      <dl class="facts changes">
        {facts.map(({ name, before, after }) => (
          <div>
            <dt>{name}</dt>
            <dd>
              {before !== '' && (
                <del>
                  <span class="sr">{words.before} </span>
                  {before}
                </del>
              )}
              <ins>
                <span class="sr">{words.after} </span>
                {after === '' ? words.nothing : after}
              </ins>
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
