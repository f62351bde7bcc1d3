import type { Frame } from '../frame.ts'
import { Note } from '../note.tsx'

/** Said once, on the page that follows a form that was saved. */
export function Saved({ frame, shown }: { frame: Frame; shown: boolean }) {
  if (!shown) return null
  return (
    <Note icon="tick" role="status">
      {frame.words.settings.saved}
    </Note>
  )
}
