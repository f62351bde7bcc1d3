import { giftBeside } from '../benefit.ts'
import { Fact } from '../fact.tsx'
import type { Frame } from '../frame.ts'
import { conditionsSaid, usesSaid, where } from '../voucher-facts.ts'
import { whenLine } from '../windows.ts'
import type { TraceBackground, TraceTicket } from './trace-view.ts'

type FactsProps = TraceBackground & { readonly frame: Frame; readonly ticket: TraceTicket }

/** What it is, for whom, when, where and why: the frozen promise and the words around it. */
export function TraceFacts(props: FactsProps) {
  const { frame, ticket, customer, source, issuedBy, reason, note, metadata } = props
  const words = frame.words.admin.trace
  const place = where(frame, ticket)
  const conditions = conditionsSaid(frame, ticket)
  const hours = whenLine(frame, ticket)
  return (
    <dl class="facts facts--trace">
      <Fact
        name={words.holder}
        value={
          customer === null ? words.anyone : <a href={`/admin/customers/${customer.id}`}>{customer.name}</a>
        }
      />
      <Gives frame={frame} ticket={ticket} />
      <Fact name={words.validity} value={period(props)} />
      <Fact name={words.where} value={place.main} more={place.more} />
      {hours !== '' && <Fact name={words.when} value={hours} />}
      {ticket.minimumSpend !== null && (
        <Fact
          name={words.minimumSpend}
          value={frame.display.price(ticket.minimumSpend.amount, ticket.minimumSpend.currency)}
        />
      )}
      {conditions.length > 0 && <Fact name={words.conditions} value={conditions.join(' ')} />}
      <Fact name={words.uses} value={usesSaid(frame, ticket)} />
      <Fact name={words.source} value={frame.words.admin.vouchers.sources[source]} />
      <Fact name={words.issuedBy} value={issuedBy} />
      {reason !== null && reason !== '' && <Fact name={words.reason} value={reasonSaid(frame, reason)} />}
      {note !== null && note !== '' && <Fact name={words.note} value={note} />}
      {Object.entries(metadata).map(([name, value]) => (
        <Fact name={name} value={String(value)} />
      ))}
    </dl>
  )
}

function period({ frame, ticket, issuedAt }: FactsProps): string {
  const { display } = frame
  const words = frame.words.admin.trace
  const from = display.date(issuedAt, ticket.zone)
  if (ticket.closesAt === null) return words.noEnd(from)
  const last = display.until(ticket.closesAt, ticket.zone)
  const zone = frame.words.common.zone(display.city(ticket.zone))
  return `${words.fromTo(from, display.dateTime(last, ticket.zone))}, ${zone}`
}

/** Reasons of the form have words; an API writes what it likes. */
function reasonSaid(frame: Frame, reason: string): string {
  const known = Object.entries(frame.words.admin.issue.reasons).find(([name]) => name === reason)
  return known === undefined ? reason : known[1]
}

/** What it gives, where the title does not say it already. */
function Gives({ frame, ticket }: Pick<FactsProps, 'frame' | 'ticket'>) {
  const gift = giftBeside(frame, ticket)
  return gift === null ? null : <Fact name={frame.words.admin.trace.gives} value={gift} />
}
