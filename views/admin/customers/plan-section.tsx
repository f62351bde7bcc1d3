import type { MembershipStatus } from '../../../src/membership.ts'
import type { Frame } from '../../frame.ts'

/** Vouchers of one offer that a plan did not give, and why: words about it are the page's. */
export interface NotGiven {
  readonly offer: string | null
  readonly count: number
  readonly reason: string
}

/** A plan a customer has, had or will have. */
export interface MembershipView {
  readonly id: string
  readonly plan: string
  readonly status: MembershipStatus
  readonly startsAt: number
  /** Exclusive, as it was sold or as it was ended. */
  readonly endsAt: number | null
  readonly nextAt: number | null
  readonly given: number
  readonly waiting: number
  readonly notGiven: readonly NotGiven[]
}

interface PlanSectionProps {
  readonly frame: Frame
  readonly customer: string
  /** What was sold, the latest first. */
  readonly memberships: readonly MembershipView[]
  readonly maySell: boolean
}

/** The plans a customer was sold, what they gave, and ending them. */
export function PlanSection({ frame, customer, memberships, maySell }: PlanSectionProps) {
  return (
    <section class="stack" aria-labelledby="plan">
      <h2 id="plan">{frame.words.plans.title}</h2>
      <ul class="rows">
        {memberships.map((membership) => (
          <li>
            <MembershipLine {...{ frame, customer, membership, maySell }} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface LineProps {
  readonly frame: Frame
  readonly customer: string
  readonly membership: MembershipView
  readonly maySell: boolean
}

function MembershipLine({ frame, customer, membership, maySell }: LineProps) {
  const words = frame.words.plans
  const { id, plan, status, nextAt, given, waiting, notGiven } = membership
  const lines = [
    given > 0 ? words.given(given) : '',
    status === 'ended' || nextAt === null ? '' : words.next(frame.display.date(nextAt, frame.brand.zone)),
  ].filter((line) => line !== '')
  return (
    <div class="stack stack--tight membership">
      <p>
        <b>{plan}</b> <span class="quiet">· {words.status[status]}</span>
        <span class="small quiet gist">{[lastsSaid(frame, membership), ...lines].join(' · ')}</span>
      </p>
      {waiting > 0 && <p class="small">{words.waiting(waiting)}</p>}
      {notGiven.map(({ offer, count, reason }) => (
        <p class="small">{words.notGiven(`${count}`, offer ?? words.anOffer, planWhy(frame, reason))}</p>
      ))}
      {notGiven.length > 0 && <p class="small quiet">{words.notGivenHow}</p>}
      {maySell && status !== 'ended' && (
        <details>
          <summary>{words.endNamed(plan)}</summary>
          <form
            class="stack stack--tight"
            method="post"
            action={`/admin/customers/${customer}/plans/${id}/end`}
          >
            <p class="hint">{words.endHow}</p>
            <button type="submit" class="button button--danger">
              {words.end}
            </button>
          </form>
        </details>
      )}
    </div>
  )
}

/** Why a voucher was not given, in the middle of a sentence. */
export function planWhy({ words }: Frame, reason: string): string {
  const known: Readonly<Record<string, string>> = words.plans.why
  return Object.hasOwn(known, reason) ? (known[reason] ?? words.plans.whyElse) : words.plans.whyElse
}

function lastsSaid({ words, display, brand }: Frame, { status, startsAt, endsAt }: MembershipView): string {
  const said = words.plans
  const from = display.date(startsAt, brand.zone)
  const until = endsAt === null ? null : display.date(display.until(endsAt, brand.zone), brand.zone)
  switch (status) {
    case 'scheduled':
      return said.begins(from, until)
    case 'active':
      return said.runs(from, until)
    case 'ended':
      return said.wasOver(from, until ?? from)
  }
}
