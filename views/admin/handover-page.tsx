import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { Slip } from '../slip.tsx'
import { Ticket } from '../ticket.tsx'
import { isPresentable, type TicketView } from '../ticket-view.ts'
import { anotherHref, HandoverActions } from './handover-actions.tsx'
import { deskExit, hasDesk } from './own-desk.ts'
import { SendByEmail, type SendingView } from './send-by-email.tsx'
import { TakeBack } from './take-back.tsx'

export interface HandoverPageProps {
  readonly frame: Frame
  /** With its code. */
  readonly ticket: TicketView
  /** Absolute URL of the voucher page. */
  readonly link: string
  /** Null where whoever shows it may use it. */
  readonly customerName: string | null
  /** Whether the customer sees code and symbols; if not, staff find the voucher under the name. */
  readonly codeShown: boolean
  readonly issuedAt: number
  readonly issuedBy: string
  /** A fresh idempotency key of this rendering, for taking it back. */
  readonly commandKey: string
  /** Null where no letter can be sent. */
  readonly sending: SendingView | null
}

/** What was just issued, ready to be given: symbols to scan, ways to send, and a way back. */
export function HandoverPage(props: HandoverPageProps) {
  const { frame, ticket, customerName, codeShown } = props
  const words = frame.words.admin.handover
  const handable = isPresentable(ticket.status) && codeShown
  return (
    <Desk
      frame={frame}
      title={words.title}
      scripts={[frame.assets['handover.js']]}
      task={{ href: deskExit(frame), label: frame.words.admin.done }}
    >
      <div class="handover stack">
        <div class="page-head">
          <div>
            <h1>{customerName === null ? words.issuedToAnyone : words.issuedTo(customerName)}</h1>
            <p class="lead">{leadOf(props)}</p>
          </div>
        </div>
        {codeShown ? <Ticket frame={frame} voucher={ticket} level={2} /> : <WithoutCode {...props} />}
        <div class="sticky-act">
          {handable ? <Primary {...props} /> : <Another frame={frame} ticket={ticket} />}
        </div>
        {props.sending !== null && isPresentable(ticket.status) && (
          <SendByEmail
            frame={frame}
            id={ticket.id}
            name={customerName ?? ''}
            sending={props.sending}
            commandKey={props.commandKey}
          />
        )}
        {handable && <HandoverActions {...props} />}
        <Afterwards {...props} />
      </div>
    </Desk>
  )
}

/** Where it is now; what became of it since, for those who come back to this page later. */
function leadOf({ frame, ticket, customerName, codeShown }: HandoverPageProps): string {
  const words = frame.words.admin.handover
  if (ticket.status !== 'active') return words.over[ticket.status]
  const name = ticket.holderFirstName ?? customerName
  if (name === null) return words.forAnyone
  return codeShown ? words.inWallet(name) : words.noCode(name)
}

function WithoutCode({ frame, ticket }: HandoverPageProps) {
  return (
    <div class="handover__slip">
      <h2 class="sr">{frame.words.admin.handover.voucher}</h2>
      <Slip frame={frame} voucher={ticket} />
    </div>
  )
}

function Afterwards(props: HandoverPageProps) {
  const { frame, ticket, issuedAt, issuedBy } = props
  const words = frame.words.admin.handover
  return (
    <section class="stack stack--tight">
      <p class="small quiet">
        {words.issuedNow(frame.display.moment(issuedAt, frame.now, ticket.zone), issuedBy)}{' '}
        {hasDesk(frame) && <a href={`/admin/vouchers/${ticket.id}`}>{words.trace}</a>}
      </p>
      {hasDesk(frame) && ticket.status === 'active' && ticket.redemptions.length === 0 && (
        <TakeBack {...props} />
      )}
    </section>
  )
}

function Another({ frame, ticket }: Pick<HandoverPageProps, 'frame' | 'ticket'>) {
  return (
    <a class="button button--primary button--wide" href={anotherHref(ticket)}>
      <Icon name="plus" />
      {frame.words.admin.handover.another}
    </a>
  )
}

/** Sharing where the browser can (the script shows it then), else the voucher as the customer sees it. */
function Primary({ frame, ticket, link }: HandoverPageProps) {
  const words = frame.words.admin.handover
  return (
    <>
      <button type="button" class="button button--primary button--wide" data-act="share" hidden>
        <Icon name="share" />
        {ticket.holderFirstName === null ? words.share : words.shareWith(ticket.holderFirstName)}
      </button>
      <a class="button button--primary button--wide" href={link} data-act="open">
        <Icon name="eye" />
        {words.open}
      </a>
    </>
  )
}
