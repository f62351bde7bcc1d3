import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Note } from '../note.tsx'

/** What a letter about the voucher would need, and when the last one went. */
export interface SendingView {
  readonly sentAt: number | null
  /** What became of the last attempt, where it was not sent: it was refused, or nobody knows. */
  readonly trouble: 'refused' | 'lost' | null
}

/** Writes to the customer that the voucher is in their wallet. `commandKey`: a fresh idempotency key of this rendering. */
export function SendByEmail(props: {
  frame: Frame
  id: string
  name: string
  sending: SendingView
  commandKey: string
}) {
  const { frame, id, name, sending, commandKey } = props
  const words = frame.words.devices.send
  const { sentAt, trouble } = sending
  return (
    <form class="stack stack--tight" method="post" action={`/admin/vouchers/${id}/letters`}>
      {trouble !== null && (
        <Note tone="bad" role="alert">
          {words[trouble]}
        </Note>
      )}
      <input type="hidden" name="idempotency_key" value={commandKey} />
      <button class="button button--wide" type="submit">
        <Icon name="mail" />
        {sentAt === null ? words.act : words.again}
      </button>
      <p class="small quiet">
        {words.text(name)}
        {sentAt !== null && ` ${words.sent(frame.display.moment(sentAt, frame.now, frame.brand.zone))}`}
      </p>
    </form>
  )
}
