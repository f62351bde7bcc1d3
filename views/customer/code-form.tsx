import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'

/** Opens a voucher by the code on paper; links and spaced codes are fine too. */
export function CodeForm({ frame: { words } }: { frame: Frame }) {
  const { label, hint, act } = words.ticket.openByCode
  return (
    <form class="stack" action="/v" method="get">
      <Field id="code" label={label} hint={hint} code attributes={{ required: true }} />
      <button class="button button--primary button--wide" type="submit">
        {act}
      </button>
    </form>
  )
}
