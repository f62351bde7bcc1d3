import { Field } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import { ValidUntil } from '../issue-preview.tsx'
import type { FieldErrors } from '../issue-values.ts'
import { IssueWindows } from '../issue-windows.tsx'
import { Wrong } from '../problems.tsx'
import { Stepper } from '../stepper.tsx'
import { ValidityFields } from '../validity-fields.tsx'
import { Prompts } from './prompts.tsx'
import { type OfferValues, WINDOW_ROWS_MOST } from './values.ts'

interface VoucherSectionProps {
  readonly frame: Frame
  readonly values: OfferValues
  readonly errors: FieldErrors
  /** Until when a voucher taken now would be valid; null while the form does not say it. */
  readonly sentence: string | null
}

const MOST_USES = 500
/** Rows for days that are not chosen yet. */
const FREE_DAYS = 3
const MOST_DAYS = 60

/** What the voucher allows: how long, in which hours, on which days not, how often, and what is asked first. */
export function VoucherSection({ frame, values, errors, sentence }: VoucherSectionProps) {
  const { admin, offerForm: words, common } = frame.words
  return (
    <>
      <ValidityFields frame={frame} values={values} errors={errors}>
        <div id="valid-until" role="status">
          <ValidUntil frame={frame} sentence={sentence} />
        </div>
      </ValidityFields>
      <IssueWindows frame={frame} windows={values.windows} errors={errors} rows={WINDOW_ROWS_MOST} />
      <Blackouts frame={frame} dates={values.blackout_dates} error={errors.blackout_dates} />
      <div class="side-by-side side-by-side--level unless-value">
        <Stepper
          id="uses"
          label={words.uses}
          less={admin.issue.oneLess.uses}
          more={admin.issue.oneMore.uses}
          value={values.uses}
          min={1}
          max={MOST_USES}
          error={errors.uses}
        />
        <Field
          id="uses_per_day"
          label={words.usesPerDay}
          optional={common.optional}
          value={values.uses_per_day}
          error={errors.uses_per_day}
          attributes={{ inputmode: 'numeric', autocomplete: 'off' }}
        />
      </div>
      <Prompts frame={frame} prompts={values.prompts} error={errors.prompts} />
    </>
  )
}

function Blackouts(props: { frame: Frame; dates: readonly string[]; error: string | undefined }) {
  const { frame, dates, error } = props
  const words = frame.words.offerForm
  const rows = Math.min(MOST_DAYS, dates.length + FREE_DAYS)
  return (
    <fieldset class="stack stack--tight" id="blackout_dates" tabindex={-1}>
      <legend class="legend">{words.blackout}</legend>
      <p class="hint">{words.blackoutHint}</p>
      <Wrong error={error} />
      <div class="side-by-side">
        {Array.from({ length: rows }, (_, row) => (
          <Field
            id={`blackout-${row}`}
            name="blackout_dates"
            label={words.blackoutDay(row + 1)}
            value={dates[row] ?? ''}
            attributes={{ type: 'date' }}
          />
        ))}
      </div>
    </fieldset>
  )
}
