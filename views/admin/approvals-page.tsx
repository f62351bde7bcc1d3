import { Empty } from '../empty.tsx'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { Note } from '../note.tsx'
import { titleWith } from './problems.tsx'

/** A request for a voucher above a budget. `worth.amount` null: nothing limits what it can cost; 0: it counts in number only. */
export interface ApprovalView {
  readonly id: string
  readonly title: string
  readonly customerName: string | null
  readonly worth: { readonly amount: number | null; readonly currency: string | null } | null
  readonly note: string | null
  readonly askerId: string
  readonly askerName: string
  readonly askedAt: number
  readonly state: 'waiting' | 'approved' | 'declined'
  readonly deciderName: string | null
  readonly decidedAt: number | null
  readonly reason: string | null
  readonly voucherId: string | null
  /** Whether the viewer asked. */
  readonly mine: boolean
}

export interface ApprovalsPageProps {
  readonly frame: Frame
  /** Whether the viewer decides; whoever does not sees their own requests. */
  readonly decides: boolean
  readonly waiting: readonly ApprovalView[]
  readonly decided: readonly ApprovalView[]
  /** Somebody else decided between the page and the tap. */
  readonly late: boolean
  /** A decline without a reason one can read. */
  readonly wrong: { readonly id: string; readonly error: string; readonly typed: string } | null
}

/** What waits for a decision first, then what was decided lately. */
export function ApprovalsPage(props: ApprovalsPageProps) {
  const { frame, decides, waiting, decided, late, wrong } = props
  const words = frame.words.admin.goodwill.approvals
  const title = decides ? words.title : words.mine
  const errors: Record<string, string> = wrong === null ? {} : { reason: wrong.error }
  return (
    <Desk frame={frame} title={titleWith(frame, title, errors)}>
      <div class="page-head">
        <div>
          <h1>{title}</h1>
          <p class="lead">{decides ? words.lead : words.mineLead}</p>
        </div>
      </div>
      {late && (
        <Note tone="warn" role="alert">
          {words.decidedAlready}
        </Note>
      )}
      <section class="stack">
        {waiting.length === 0 ? (
          <Nothing {...props} />
        ) : (
          <>
            <h2>{words.waiting}</h2>
            <ul class="rows">
              {waiting.map((view) => (
                <li class="request stack stack--tight">
                  <Request frame={frame} view={view} decides={decides} />
                  {decides && (
                    <Decision frame={frame} view={view} wrong={wrong?.id === view.id ? wrong : null} />
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      {decided.length > 0 && (
        <section class="stack">
          <h2>{words.decided}</h2>
          <ul class="rows">
            {decided.map((view) => (
              <li class="request stack stack--tight">
                <Request frame={frame} view={view} decides={decides} />
                <Outcome frame={frame} view={view} decides={decides} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Desk>
  )
}

function Nothing({ frame, decides, decided }: ApprovalsPageProps) {
  const words = frame.words.admin.goodwill.approvals
  if (decides) {
    return (
      <Empty title={words.none}>
        <p>{words.noneHow}</p>
      </Empty>
    )
  }
  if (decided.length > 0) return null
  return (
    <Empty title={words.noneMine}>
      <p>{words.noneMineHow}</p>
      <a class="button button--primary" href="/admin/issue">
        {words.issue}
      </a>
    </Empty>
  )
}

interface RequestProps {
  readonly frame: Frame
  readonly view: ApprovalView
  readonly decides: boolean
}

function Request({ frame, view, decides }: RequestProps) {
  const words = frame.words.admin.goodwill.approvals
  const { display, now, brand } = frame
  const moment = display.momentWithin(view.askedAt, now, brand.zone)
  const worth = worthSaid(frame, view)
  const whom = view.customerName === null ? words.forAnyone : words.for(view.customerName)
  return (
    <>
      <h3 class="promise">{view.title}</h3>
      <p>{[whom, ...(worth === null ? [] : [worth])].join(' · ')}</p>
      {view.note !== null && view.note !== '' && <p class="quiet">{view.note}</p>}
      <p class="small quiet">
        {view.mine && !decides ? words.askedByMe(moment) : words.asked(view.askerName, moment)}
        {decides && (
          <>
            {' · '}
            <a href={`/admin/settings/goodwill/budgets/${view.askerId}`}>{words.budget(view.askerName)}</a>
          </>
        )}
      </p>
    </>
  )
}

function worthSaid({ display, words, brand }: Frame, { worth }: ApprovalView): string | null {
  const said = words.admin.goodwill.approvals
  if (worth === null || worth.amount === 0) return null
  return worth.amount === null
    ? said.worthOpen
    : said.worth(display.money(worth.amount, worth.currency ?? brand.currency))
}

function Decision({
  frame,
  view,
  wrong,
}: Pick<RequestProps, 'frame' | 'view'> & Pick<ApprovalsPageProps, 'wrong'>) {
  const words = frame.words.admin.goodwill.approvals
  const id = `reason-${view.id}`
  return (
    <>
      <form method="post" action={`/admin/approvals/${view.id}/approve`}>
        <button type="submit" class="button button--primary">
          {words.approve}
          <span class="sr"> {words.named(view.title)}</span>
        </button>
      </form>
      <details class="fold fold--form" open={wrong !== null}>
        <summary>
          <span>
            {words.decline}
            <span class="sr"> {words.named(view.title)}</span>
          </span>
          <Icon name="down" />
        </summary>
        <form class="stack form-gap" method="post" action={`/admin/approvals/${view.id}/decline`} novalidate>
          <Field
            id={id}
            name="reason"
            label={words.declineHow}
            error={wrong?.error}
            value={wrong?.typed ?? ''}
            attributes={{ autocomplete: 'off', required: true, autofocus: wrong !== null }}
          />
          <button type="submit" class="button button--danger">
            {words.declineIt}
          </button>
        </form>
      </details>
    </>
  )
}

function Outcome({ frame, view, decides }: RequestProps) {
  const words = frame.words.admin.goodwill.approvals
  const { display, now, brand } = frame
  const decision =
    view.deciderName === null || view.decidedAt === null
      ? ''
      : words.decidedBy(view.deciderName, display.momentWithin(view.decidedAt, now, brand.zone))
  const unfinished = view.state === 'approved' && view.voucherId === null
  return (
    <>
      <p>
        <b>{words.states[view.state]}</b> <span class="small quiet">{decision}</span>
      </p>
      {view.reason !== null && <p>{view.reason}</p>}
      {view.voucherId !== null && (decides || view.mine) && (
        <p>
          <a href={`/admin/vouchers/${view.voucherId}/handover`}>
            {words.handover}
            <span class="sr"> {words.named(view.title)}</span>
          </a>
        </p>
      )}
      {unfinished && <p>{words.unfinished}</p>}
      {unfinished && decides && (
        <form method="post" action={`/admin/approvals/${view.id}/approve`}>
          <button type="submit" class="button">
            {words.finish}
          </button>
        </form>
      )}
    </>
  )
}
