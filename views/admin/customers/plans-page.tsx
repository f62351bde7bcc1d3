import { Field, FieldFrame } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import type { FieldErrors } from '../issue-values.ts'
import { Problems, titleWith } from '../problems.tsx'
import { Saved } from '../saved.tsx'

/** A membership as staff read it. Instants are epoch ms; `lastDay` is inside the last day. */
export interface MembershipView {
  readonly id: string
  readonly plan: string
  readonly status: 'scheduled' | 'active' | 'ended'
  readonly from: number
  readonly lastDay: number | null
  readonly next: number | null
  readonly issued: number
  readonly waiting: number
  /** What was not issued, with a reason of `words.memberships.reasons`. */
  readonly refused: readonly {
    readonly offer: string
    readonly reason: keyof Frame['words']['memberships']['reasons']
  }[]
}

/** What selling would issue. Instants are epoch ms. */
export interface OutlookView {
  readonly first: { readonly at: number | null; readonly vouchers: readonly OutlookLine[] }
  readonly next: number | null
  readonly cut: { readonly at: number; readonly vouchers: readonly OutlookLine[] } | null
  /** Names of offers that cannot be issued now. */
  readonly obstacles: readonly string[]
}

/** So many of that offer. */
export interface OutlookLine {
  readonly count: number
  readonly offer: string
}

/** A sale as it was typed: a plan's id and two days. */
export interface SaleValues {
  readonly plan: string
  readonly starts: string
  readonly ends: string
}

export interface PlansPageProps {
  readonly frame: Frame
  readonly customer: { readonly id: string; readonly name: string }
  readonly memberships: readonly MembershipView[]
  /** Null for whoever may not sell. */
  readonly selling: {
    readonly choices: readonly { readonly id: string; readonly name: string }[]
    readonly values: SaleValues
    /** What it would issue, once it is known what is sold. */
    readonly outlook: OutlookView | null
    readonly commandKey: string
  } | null
  readonly errors: FieldErrors
  readonly saved: boolean
}

/** `/admin/customers/{id}/plans`: the plans somebody has and had, and selling one. */
export function PlansPage(props: PlansPageProps) {
  const { frame, customer, memberships, selling, errors, saved } = props
  const words = frame.words.memberships
  const back = `/admin/customers/${customer.id}`
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, words.title, errors)}
      task={{ href: back, label: customer.name }}
    >
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p class="lead">
            <bdi>{customer.name}</bdi>
          </p>
        </div>
      </div>
      <Saved frame={frame} shown={saved} />
      {memberships.length === 0 ? (
        <p class="quiet">{words.none}</p>
      ) : (
        <ul class="rows">
          {memberships.map((membership) => (
            <li>
              <Membership frame={frame} path={back} membership={membership} ends={selling !== null} />
            </li>
          ))}
        </ul>
      )}
      {selling !== null && <Selling frame={frame} path={`${back}/plans`} {...selling} errors={errors} />}
    </Desk>
  )
}

interface MembershipProps {
  readonly frame: Frame
  readonly path: string
  readonly membership: MembershipView
  readonly ends: boolean
}

function Membership({ frame, path, membership, ends }: MembershipProps) {
  const words = frame.words.memberships
  const { id, plan, status, issued, waiting, refused, next } = membership
  return (
    <div class="stack stack--tight">
      <b>
        {plan} · {words.status[status]}
      </b>
      <span class="small quiet">
        {spanSaid(frame, membership)} {words.issued(issued)} {waiting > 0 && words.waiting(waiting)}{' '}
        {next !== null && words.next(day(frame, next))}
      </span>
      {refused.map(({ offer, reason }) => (
        <span class="small">{words.refused(offer, words.reasons[reason])}</span>
      ))}
      {ends && status !== 'ended' && (
        <details class="fold">
          <summary>{words.end}</summary>
          <form class="stack stack--tight" method="post" action={`${path}/plans/${id}/end`}>
            <p class="hint">{words.endHow}</p>
            <button class="button button--danger" type="submit">
              {words.endNow}
            </button>
          </form>
        </details>
      )}
    </div>
  )
}

function spanSaid(frame: Frame, { from, lastDay }: MembershipView): string {
  const words = frame.words.memberships
  const said =
    lastDay === null ? words.fromOn(day(frame, from)) : words.fromTo(day(frame, from), day(frame, lastDay))
  return `${said}.`
}

interface SellingProps {
  readonly frame: Frame
  readonly path: string
  readonly choices: NonNullable<PlansPageProps['selling']>['choices']
  readonly values: SaleValues
  readonly outlook: OutlookView | null
  readonly commandKey: string
  readonly errors: FieldErrors
}

function Selling(props: SellingProps) {
  const { frame, choices, outlook } = props
  const words = frame.words.memberships
  return (
    <section class="stack narrow-form" aria-labelledby="sell">
      <h2 id="sell">{words.sell}</h2>
      {choices.length === 0 ? (
        <p class="quiet">{words.noPlans}</p>
      ) : outlook === null ? (
        <Choosing {...props} />
      ) : (
        <Confirming {...props} outlook={outlook} />
      )}
    </section>
  )
}

function Choosing({ frame, path, choices, values, errors }: SellingProps) {
  const words = frame.words.memberships
  return (
    <form class="stack form-gap" method="get" action={path} novalidate>
      <Problems frame={frame} errors={errors} fields={['plan', 'starts', 'ends']} />
      <FieldFrame id="plan" label={words.plan} {...(errors.plan !== undefined && { error: errors.plan })}>
        <select class="input" id="plan" name="plan" required>
          <option value="">{words.choose}</option>
          {choices.map(({ id, name }) => (
            <option value={id} selected={id === values.plan}>
              {name}
            </option>
          ))}
        </select>
      </FieldFrame>
      <div class="side-by-side side-by-side--level">
        <Field
          id="starts"
          label={words.starts}
          hint={words.startsHint}
          error={errors.starts}
          value={values.starts}
          attributes={{ type: 'date' }}
        />
        <Field
          id="ends"
          label={words.ends}
          hint={words.endsHint}
          error={errors.ends}
          value={values.ends}
          attributes={{ type: 'date' }}
        />
      </div>
      <button class="button button--primary" type="submit">
        {words.look}
      </button>
    </form>
  )
}

function Confirming({
  frame,
  path,
  choices,
  values,
  outlook,
  commandKey,
}: SellingProps & { outlook: OutlookView }) {
  const words = frame.words.memberships
  const name = choices.find(({ id }) => id === values.plan)?.name ?? ''
  return (
    <>
      <h3>{words.sure(name)}</h3>
      {outlookSaid(frame, outlook).map((line) => (
        <p>{line}</p>
      ))}
      {outlook.obstacles.map((offer) => (
        <Note tone="warn">{words.obstacle(offer)}</Note>
      ))}
      <form class="actions" method="post" action={path}>
        <input type="hidden" name="idempotency_key" value={commandKey} />
        {Object.entries(values).map(([field, value]) => (
          <input type="hidden" name={field} value={value} />
        ))}
        <button class="button button--primary" type="submit">
          {words.act}
        </button>
        <a class="button" href={path}>
          {words.back}
        </a>
      </form>
    </>
  )
}

function outlookSaid(frame: Frame, { first, next, cut }: OutlookView): readonly string[] {
  const words = frame.words.memberships
  const told = linesSaid(frame, first.vouchers)
  return [
    first.at === null ? words.now(told) : words.at(day(frame, first.at), told),
    next === null ? words.once : words.again(day(frame, next)),
    ...(cut === null ? [] : [words.cut(day(frame, cut.at), linesSaid(frame, cut.vouchers))]),
  ]
}

function linesSaid({ words, display }: Frame, vouchers: readonly OutlookLine[]): string {
  const said = words.memberships
  return vouchers.length === 0
    ? said.nothing
    : display.list(vouchers.map(({ count, offer }) => said.line(count, offer)))
}

function day({ display, brand }: Frame, at: number): string {
  return display.date(at, brand.zone)
}
