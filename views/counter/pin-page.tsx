import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Note } from '../note.tsx'
import { PASSKEY_WAY, TabletFrame } from './tablet-page.tsx'

/** How a PIN stands where it is asked for. */
export type PinStanding =
  | { readonly kind: 'asked'; readonly error: string | null }
  | { readonly kind: 'locked' | 'none' }

interface PinPageProps {
  readonly frame: Frame
  readonly placeName: string
  readonly at: string | null
  readonly person: { readonly id: string; readonly name: string }
  readonly pin: PinStanding
}

/** What browsers are told of a field for a PIN: a number pad, and nothing kept. */
export const PIN_ATTRIBUTES = {
  type: 'text',
  class: 'input input--pin',
  inputmode: 'numeric',
  autocomplete: 'off',
  autocapitalize: 'off',
  spellcheck: 'false',
  dir: 'ltr',
} as const

/** `/counter/{person}`: their PIN, or what to do without one. */
export function PinPage(props: PinPageProps) {
  const { frame, person, pin } = props
  const words = frame.words.tablet
  const title = words.hello(person.name)
  return (
    <TabletFrame
      {...props}
      title={pin.kind === 'asked' && pin.error !== null ? frame.words.counter.errorTitle(title) : title}
    >
      <h1>{title}</h1>
      {pin.kind === 'asked' ? (
        <Ask {...props} error={pin.error} />
      ) : (
        <Without frame={frame} kind={pin.kind} />
      )}
    </TabletFrame>
  )
}

function Ask({ frame, person, error }: PinPageProps & { error: string | null }) {
  const words = frame.words.tablet
  return (
    <form class="stack form-gap narrow" method="post" action={`/counter/${person.id}`} novalidate>
      <Field
        id="pin"
        label={words.pin}
        hint={words.pinHint}
        {...(error !== null && { error })}
        attributes={{ ...PIN_ATTRIBUTES, autofocus: true }}
      />
      <button type="submit" class="button button--primary button--wide button--huge">
        {words.enter}
      </button>
      <div class="stack stack--tight">
        <a class="button button--wide" href={PASSKEY_WAY}>
          {words.usePasskey}
        </a>
        <a class="button button--wide button--plain" href="/counter">
          {words.someoneElse}
        </a>
      </div>
    </form>
  )
}

function Without({ frame, kind }: { frame: Frame; kind: 'locked' | 'none' }) {
  const words = frame.words.tablet
  return (
    <div class="stack narrow">
      {kind === 'locked' ? (
        <Note tone="bad" icon="lock" role="alert">
          <b>{words.locked}</b>
          <p>{words.lockedText}</p>
          <ul class="stack stack--tight">
            {words.lockedWays.map((way) => (
              <li>{way}</li>
            ))}
          </ul>
        </Note>
      ) : (
        <Note icon="lock">
          <b>{words.none}</b>
          <p>{words.noneText}</p>
        </Note>
      )}
      <div class="actions">
        <a class="button button--primary" href={PASSKEY_WAY}>
          {words.usePasskey}
        </a>
        <a class="button" href="/counter">
          {words.someoneElse}
        </a>
      </div>
    </div>
  )
}
