import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import type { TicketView } from '../ticket-view.ts'

interface TakeBackProps {
  readonly frame: Frame
  readonly ticket: Pick<TicketView, 'id'>
  readonly commandKey: string
}

/** Voids what was issued by mistake: two taps, since nothing brings it back. */
export function TakeBack({ frame, ticket, commandKey }: TakeBackProps) {
  const words = frame.words.admin.handover
  return (
    <details class="fold fold--form">
      <summary>
        {words.takeBack}
        <Icon name="down" />
      </summary>
      <form class="stack form-gap" method="post" action={`/admin/vouchers/${ticket.id}/voids`} novalidate>
        <input type="hidden" name="idempotency_key" value={commandKey} />
        <p>{words.takeBackHow}</p>
        <Field
          id="reason"
          label={words.takeBackReason}
          value={words.takeBackDefault}
          attributes={{ autocomplete: 'off', required: true }}
        />
        <button type="submit" class="button button--danger">
          <Icon name="undo" />
          {words.takeItBack}
        </button>
      </form>
    </details>
  )
}
