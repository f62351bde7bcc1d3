import { Field } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import type { FieldErrors } from '../issue-values.ts'
import { AmountField, currencySign } from '../money-field.tsx'
import { Select } from '../select.tsx'
import { type OfferValues, WAYS } from './values.ts'

interface WayProps {
  readonly frame: Frame
  readonly values: OfferValues
  readonly errors: FieldErrors
}

const COUNT = { inputmode: 'numeric', autocomplete: 'off' }

/** How customers come to the offer: they take it, or something they do gives it to them. */
export function WaySection({ frame, values, errors }: WayProps) {
  const words = frame.words.offerForm
  const number = (name: 'automatic_every' | 'automatic_points' | 'automatic_days', label: string) => (
    <Field id={name} label={label} value={values[name]} error={errors[name]} attributes={COUNT} />
  )
  return (
    <div class="stack stack--tight switch">
      <Select
        id="automatic_on"
        label={words.way}
        hint={words.wayHint}
        value={values.automatic_on}
        options={WAYS.map((value) => ({ value, label: words.ways[value] }))}
        error={errors.automatic_on}
      />
      <div class="when when-purchase">
        <AmountField
          id="automatic_minimum"
          label={words.automaticMinimum}
          optional={frame.words.common.optional}
          value={values.automatic_minimum}
          unit={currencySign(frame)}
          error={errors.automatic_minimum}
        />
      </div>
      <div class="when when-visit">{number('automatic_every', words.automaticEvery)}</div>
      <div class="when when-points">{number('automatic_points', words.automaticPoints)}</div>
      <div class="when when-absence">{number('automatic_days', words.automaticDays)}</div>
    </div>
  )
}
