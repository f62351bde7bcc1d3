import type { Child } from 'hono/jsx'
import { birthdaySaid } from '../../birthday.ts'
import { Fact } from '../../fact.tsx'
import type { Frame } from '../../frame.ts'
import { moveText } from './held-account.tsx'
import type { HeldData, HeldLine, HeldVoucher } from './held-data.ts'

/** What is held about somebody, in sections people can read; the same on the page and in the file they take along. */
export function HeldSections({
  frame,
  data,
  older = 0,
}: {
  readonly frame: Frame
  readonly data: HeldData
  /** So many more vouchers are in the file alone. */
  readonly older?: number
}) {
  const words = frame.words.privacy
  const { display, brand } = frame
  const when = (text: string) => display.dateTime(Date.parse(text), brand.zone)
  return (
    <>
      <You frame={frame} data={data} when={when} />
      <Section
        id="held-consents"
        title={words.sections.consents}
        none={data.consents.messages ? words.consent.now.yes : words.empty.consents}
        rows={data.consents.changes.map(({ at, given, by }) => (
          <Row
            title={given ? words.consent.given : words.consent.withdrawn}
            more={`${when(at)}, ${words.by[by]}`}
          />
        ))}
      />
      <Section
        id="held-vouchers"
        title={words.sections.vouchers}
        none={words.empty.vouchers}
        rows={data.vouchers.map((voucher) => (
          <li class="held">
            <Voucher frame={frame} voucher={voucher} when={when} />
          </li>
        ))}
      />
      {older > 0 && <p class="quiet">{words.older(older)}</p>}
      <Section
        id="held-account"
        title={words.sections.account}
        none={words.empty.account}
        rows={data.account.map((move) => <Row {...moveText(frame, move, when)} />)}
      />
      <Section
        id="held-plans"
        title={words.sections.plans}
        none={words.empty.plans}
        rows={data.plans.map(({ name, starts_at, ends_at }) => (
          <Row title={name} more={words.planLasts(when(starts_at), ends_at && when(ends_at))} />
        ))}
      />
      <Now frame={frame} data={data} when={when} />
      <Past frame={frame} data={data} when={when} />
    </>
  )
}

type When = (text: string) => string

interface HeldPartProps {
  readonly frame: Frame
  readonly data: HeldData
  readonly when: When
}

/** What is asked for them, and where they are signed in. */
function Now({ frame, data, when }: HeldPartProps) {
  const words = frame.words.privacy
  return (
    <>
      <Section
        id="held-requests"
        title={words.sections.requests}
        none={words.empty.requests}
        rows={data.requests.map(({ asked_at, state, title, reason, note }) => (
          <Row
            title={title}
            more={[when(asked_at), words.request[state], reason ?? [], note ?? []].flat().join(' · ')}
          />
        ))}
      />
      <Section
        id="held-sessions"
        title={words.sections.sessions}
        none={words.empty.sessions}
        rows={data.sessions.map(({ browser, from, started_at, last_used_at }) => (
          <Row
            title={browser === '' ? words.session.unknown : browser}
            more={[
              `${words.session.since} ${when(started_at)}`,
              `${words.session.used} ${when(last_used_at)}`,
              from ?? [],
            ]
              .flat()
              .join(' · ')}
          />
        ))}
      />
    </>
  )
}

/** What was sent to them, what became theirs, and who touched it. */
function Past({ frame, data, when }: HeldPartProps) {
  const words = frame.words.privacy
  return (
    <>
      <Section
        id="held-letters"
        title={words.sections.letters}
        none={words.empty.letters}
        rows={data.letters.map(({ at, from }) => (
          <Row title={words.letter} more={[when(at), from ?? []].flat().join(' · ')} />
        ))}
      />
      <Section
        id="held-records"
        title={words.sections.records}
        none={words.empty.records}
        rows={data.merged_records.map(({ at, name, email, phone, notes }) => (
          <Row
            title={name ?? email ?? phone ?? ''}
            more={[when(at), email ?? [], phone ?? [], notes ?? []].flat().join(' · ')}
          />
        ))}
      />
      <Section
        id="held-changes"
        title={words.sections.changes}
        none={words.empty.changes}
        rows={data.changes.map(({ at, action, by }) => (
          <Row
            title={words.actions[action] ?? words.otherAction(action)}
            more={`${when(at)}, ${words.by[by]}`}
          />
        ))}
      />
    </>
  )
}

function You({ frame, data, when }: HeldPartProps) {
  const { display } = frame
  const words = frame.words.privacy
  const { customer } = data
  const said = (value: string | null) => value ?? <span class="quiet">{words.none}</span>
  return (
    <section class="stack stack--tight" aria-labelledby="held-you">
      <h2 id="held-you">{words.sections.you}</h2>
      <dl class="facts">
        <Fact name={words.facts.name} value={said(customer.name)} />
        <Fact name={words.facts.email} value={said(customer.email)} />
        <Fact name={words.facts.phone} value={said(customer.phone)} />
        <Fact
          name={words.facts.birthday}
          value={said(customer.birthday && birthdaySaid(display, customer.birthday))}
        />
        <Fact
          name={words.facts.language}
          value={said(customer.language && display.language(customer.language))}
        />
        <Fact
          name={words.facts.time_zone}
          value={said(customer.time_zone && display.city(customer.time_zone))}
        />
        <Fact
          name={words.facts.card}
          value={<span class="code code--small wrap-anywhere">{customer.card}</span>}
        />
        <Fact
          name={words.facts.tags}
          value={said(customer.tags.length === 0 ? null : customer.tags.join(', '))}
        />
        <Fact name={words.facts.notes} value={said(customer.notes)} />
        <Fact name={words.facts.plan} value={said(customer.plan)} />
        <Fact name={words.facts.created_at} value={when(customer.created_at)} />
        {customer.updated_at !== null && (
          <Fact name={words.facts.updated_at} value={when(customer.updated_at)} />
        )}
        <Fact name={words.facts.id} value={<span class="wrap-anywhere">{customer.id}</span>} />
      </dl>
    </section>
  )
}

function Voucher({ frame, voucher, when }: { frame: Frame; voucher: HeldVoucher; when: When }) {
  const words = frame.words.privacy
  const { title, description, code, issued_at, valid_until } = voucher
  const until = valid_until === null ? words.voucher.noEnd : when(valid_until)
  return (
    <>
      <b class="promise">{title}</b>
      {description !== '' && <p class="small">{description}</p>}
      <p class="small quiet">
        {code !== null && (
          <>
            {words.voucher.code} <span class="code code--small">{code}</span>
            {' · '}
          </>
        )}
        {words.voucher.issued} {when(issued_at)} · {words.voucher.until} {until}
      </p>
      <ul class="bullets small">
        {voucher.ledger.map((line) => (
          <li>{lineText(frame, line, when)}</li>
        ))}
      </ul>
    </>
  )
}

function lineText(frame: Frame, { at, kind, store, words: typed }: HeldLine, when: When): string {
  const words = frame.words.privacy
  const reasons = new Map<string, string>(Object.entries(frame.words.admin.issue.reasons))
  const said = Object.entries(typed).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return words.said(name === 'reason' ? (reasons.get(text) ?? text) : text)
  })
  const what = isKind(words.line, kind) ? words.line[kind] : words.otherAction(kind)
  return [what, when(at), store ?? [], ...said].flat().join(', ')
}

function isKind<T extends object>(kinds: T, kind: string): kind is keyof T & string {
  return Object.hasOwn(kinds, kind)
}

function Row({ title, more }: { title: string; more: string }) {
  return (
    <li class="held">
      <b>{title}</b>
      <span class="small quiet">{more}</span>
    </li>
  )
}

interface SectionProps {
  readonly id: string
  readonly title: string
  readonly none: string
  readonly rows: readonly Child[]
}

function Section({ id, title, none, rows }: SectionProps) {
  return (
    <section class="stack stack--tight" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows.length === 0 ? <p class="quiet">{none}</p> : <ul class="rows">{rows}</ul>}
    </section>
  )
}
