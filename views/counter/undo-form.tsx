import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { AnswerForm } from './answer-form.tsx'
import { UNDO_REASONS, type UndoView, type VerdictView } from './verdict-view.ts'

/** Takes a redemption back while this device still may: a fold, so that nobody undoes in passing, with a reason. */
export function UndoForm({ frame, view, undo }: { frame: Frame; view: VerdictView; undo: UndoView }) {
  const words = frame.words.counter
  const { redemption, commandKey } = undo
  return (
    <details class="undo">
      <summary class="button button--plain button--wide">
        <Icon name="undo" />
        {words.undo(frame.display.time(undo.until, view.zone))}
      </summary>
      <AnswerForm
        action="/scan/rollbacks"
        class="stack stack--tight"
        hidden={{ redemption, store_id: view.storeId, idempotency_key: commandKey }}
      >
        <fieldset class="stack stack--tight">
          <legend class="legend">{words.undoWhy}</legend>
          <div class="chips">
            {UNDO_REASONS.map((reason) => (
              <label class="chip">
                <input type="radio" name="reason" value={reason} required />
                {words.undoReasons[reason]}
              </label>
            ))}
          </div>
        </fieldset>
        <Field
          id="reason_text"
          label={words.undoOther}
          optional={frame.words.common.optional}
          attributes={{ autocomplete: 'off', maxlength: 200 }}
        />
        <button class="button button--wide" type="submit">
          {words.undoNow}
        </button>
      </AnswerForm>
    </details>
  )
}
