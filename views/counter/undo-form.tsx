import type { Frame } from '../frame.ts'
import { TakeBackForm } from './take-back-form.tsx'
import { UNDO_REASONS, type UndoView, type VerdictView } from './verdict-view.ts'

/** Takes a redemption back while this device still may. */
export function UndoForm({ frame, view, undo }: { frame: Frame; view: VerdictView; undo: UndoView }) {
  const words = frame.words.counter
  const { redemption, commandKey } = undo
  return (
    <TakeBackForm
      frame={frame}
      action="/scan/rollbacks"
      hidden={{ redemption, store_id: view.storeId, idempotency_key: commandKey }}
      title={words.undo(frame.display.time(undo.until, view.zone))}
      why={words.undoWhy}
      reasons={UNDO_REASONS.map((reason) => [reason, words.undoReasons[reason]])}
      act={words.undoNow}
    />
  )
}
