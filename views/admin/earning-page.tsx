import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import { Note } from '../note.tsx'
import type { FieldErrors } from './issue-values.ts'
import { Problems, titleWith } from './problems.tsx'
import { Saved } from './saved.tsx'
import { WayBack } from './way-back.tsx'

/** Fields as typed, by their names; '' says nothing. Factors are named for their shop or plan. */
export type EarningValues = Readonly<Record<string, string>>

/** A shop or plan with a factor of its own. */
export interface Factored {
  readonly field: string
  readonly name: string
}

export interface EarningPageProps {
  readonly frame: Frame
  /** Whether the viewer may change it; whoever may not reads it. */
  readonly changes: boolean
  readonly currency: string
  readonly version: number
  readonly values: EarningValues
  readonly stores: readonly Factored[]
  /** Shops that have no field here: there are too many. */
  readonly moreStores: number
  readonly plans: readonly Factored[]
  readonly errors: FieldErrors
  readonly saved?: boolean
}

/** What purchases earn. */
export function EarningPage(props: EarningPageProps) {
  const { frame, changes, errors, saved = false } = props
  const words = frame.words.admin.earning
  return (
    <Desk frame={frame} title={titleWith(frame, words.title, errors)}>
      <div class="page-head">
        <div>
          <WayBack href="/admin/settings" label={frame.words.admin.lists.settings} />
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      <Saved frame={frame} shown={saved} />
      <Note>{words.now}</Note>
      {changes ? <EarningForm {...props} /> : <EarningFacts {...props} />}
    </Desk>
  )
}

function EarningForm(props: EarningPageProps) {
  const { frame, version, errors, values, stores, plans, moreStores } = props
  const words = frame.words.admin.earning
  const fields = earningFields(props)
  return (
    <form class="narrow-form" method="post" action="/admin/settings/earning" novalidate>
      <input type="hidden" name="version" value={String(version)} />
      <Problems frame={frame} errors={errors} fields={fields.map(({ id }) => id)} />
      <div class="stack form-gap">
        {fields.slice(0, 4).map(({ id, label, hint }) => (
          <NumberField id={id} label={label} hint={hint} values={values} errors={errors} />
        ))}
        <Factors title={words.stores} hint={words.factorHint} of={stores} {...{ values, errors }} />
        {moreStores > 0 && <p class="small quiet">{words.moreStores(moreStores)}</p>}
        <Factors title={words.plans} hint={words.factorHint} of={plans} {...{ values, errors }} />
        <p class="small quiet">{words.rounding}</p>
      </div>
      <div class="sticky-act">
        <button type="submit" class="button button--primary button--wide">
          {words.save}
        </button>
      </div>
    </form>
  )
}

interface FactorsProps {
  readonly title: string
  readonly hint: string
  readonly of: readonly Factored[]
  readonly values: EarningValues
  readonly errors: FieldErrors
}

function Factors({ title, hint, of, values, errors }: FactorsProps) {
  if (of.length === 0) return null
  return (
    <fieldset class="stack form-gap">
      <legend>{title}</legend>
      <p class="small quiet">{hint}</p>
      {of.map(({ field, name }) => (
        <NumberField id={field} label={name} values={values} errors={errors} />
      ))}
    </fieldset>
  )
}

interface NumberFieldProps {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly values: EarningValues
  readonly errors: FieldErrors
}

function NumberField({ id, label, hint, values, errors }: NumberFieldProps) {
  return (
    <Field
      id={id}
      label={label}
      hint={hint}
      value={values[id] ?? ''}
      error={errors[id]}
      attributes={{ inputmode: 'decimal', autocomplete: 'off' }}
    />
  )
}

function EarningFacts(props: EarningPageProps) {
  const { frame, values } = props
  const said = earningFields(props).filter(({ id }) => (values[id] ?? '') !== '')
  if (said.length === 0) return <p>{frame.words.admin.earning.none}</p>
  return (
    <dl class="facts">
      {said.map(({ id, label }) => (
        <div>
          <dt>{label}</dt>
          <dd>{values[id]}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Every field of the form in its order, with what it is called. */
export function earningFields({
  frame,
  currency,
  stores,
  plans,
}: Pick<EarningPageProps, 'frame' | 'currency' | 'stores' | 'plans'>): readonly {
  readonly id: string
  readonly label: string
  readonly hint?: string
}[] {
  const words = frame.words.admin.earning
  return [
    { id: 'points', label: words.points, hint: words.pointsHint },
    { id: 'per', label: words.per(currency), hint: words.perHint },
    { id: 'cashback', label: words.cashback, hint: words.cashbackHint },
    { id: 'months', label: words.months, hint: words.monthsHint },
    ...[...stores, ...plans].map(({ field, name }) => ({ id: field, label: words.factor(name) })),
  ]
}
