import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import type { FieldErrors } from './issue-values.ts'
import { AmountField, currencySign } from './money-field.tsx'
import { Problems, titleWith, Wrong } from './problems.tsx'

/** A budget in words: whose, and what it allows. */
export interface BudgetLine {
  readonly who: string
  readonly name: string
  readonly said: string
}

/** The budgets of roles and of people, below the reasons for goodwill. */
export function BudgetLines({
  frame,
  roles,
  people,
  changes,
}: {
  frame: Frame
  roles: readonly BudgetLine[]
  people: readonly BudgetLine[]
  changes: boolean
}) {
  const words = frame.words.admin.goodwill
  return (
    <section class="stack">
      <h2>{words.budgets}</h2>
      <p class="lead">{words.budgetsLead}</p>
      <ul class="rows">
        {roles.map((line) => (
          <Line frame={frame} line={line} changes={changes} />
        ))}
      </ul>
      <details class="fold">
        <summary>
          {words.counted}
          <Icon name="down" />
        </summary>
        <ul class="stack stack--tight">
          {words.countedHow.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      </details>
      <h3>{words.person}</h3>
      {people.length === 0 ? (
        <p>
          {words.noPerson} <a href="/admin/settings/staff">{words.toPeople}</a>.
        </p>
      ) : (
        <>
          <p class="hint">{words.personLead}</p>
          <ul class="rows">
            {people.map((line) => (
              <Line frame={frame} line={line} changes={changes} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Line({ frame, line, changes }: { frame: Frame; line: BudgetLine; changes: boolean }) {
  return (
    <li class="rowline">
      <span class="grow">
        <b>{line.name}</b>
        <span class="small quiet">{line.said}</span>
      </span>
      {changes && (
        <a class="button button--small" href={`/admin/settings/goodwill/budgets/${line.who}`}>
          {frame.words.admin.goodwill.change}
          <span class="sr"> {line.name}</span>
        </a>
      )}
    </li>
  )
}

/** What can be allowed, as the form offers it; `role` only where there is one. */
export const BUDGET_KINDS = ['role', 'nothing', 'limited', 'unlimited'] as const
export type BudgetKind = (typeof BUDGET_KINDS)[number]

export interface BudgetValues {
  readonly kind: BudgetKind
  readonly vouchers: string
  readonly money: string
}

export interface BudgetPageProps {
  readonly frame: Frame
  /** A role's name or somebody's id: what the address says. */
  readonly who: string
  readonly name: string
  /** Whether a role's budget stands behind, which it can fall back to. */
  readonly hasRole: boolean
  /** Whether `nothing` takes the page away, rather than asking for approval each time. */
  readonly isOperator: boolean
  readonly version: number
  readonly values: BudgetValues
  readonly errors: FieldErrors
  readonly currency: string
  /** What they issued this month under a budget, in words; null for a role. */
  readonly taken: string | null
}

/** The form of one budget. */
export function BudgetPage(props: BudgetPageProps) {
  const { frame, who, name, version, values, errors, currency, taken } = props
  const words = frame.words.admin.goodwill
  const title = words.budgetOf(name)
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, title, errors)}
      task={{ href: '/admin/settings/goodwill', label: frame.words.admin.cancel }}
    >
      <form class="narrow-form" method="post" action={`/admin/settings/goodwill/budgets/${who}`} novalidate>
        <input type="hidden" name="version" value={String(version)} />
        <div class="page-head">
          <div>
            <h1>{title}</h1>
            {taken !== null && <p class="lead">{words.takenSo(taken)}</p>}
          </div>
        </div>
        <Problems frame={frame} errors={errors} fields={['kind', 'vouchers', 'money']} />
        <div class="stack form-gap switch">
          <Kind {...props} />
          <div class="side-by-side when-limit">
            <Field
              id="vouchers"
              label={words.count}
              optional={frame.words.common.optional}
              value={values.vouchers}
              error={errors.vouchers}
              attributes={{ inputmode: 'numeric', autocomplete: 'off' }}
            />
            <AmountField
              id="money"
              label={words.sum}
              optional={frame.words.common.optional}
              value={values.money}
              unit={currencySign(frame, currency)}
              error={errors.money}
            />
          </div>
        </div>
        <div class="sticky-act">
          <button type="submit" class="button button--primary button--wide">
            {words.save}
          </button>
        </div>
      </form>
    </Desk>
  )
}

function Kind({ frame, hasRole, isOperator, values, errors }: BudgetPageProps) {
  const words = frame.words.admin.goodwill
  const kinds = BUDGET_KINDS.filter((kind) => kind !== 'role' || hasRole)
  return (
    <fieldset class="stack stack--tight">
      <legend class="legend">{words.kind}</legend>
      <p class="hint">{isOperator ? words.nothingHint.operator : words.nothingHint.other}</p>
      <Wrong error={errors.kind} />
      <div class="segments">
        {kinds.map((kind, index) => (
          <label>
            <input
              type="radio"
              id={index === 0 ? 'kind' : `kind-${kind}`}
              name="kind"
              value={kind}
              checked={kind === values.kind}
            />
            {words.kinds[kind]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
