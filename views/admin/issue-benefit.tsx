import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { BENEFIT_KINDS, type BenefitValues, type FieldErrors } from './issue-values.ts'
import { AmountField, currencySign } from './money-field.tsx'
import { Wrong } from './problems.tsx'
import { optionsOf, Segments } from './segments.tsx'

interface IssueBenefitProps {
  readonly frame: Frame
  readonly values: BenefitValues
  readonly errors: FieldErrors
}

/** What it is: six kinds, and the fields of the chosen one. All fields stay in the form, so switching loses nothing. */
export function IssueBenefit(props: IssueBenefitProps) {
  const { frame, values, errors } = props
  const words = frame.words.admin.issue
  return (
    <fieldset class="stack stack--tight switch">
      <legend class="legend">{words.benefit}</legend>
      <Wrong error={errors.benefit_kind} />
      <Segments
        name="benefit_kind"
        value={values.benefit_kind}
        options={optionsOf(BENEFIT_KINDS, words.kinds)}
        invalid={errors.benefit_kind !== undefined}
        many
      />
      <Percent {...props} />
      <div class="when when-item when-fixed_price">
        <Item {...props} />
      </div>
      <div class="when when-amount when-fixed_price when-value">
        <Amount {...props} />
      </div>
      <div class="when when-custom">
        <Field
          id="text"
          label={words.text}
          optional={words.unlessTitled}
          error={errors.text}
          value={values.text}
          attributes={{ autocomplete: 'off' }}
        />
      </div>
    </fieldset>
  )
}

function Percent({ frame, values, errors }: IssueBenefitProps) {
  const words = frame.words.admin.issue
  return (
    <div class="side-by-side when when-percent">
      <AmountField
        id="percent"
        label={words.percent}
        value={values.percent}
        unit="%"
        error={errors.percent}
      />
      <AmountField
        id="max_amount"
        label={words.maxAmount}
        optional={frame.words.common.optional}
        value={values.max_amount}
        unit={currencySign(frame)}
        error={errors.max_amount}
      />
    </div>
  )
}

/** One field, called by what the amount means. */
function Amount({ frame, values, errors }: IssueBenefitProps) {
  const words = frame.words.admin.issue
  return (
    <AmountField
      id="amount"
      label={
        <>
          <span class="when when-amount">{words.amountOff}</span>
          <span class="when when-fixed_price">{words.amountPrice}</span>
          <span class="when when-value">{words.amountValue}</span>
        </>
      }
      value={values.amount}
      unit={currencySign(frame)}
      error={errors.amount}
    />
  )
}

function Item({ frame, values, errors }: IssueBenefitProps) {
  const words = frame.words.admin.issue
  return (
    <Field
      id="item"
      label={words.item}
      optional={words.unlessTitled}
      error={errors.item}
      value={values.item}
      attributes={{ autocomplete: 'off' }}
    />
  )
}
