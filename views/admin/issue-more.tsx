import { FieldFrame, TextField } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import type { StoreView } from '../ticket-view.ts'
import { IssueCode } from './issue-code.tsx'
import {
  type FieldErrors,
  FOLDED_FIELDS,
  ISSUE_DEFAULTS,
  type IssueValues,
  type ReasonChoice,
} from './issue-values.ts'
import { IssueWindows } from './issue-windows.tsx'
import { AmountField, currencySign } from './money-field.tsx'
import { Wrong } from './problems.tsx'
import { Stepper } from './stepper.tsx'

interface IssueMoreProps {
  readonly frame: Frame
  readonly values: IssueValues
  readonly errors: FieldErrors
  readonly stores: readonly StoreView[]
  readonly reasons: readonly ReasonChoice[]
  readonly guessable: boolean
  readonly codeProblem: string | null
}

const MOST_USES = 500

/** Everything with a good default, folded away; open where something in it was changed or has to be repaired. */
export function IssueMore(props: IssueMoreProps) {
  const { frame, values, errors, stores } = props
  const words = frame.words.admin.issue
  const { optional } = frame.words.common
  return (
    <details class="fold fold--form" open={isTouched(props) || hasErrors(errors)}>
      <summary>
        <span>
          {words.more}
          <span class="small quiet gist">{words.moreGist}</span>
        </span>
        <Icon name="down" />
      </summary>
      <div class="stack form-gap">
        <TextField
          id="description"
          label={words.description}
          optional={optional}
          hint={words.descriptionHint}
          error={errors.description}
          value={values.description}
          attributes={{ rows: 2 }}
        />
        <Stores frame={frame} chosen={values.store_ids} stores={stores} error={errors.store_ids} />
        <IssueWindows frame={frame} windows={values.windows} errors={errors} />
        <div class="side-by-side">
          <div class="unless-value">
            <Stepper
              id="uses"
              label={words.uses}
              less={words.oneLess.uses}
              more={words.oneMore.uses}
              value={values.uses}
              min={1}
              max={MOST_USES}
              error={errors.uses}
            />
          </div>
          <AmountField
            id="minimum_spend"
            label={words.minimumSpend}
            optional={optional}
            value={values.minimum_spend}
            unit={currencySign(frame)}
            error={errors.minimum_spend}
          />
        </div>
        <IssueCode {...props} />
        <Reason {...props} />
      </div>
    </details>
  )
}

function Stores({
  frame,
  chosen,
  stores,
  error,
}: {
  frame: Frame
  chosen: readonly string[]
  stores: readonly StoreView[]
  error: string | undefined
}) {
  const words = frame.words.admin.issue
  return (
    <fieldset class="stack stack--tight">
      <legend class="legend">{words.where}</legend>
      <p class="hint">{words.whereHint(stores.length)}</p>
      <Wrong error={error} />
      <div class="ticks">
        {stores.map(({ id, name }, index) => (
          <label class="tick">
            <input
              type="checkbox"
              id={index === 0 ? 'store_ids' : `store-${id}`}
              name="store_ids"
              value={id}
              checked={chosen.includes(id)}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Reason({ frame, values, errors, reasons }: IssueMoreProps) {
  const words = frame.words.admin.issue
  return (
    <>
      {reasons.length > 0 && (
        <FieldFrame id="reason" label={words.reason} hint={words.reasonHint} error={errors.reason}>
          <select class="input" id="reason" name="reason" aria-describedby="reason-hint">
            {reasons.map(({ word, name }, index) => (
              <option value={word} selected={values.reason === '' ? index === 0 : word === values.reason}>
                {name}
              </option>
            ))}
          </select>
        </FieldFrame>
      )}
      <TextField
        id="note"
        label={words.note}
        optional={frame.words.common.optional}
        hint={words.noteHint}
        error={errors.note}
        value={values.note}
        attributes={{ rows: 2 }}
      />
    </>
  )
}

function hasErrors(errors: FieldErrors): boolean {
  return FOLDED_FIELDS.some((name) => errors[name] !== undefined)
}

/** Whether anything in the fold differs from what it starts as. */
function isTouched({ values, reasons }: IssueMoreProps): boolean {
  const texts = ['description', 'uses', 'minimum_spend', 'code_mode', 'code', 'note'] as const
  return (
    texts.some((name) => values[name] !== ISSUE_DEFAULTS[name]) ||
    !['', reasons[0]?.word].includes(values.reason) ||
    values.store_ids.length > 0 ||
    values.windows.some(({ days, from, to }) => days.length > 0 || from !== '' || to !== '')
  )
}
