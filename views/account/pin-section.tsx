import { PIN_ATTRIBUTES } from '../counter/pin-page.tsx'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Note } from '../note.tsx'

/** One's own PIN, as its owner sees it. */
export interface PinSectionProps {
  readonly frame: Frame
  readonly pin: 'none' | 'set' | 'locked'
  /** Whether they have just signed in: only then can it be changed. */
  readonly fresh: boolean
  /** What has just been done, said once. */
  readonly done: 'set' | 'removed' | null
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
  /** What is wrong with what was typed, by field. */
  readonly errors: { readonly pin?: string; readonly pin_again?: string }
}

/** Setting, changing and removing one's own PIN. */
export function PinSection(props: PinSectionProps) {
  const { frame, pin, fresh, done } = props
  const words = frame.words.pins
  return (
    <section class="stack narrow" aria-label={words.title}>
      {done !== null && (
        <Note icon="tick" role="status">
          {words.done[done]}
        </Note>
      )}
      <p>
        <b>{words.states[pin]}.</b> {pin === 'locked' && words.lockedHow}
      </p>
      {fresh ? <SetPin {...props} /> : <SignInFirst frame={frame} />}
      {fresh && pin !== 'none' && <RemovePin {...props} />}
    </section>
  )
}

function SetPin({ frame, pin, errors }: PinSectionProps) {
  const words = frame.words.pins
  return (
    <form class="stack form-gap" method="post" action="/account/pin" novalidate>
      <Field
        id="pin"
        label={words.pin}
        hint={words.hint}
        {...(errors.pin !== undefined && { error: errors.pin })}
        attributes={PIN_ATTRIBUTES}
      />
      <Field
        id="pin_again"
        label={words.again}
        {...(errors.pin_again !== undefined && { error: errors.pin_again })}
        attributes={PIN_ATTRIBUTES}
      />
      <button type="submit" class="button button--primary button--wide">
        {pin === 'none' ? words.set : words.change}
      </button>
    </form>
  )
}

function RemovePin({ frame, commandKey }: PinSectionProps) {
  const words = frame.words.pins
  return (
    <details class="fold fold--form">
      <summary>
        <span class="act-name">
          <Icon name="ban" />
          {words.remove}
        </span>
        <Icon name="down" />
      </summary>
      <form class="stack form-gap" method="post" action="/account/pin/removal">
        <input type="hidden" name="idempotency_key" value={commandKey} />
        <p>{words.removeHow}</p>
        <button type="submit" class="button button--danger">
          {words.removeDo}
        </button>
      </form>
    </details>
  )
}

function SignInFirst({ frame }: { frame: Frame }) {
  const words = frame.words.pins
  return (
    <Note icon="lock">
      <b>{words.stale}</b>
      <p>{words.staleText}</p>
      <p>
        <a href="/signin?then=/account/pin">{words.signInAgain}</a>
      </p>
    </Note>
  )
}
