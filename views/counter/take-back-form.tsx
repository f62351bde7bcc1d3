import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { AnswerForm } from './answer-form.tsx'

interface TakeBackProps {
  readonly frame: Frame
  readonly action: Parameters<typeof AnswerForm>[0]['action']
  readonly hidden: Readonly<Record<string, string | null>>
  readonly title: string
  readonly why: string
  /** Value and words of each; 'other' asks for a few words. */
  readonly reasons: readonly (readonly [string, string])[]
  readonly act: string
}

/** Takes something back: a fold, so that nobody does it in passing, with a reason. */
export function TakeBackForm({ frame, action, hidden, title, why, reasons, act }: TakeBackProps) {
  return (
    <details class="undo">
      <summary class="button button--plain button--wide">
        <Icon name="undo" />
        {title}
      </summary>
      <AnswerForm action={action} class="stack stack--tight" hidden={hidden}>
        <fieldset class="stack stack--tight">
          <legend class="legend">{why}</legend>
          <div class="chips">
            {reasons.map(([value, label]) => (
              <label class="chip">
                <input type="radio" name="reason" value={value} required />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
        <Field
          id="reason_text"
          label={frame.words.counter.undoOther}
          optional={frame.words.common.optional}
          attributes={{ autocomplete: 'off', maxlength: 200 }}
        />
        <button class="button button--wide" type="submit">
          {act}
        </button>
      </AnswerForm>
    </details>
  )
}
