import type { Plan } from '../../../src/plan.ts'
import { Fact } from '../../fact.tsx'
import { Field } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import type { FieldErrors } from '../issue-values.ts'
import { Problems, titleWith, Wrong } from '../problems.tsx'
import { planWhy } from './plan-section.tsx'

/** Everything as it was typed; dates as 2026-12-24. */
export interface SaleValues {
  readonly plan_id: string
  readonly starts_on: string
  readonly ends_on: string
}

/** A plan that can be sold, with what it is in one line. */
export interface PlanChoice {
  readonly id: string
  readonly name: string
  readonly gist: string
}

interface SellPlanPageProps {
  readonly frame: Frame
  readonly customer: { readonly id: string; readonly name: string }
  readonly plans: readonly PlanChoice[]
  readonly values: SaleValues
  readonly errors: FieldErrors
}

const FIELDS = ['plan_id', 'starts_on', 'ends_on']

/** Which plan, from when and until when. Nothing happens by it: the next page says first what will. */
export function SellPlanPage({ frame, customer, plans, values, errors }: SellPlanPageProps) {
  const words = frame.words.plans.selling
  const title = words.title(customer.name)
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, title, errors)}
      task={{ href: `/admin/customers/${customer.id}`, label: frame.words.admin.cancel }}
    >
      <div class="page-head">
        <div>
          <h1>
            <bdi>{title}</bdi>
          </h1>
          <p class="lead">{plans.length === 0 ? words.noPlans : words.lead}</p>
          {plans.length === 0 && <p class="quiet">{words.noPlansHow}</p>}
        </div>
      </div>
      {plans.length > 0 && (
        <form
          class="narrow-form"
          method="get"
          action={`/admin/customers/${customer.id}/plans/new`}
          novalidate
        >
          <Problems frame={frame} errors={errors} fields={FIELDS} />
          <div class="stack form-gap">
            <Which frame={frame} plans={plans} value={values.plan_id} error={errors.plan_id} />
            <Field
              id="starts_on"
              label={words.startsOn}
              hint={words.startsHint}
              value={values.starts_on}
              error={errors.starts_on}
              attributes={{ type: 'date' }}
            />
            <Field
              id="ends_on"
              label={words.endsOn}
              optional={frame.words.common.optional}
              hint={words.endsHint}
              value={values.ends_on}
              error={errors.ends_on}
              attributes={{ type: 'date' }}
            />
          </div>
          <div class="sticky-act">
            <button type="submit" name="look" value="1" class="button button--primary button--wide">
              {words.look}
            </button>
          </div>
        </form>
      )}
    </Desk>
  )
}

function Which({
  frame,
  plans,
  value,
  error,
}: Pick<SellPlanPageProps, 'frame' | 'plans'> & { value: string; error: string | undefined }) {
  return (
    <fieldset class="stack stack--tight">
      <legend class="legend">{frame.words.plans.selling.which}</legend>
      <Wrong error={error} />
      {plans.map(({ id, name, gist }, index) => (
        <label class="tick">
          <input
            type="radio"
            id={index === 0 ? 'plan_id' : `plan_id-${id}`}
            name="plan_id"
            value={id}
            checked={id === value}
          />
          <span>
            <b>{name}</b>
            <span class="small quiet gist">{gist}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** Vouchers that come at a moment: `2 × Coffee`. */
export interface ComingVouchers {
  /** Null: at once. */
  readonly at: number | null
  readonly vouchers: readonly string[]
}

export interface ConfirmSaleProps {
  readonly frame: Frame
  readonly customer: { readonly id: string; readonly name: string }
  readonly plan: {
    readonly name: string
    readonly period: Plan['period']
    readonly price: Plan['price']
  }
  readonly values: SaleValues
  readonly commandKey: string
  /** Null: now. */
  readonly startsAt: number | null
  /** Exclusive; null has none. */
  readonly endsAt: number | null
  readonly first: ComingVouchers
  readonly next: number | null
  readonly cut: ComingVouchers | null
  /** Offers that would not be issued now, and why. */
  readonly blocked: readonly { readonly offer: string; readonly reason: string }[]
}

/** What will be issued, and when, before it is sold. */
export function ConfirmSalePage(props: ConfirmSaleProps) {
  const { frame, customer, plan, values, commandKey, blocked } = props
  const words = frame.words.plans.confirm
  const path = `/admin/customers/${customer.id}/plans`
  const title = words.title(plan.name, customer.name)
  return (
    <Desk
      frame={frame}
      title={title}
      task={{ href: `/admin/customers/${customer.id}`, label: frame.words.admin.cancel }}
    >
      <div class="page-head">
        <div>
          <h1>
            <bdi>{title}</bdi>
          </h1>
        </div>
      </div>
      <form class="narrow-form stack" method="post" action={path}>
        <input type="hidden" name="idempotency_key" value={commandKey} />
        <input type="hidden" name="plan_id" value={values.plan_id} />
        <input type="hidden" name="starts_on" value={values.starts_on} />
        <input type="hidden" name="ends_on" value={values.ends_on} />
        <When {...props} />
        <Gets {...props} />
        {blocked.map(({ offer, reason }) => (
          <Note tone="warn">{words.blocked(offer, planWhy(frame, reason))}</Note>
        ))}
        <div class="sticky-act">
          <button type="submit" class="button button--primary button--wide">
            {words.act(plan.name)}
          </button>
        </div>
        <p>
          <a class="reach" href={`${path}/new?${new URLSearchParams({ ...values })}`}>
            {words.change}
          </a>
        </p>
      </form>
    </Desk>
  )
}

function When({ frame, plan, startsAt, endsAt }: ConfirmSaleProps) {
  const { display, brand, words } = frame
  const said = words.plans.confirm
  const day = (at: number) => display.date(at, brand.zone)
  const price =
    plan.price === null
      ? said.free
      : `${display.price(plan.price.amount, plan.price.currency)} ${words.admin.lists.perPeriod[plan.period]}`
  return (
    <dl class="facts facts--trace">
      <Fact name={said.from} value={startsAt === null ? said.now : day(startsAt)} />
      <Fact name={said.until} value={endsAt === null ? said.noEnd : day(display.until(endsAt, brand.zone))} />
      <Fact name={said.price} value={price} more={plan.price === null ? null : said.till} />
    </dl>
  )
}

function Gets({ frame, plan, first, next, cut }: ConfirmSaleProps) {
  const { display, brand, words } = frame
  const said = words.plans.confirm
  const day = (at: number) => display.date(at, brand.zone)
  const listed = (vouchers: readonly string[]) =>
    vouchers.length === 0 ? said.nothing : display.list(vouchers)
  return (
    <section class="stack stack--tight" aria-labelledby="gets">
      <h2 id="gets">{said.gets}</h2>
      <dl class="facts facts--trace">
        <Fact
          name={first.at === null ? said.first : said.firstOn(day(first.at))}
          value={listed(first.vouchers)}
        />
        {next !== null && next !== cut?.at && first.vouchers.length > 0 && (
          <Fact name={said.nextOn(day(next))} value={said.again[plan.period]} />
        )}
        {cut !== null && cut.at !== null && (
          <Fact name={said.cut(day(cut.at))} value={listed(cut.vouchers)} />
        )}
      </dl>
    </section>
  )
}
