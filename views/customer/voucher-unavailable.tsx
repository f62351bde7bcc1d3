import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'
import { CodeForm } from './code-form.tsx'

/** What every code that cannot be shown gets, in the same words: unknown, mistyped or withdrawn tell nothing apart. */
export function VoucherUnavailable({ frame }: { frame: Frame }) {
  const { title, text } = frame.words.ticket.unavailable
  return (
    <CustomerPage frame={frame} title={title}>
      <div>
        <h1>{title}</h1>
        <p class="lead">{text}</p>
      </div>
      <div class="narrow">
        <CodeForm frame={frame} />
      </div>
    </CustomerPage>
  )
}
