import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { AnswerForm } from './answer-form.tsx'
import { UNDO_REASONS } from './verdict-view.ts'

interface QuickUndoProps {
  readonly frame: Frame
  /** Null where a script fills them in. */
  readonly redemption: string | null
  readonly commandKey: string | null
  readonly storeId: string | null
  readonly title: string
}

/** Undoing one line of a list: a tap shows the reasons, and each of these does it. */
export function QuickUndo({ frame, redemption, commandKey, storeId, title }: QuickUndoProps) {
  const words = frame.words.counter
  return (
    <details class="quick-undo">
      <summary>
        <Icon name="undo" />
        <span data-part="undo">{title}</span>
      </summary>
      <AnswerForm
        action="/scan/rollbacks"
        hidden={{ redemption: redemption ?? '', store_id: storeId, idempotency_key: commandKey ?? '' }}
      >
        <fieldset>
          <legend class="small quiet">{words.undoWhy}</legend>
          <div class="chips">
            {UNDO_REASONS.map((reason) => (
              <button type="submit" class="chip" name="reason" value={reason}>
                {words.undoReasons[reason]}
              </button>
            ))}
          </div>
        </fieldset>
      </AnswerForm>
    </details>
  )
}
