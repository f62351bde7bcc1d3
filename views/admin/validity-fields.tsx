import type { Child } from 'hono/jsx'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { type FieldErrors, VALIDITY_KINDS, type ValidityValues } from './issue-values.ts'
import { Wrong } from './problems.tsx'
import { optionsOf, Segments } from './segments.tsx'
import { Stepper } from './stepper.tsx'

interface ValidityFieldsProps {
  readonly frame: Frame
  readonly values: ValidityValues
  readonly errors: FieldErrors
  /** What follows from it, below. */
  readonly children?: Child
}

const MOST_DAYS = 3650
const MOST_MONTHS = 120

/** How long a voucher lasts: without end, days, months or a date; only the fields of the chosen way are shown. */
export function ValidityFields({ frame, values, errors, children }: ValidityFieldsProps) {
  const words = frame.words.admin.issue
  return (
    <fieldset class="stack stack--tight switch">
      <legend class="legend">{words.validity}</legend>
      <Wrong error={errors.validity_kind} />
      <Segments
        name="validity_kind"
        value={values.validity_kind}
        options={optionsOf(VALIDITY_KINDS, words.validities)}
        invalid={errors.validity_kind !== undefined}
      />
      <div class="side-by-side when when-days when-months when-fixed_date">
        <div class="when when-days">
          <Count frame={frame} unit="days" most={MOST_DAYS} values={values} errors={errors} />
        </div>
        <div class="when when-months">
          <Count frame={frame} unit="months" most={MOST_MONTHS} values={values} errors={errors} />
        </div>
        <div class="when when-fixed_date">
          <Field
            id="date"
            label={words.date}
            value={values.date}
            error={errors.date}
            attributes={{ type: 'date' }}
          />
        </div>
        <div class="slim">
          <Field
            id="time"
            label={words.time}
            optional={frame.words.common.optional}
            value={values.time}
            error={errors.time}
            attributes={{ type: 'time' }}
          />
        </div>
      </div>
      {children}
    </fieldset>
  )
}

type CountProps = Omit<ValidityFieldsProps, 'children'> & {
  readonly unit: 'days' | 'months'
  readonly most: number
}

function Count({ frame, unit, most, values, errors }: CountProps) {
  const words = frame.words.admin.issue
  return (
    <Stepper
      id={unit}
      label={words[unit]}
      less={words.oneLess[unit]}
      more={words.oneMore[unit]}
      value={values[unit]}
      min={1}
      max={most}
      error={errors[unit]}
    />
  )
}
