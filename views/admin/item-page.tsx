import { Field, TextField } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import type { FieldErrors } from './issue-values.ts'
import { FIELDS_OF, type ItemField, type ItemValues, PERIODS, type SettingsList } from './list-view.ts'
import { AmountField, currencySign } from './money-field.tsx'
import { type OfferChoice, PlanVouchers } from './plan-vouchers.tsx'
import { Problems, titleWith, Wrong } from './problems.tsx'

export interface ItemPageProps {
  readonly frame: Frame
  readonly list: SettingsList
  /** What is changed, with the version that was seen; null adds something under a fresh idempotency key. */
  readonly item: {
    readonly id: string
    readonly name: string
    readonly version: number
    readonly archived: boolean
    readonly offersHref: string | null
  } | null
  /** How much of a campaign's budget is kept; null where there is none. */
  readonly kept: string | null
  readonly commandKey: string
  readonly values: ItemValues
  readonly errors: FieldErrors
  /** Currency of each sum: the one it was said in, else the brand's. */
  readonly currencies: Readonly<Record<string, string>>
  /** Offers a plan can issue vouchers of. */
  readonly offers: readonly OfferChoice[]
}

/** The form of one thing in a list, and the way to archive it. */
export function ItemPage(props: ItemPageProps) {
  const { frame, list, item, kept, commandKey, errors } = props
  const { lists } = frame.words.admin
  const words = lists.of[list]
  const path = `/admin/settings/${list}`
  const fixed = list === 'tags' && item !== null
  const title = item === null ? words.add : words.edit
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, title, errors)}
      task={{ href: path, label: frame.words.admin.cancel }}
    >
      <div class="page-head">
        <div>
          <h1>{title}</h1>
          {fixed && <p class="lead">{item.name}</p>}
          {kept !== null && <p class="lead">{kept}</p>}
          {item !== null && item.offersHref !== null && (
            <a class="reach" href={item.offersHref}>
              {lists.offers}
            </a>
          )}
        </div>
      </div>
      {fixed ? (
        <p>{lists.tagFixed}</p>
      ) : (
        <form
          class="narrow-form"
          method="post"
          action={item === null ? path : `${path}/${item.id}`}
          novalidate
        >
          {item === null ? (
            <input type="hidden" name="idempotency_key" value={commandKey} />
          ) : (
            <input type="hidden" name="version" value={String(item.version)} />
          )}
          <Problems frame={frame} errors={errors} fields={FIELDS_OF[list]} />
          <div class="stack form-gap">
            {FIELDS_OF[list].map((field) => (
              <ItemFieldOf {...props} field={field} />
            ))}
          </div>
          <div class="sticky-act">
            <button type="submit" class="button button--primary button--wide">
              {item === null ? words.add : lists.save}
            </button>
          </div>
        </form>
      )}
      {item !== null && <State frame={frame} list={list} path={path} item={item} />}
    </Desk>
  )
}

function ItemFieldOf({
  frame,
  values,
  errors,
  currencies,
  offers,
  field,
}: ItemPageProps & { field: ItemField }) {
  const { labels, hints } = frame.words.admin.lists
  const { optional } = frame.words.common
  const hint = hints[field] === '' ? {} : { hint: hints[field] }
  const common = { id: field, label: labels[field], value: values[field], error: errors[field], ...hint }
  switch (field) {
    case 'name':
      return <Field {...common} attributes={{ autocomplete: 'off', required: true }} />
    case 'price':
    case 'goal':
    case 'budget':
      return <AmountField {...common} optional={optional} unit={currencySign(frame, currencies[field])} />
    case 'period':
      return <Period frame={frame} value={values.period} error={errors.period} />
    case 'gives':
      return <TextField {...common} optional={optional} attributes={{ rows: 5 }} />
    case 'vouchers':
      return <PlanVouchers frame={frame} offers={offers} value={values.vouchers} error={errors.vouchers} />
    case 'starts_on':
    case 'ends_on':
      return <Field {...common} optional={optional} attributes={{ type: 'date' }} />
  }
}

function Period({ frame, value, error }: { frame: Frame; value: string; error: string | undefined }) {
  const words = frame.words.admin.lists
  return (
    <fieldset class="stack stack--tight">
      <legend class="legend">{words.labels.period}</legend>
      <Wrong error={error} />
      <div class="segments">
        {PERIODS.map((period, index) => (
          <label>
            <input
              type="radio"
              id={index === 0 ? 'period' : `period-${period}`}
              name="period"
              value={period}
              checked={period === value}
            />
            {words.periods[period]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function State({
  frame,
  list,
  path,
  item,
}: Pick<ItemPageProps, 'frame' | 'list'> & { path: string; item: NonNullable<ItemPageProps['item']> }) {
  const words = frame.words.admin.lists
  return (
    <form class="stack stack--tight" method="post" action={`${path}/${item.id}/state`}>
      <input type="hidden" name="version" value={String(item.version)} />
      <p class="hint" id="state-how">
        {words.of[list].archiveHow}
      </p>
      <button
        type="submit"
        class={item.archived ? 'button' : 'button button--danger'}
        name="state"
        value={item.archived ? 'active' : 'archived'}
        aria-describedby="state-how"
      >
        {item.archived ? words.restore : words.archive}
      </button>
    </form>
  )
}
