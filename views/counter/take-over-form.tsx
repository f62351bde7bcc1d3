import type { Frame } from '../frame.ts'
import { AnswerForm } from './answer-form.tsx'
import type { TakeOverView, VerdictView } from './verdict-view.ts'

/** Ends what another order holds: a fold, so that nobody does it in passing, that says what becomes of that order. */
export function TakeOverForm({
  frame,
  view,
  takeOver,
}: {
  frame: Frame
  view: VerdictView
  takeOver: TakeOverView
}) {
  const words = frame.words.counter
  const { voucher, hold, code, order, commandKey } = takeOver
  return (
    <details class="undo">
      <summary class="button button--plain button--wide">{words.takeOver}</summary>
      <AnswerForm
        action="/scan/takeovers"
        class="stack stack--tight"
        hidden={{ voucher, hold: String(hold), code, store_id: view.storeId, idempotency_key: commandKey }}
      >
        <p>{words.takeOverHow(order)}</p>
        <button class="button button--wide" type="submit">
          {words.takeOverNow}
        </button>
      </AnswerForm>
    </details>
  )
}
