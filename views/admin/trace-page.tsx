import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { Status } from '../status.tsx'
import { shownCode } from '../ticket-view.ts'
import { Problems, titleWith } from './problems.tsx'
import { TraceActs } from './trace-acts.tsx'
import { TraceFacts } from './trace-facts.tsx'
import { DroppedList, TraceSteps } from './trace-steps.tsx'
import type {
  DroppedRefusals,
  FailedAct,
  TraceActions,
  TraceBackground,
  TraceStep,
  TraceTicket,
} from './trace-view.ts'
import { WayBack } from './way-back.tsx'

export interface TracePageProps extends TraceBackground {
  readonly frame: Frame
  readonly ticket: TraceTicket
  readonly codeLast4: string
  /** Only for those allowed to read codes. */
  readonly code: string | null
  /** Newest first. */
  readonly steps: readonly TraceStep[]
  readonly droppedRefusals: readonly DroppedRefusals[]
  readonly actions: TraceActions
  /** A fresh idempotency key of this rendering; each form adds its own name to it. */
  readonly commandKey: string
  /** The form to repair, after a refusal; null on a first visit. */
  readonly failed: FailedAct | null
}

/** One voucher and everything that ever happened to it, with what may be done about it. */
export function TracePage(props: TracePageProps) {
  const { frame, ticket, codeLast4, failed } = props
  const words = frame.words.admin.trace
  const errors = failed?.errors ?? {}
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, words.title(codeLast4), errors)}
      scripts={[frame.assets['issue.js']]}
    >
      <Head {...props} />
      <Problems frame={frame} errors={errors} fields={ACT_FIELDS} places={placesOf(failed)} />
      <div class="split">
        <section class="stack" aria-labelledby="happened">
          <h2 id="happened">{words.happened}</h2>
          <TraceSteps frame={frame} ticket={ticket} steps={props.steps} />
          <DroppedList frame={frame} dropped={props.droppedRefusals} />
        </section>
        <aside class="stack stack--loose" aria-label={words.facts}>
          <TraceFacts {...props} />
          <TraceActs {...props} />
        </aside>
      </div>
    </Desk>
  )
}

function Head({ frame, ticket, code, codeLast4, actions }: TracePageProps) {
  const words = frame.words.admin.trace
  return (
    <div class="page-head">
      <div class="stack stack--tight">
        <WayBack href="/admin/vouchers" label={frame.words.common.nav.vouchers} />
        <p>
          <Status status={ticket.status} label={frame.words.common.status[ticket.status]} />
        </p>
        <h1 class="promise">{ticket.title}</h1>
        <p class="code">{code === null ? `···· ${codeLast4}` : shownCode(code)}</p>
      </div>
      <div class="row">
        {actions.redeem && (
          <a class="button button--primary" href={`/scan?code=${ticket.id}`}>
            <Icon name="scan" />
            {words.redeem}
          </a>
        )}
        {actions.handover && (
          <a class="button" href={`/admin/vouchers/${ticket.id}/handover`}>
            <Icon name="share" />
            {words.handover}
          </a>
        )}
      </div>
    </div>
  )
}

const ACT_FIELDS = ['reason', 'amount', 'validity_kind', 'days', 'months', 'date', 'time']

/** Reason and amount occur in several forms: errors lead into the one that failed. */
function placesOf(failed: FailedAct | null): Readonly<Record<string, string>> {
  if (failed === null) return {}
  const form = failed.seq === null ? failed.act : `${failed.act}-${failed.seq}`
  return { reason: `reason-${form}`, amount: `amount-${form}` }
}
