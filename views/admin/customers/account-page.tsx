import type { BalancesShown } from '../../../src/account/balance.ts'
import type { Unit } from '../../../src/account/unit.ts'
import { Field } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import { Desk } from '../../layout.tsx'
import { BalanceFacts, UNITS } from '../../told-lines.tsx'
import { type StatementView, ToldSection } from '../../told-section.tsx'
import type { FieldErrors } from '../issue-values.ts'
import { Problems, titleWith } from '../problems.tsx'
import { Saved } from '../saved.tsx'

/** A change by hand, as it was typed. */
export interface AdjustmentValues {
  readonly unit: Unit
  readonly way: 'credit' | 'debit'
  readonly amount: string
  readonly reason: string
}

export interface AccountPageProps {
  readonly frame: Frame
  readonly customer: { readonly id: string; readonly name: string }
  readonly balances: BalancesShown
  readonly statement: StatementView
  /** Null for whoever may not change it. */
  readonly adjusting: { readonly values: AdjustmentValues; readonly commandKey: string } | null
  readonly errors: FieldErrors
  readonly saved: boolean
}

const FIELDS = ['unit', 'way', 'amount', 'reason'] as const

/** `/admin/customers/{id}/account`: what a customer has, how it came to be, and changing it by hand. */
export function AccountPage(props: AccountPageProps) {
  const { frame, customer, balances, statement, adjusting, errors, saved } = props
  const words = frame.words.customers.account
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
      <BalanceFacts frame={frame} balances={balances} />
      {adjusting !== null && (
        <Adjusting frame={frame} path={`${back}/account`} {...adjusting} errors={errors} />
      )}
      {statement.months.length > 0 ? (
        <ToldSection frame={frame} path={`${back}/account`} statement={statement} heading={words.lines} />
      ) : (
        <p class="quiet">{words.none}</p>
      )}
    </Desk>
  )
}

interface AdjustingProps {
  readonly frame: Frame
  readonly path: string
  readonly values: AdjustmentValues
  readonly commandKey: string
  readonly errors: FieldErrors
}

function Adjusting({ frame, path, values, commandKey, errors }: AdjustingProps) {
  const words = frame.words.customers.account
  const wrong = Object.keys(errors).length > 0
  return (
    <details class="fold" open={wrong}>
      <summary>{words.adjust}</summary>
      <form class="stack form-gap narrow-form" method="post" action={path} novalidate>
        <input type="hidden" name="idempotency_key" value={commandKey} />
        <Problems frame={frame} errors={errors} fields={FIELDS} />
        <Segments
          name="way"
          legend={words.way}
          chosen={values.way}
          choices={[
            ['credit', words.credit],
            ['debit', words.debit],
          ]}
        />
        <Segments
          name="unit"
          legend={words.unit}
          chosen={values.unit}
          choices={UNITS.map((unit) => [unit, frame.words.told.units[unit]] as const)}
        />
        <Field
          id="amount"
          label={words.amount}
          hint={words.amountHint(frame.brand.currency)}
          error={errors.amount}
          value={values.amount}
          attributes={{ inputmode: 'decimal', autocomplete: 'off', required: true }}
        />
        <Field
          id="reason"
          label={words.reason}
          hint={words.reasonHint}
          error={errors.reason}
          value={values.reason}
          attributes={{ autocomplete: 'off', maxlength: 200, required: true }}
        />
        <button class="button button--primary" type="submit">
          {words.act}
        </button>
      </form>
    </details>
  )
}

interface SegmentsProps {
  readonly name: string
  readonly legend: string
  readonly chosen: string
  readonly choices: readonly (readonly [value: string, label: string])[]
}

function Segments({ name, legend, chosen, choices }: SegmentsProps) {
  return (
    <fieldset class="stack stack--tight">
      <legend class="legend">{legend}</legend>
      <div class="segments">
        {choices.map(([value, label], index) => (
          <label>
            <input
              type="radio"
              id={index === 0 ? name : `${name}-${value}`}
              name={name}
              value={value}
              checked={value === chosen}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
