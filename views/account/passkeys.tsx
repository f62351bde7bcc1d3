import type { PropsWithChildren } from 'hono/jsx'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Note } from '../note.tsx'
import { PasskeyForm } from './passkey-form.tsx'
import { type PasskeyView, passkeyFacts } from './ways-in-view.ts'

/** So many of one person, as src/access/passkeys.ts has it. */
const PASSKEYS_MOST = 10

interface OwnPasskeysProps {
  readonly frame: Frame
  readonly passkeys: readonly PasskeyView[]
  /** Whether this session may add and remove: it is fresh, or there is none yet. */
  readonly mayChange: boolean
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
}

/** Of `/account`: one's passkeys, each with a name to change and a way to remove it, and a new one. */
export function OwnPasskeys({ frame, passkeys, mayChange, commandKey }: OwnPasskeysProps) {
  const words = frame.words.account.passkeys
  return (
    <section class="stack ways-in" aria-labelledby="passkeys">
      <h2 id="passkeys">{words.title}</h2>
      <p class="quiet">{words.lead}</p>
      {passkeys.length === 0 ? (
        <Note tone="warn" icon="key">
          <b>{words.none}</b>
          <p>{words.noneHow}</p>
        </Note>
      ) : (
        <div class="folds">
          {passkeys.map((passkey, index) => (
            <PasskeyFold frame={frame} passkey={passkey}>
              <Naming frame={frame} passkey={passkey} index={index} commandKey={commandKey} />
              {mayChange && (
                <Removal
                  frame={frame}
                  passkey={passkey}
                  action="/account/passkeys/removals"
                  how={passkeys.length === 1 ? words.removeLast : words.removeHow}
                  commandKey={commandKey}
                />
              )}
            </PasskeyFold>
          ))}
        </div>
      )}
      <Adding frame={frame} count={passkeys.length} mayChange={mayChange} />
    </section>
  )
}

/** One passkey, folded: its name and what is known of it, then what may be done. */
export function PasskeyFold(props: PropsWithChildren<{ frame: Frame; passkey: PasskeyView }>) {
  const { frame, passkey, children } = props
  return (
    <details class="fold fold--form">
      <summary>
        <span class="act-name">
          <Icon name="key" />
          <span>
            <b>{passkey.name}</b>
            <small>{passkeyFacts(frame, passkey)}</small>
          </span>
        </span>
        <Icon name="down" />
      </summary>
      {children}
    </details>
  )
}

interface RemovalProps {
  readonly frame: Frame
  readonly passkey: PasskeyView
  readonly action: string
  readonly how: string
  readonly commandKey: string
}

/** The form that takes a passkey away. */
export function Removal({ frame, passkey, action, how, commandKey }: RemovalProps) {
  return (
    <form class="stack form-gap" method="post" action={action}>
      <input type="hidden" name="idempotency_key" value={`${commandKey}.${passkey.addedAt}`} />
      <input type="hidden" name="passkey" value={passkey.id} />
      <p>{how}</p>
      <button class="button button--danger" type="submit">
        {frame.words.account.passkeys.remove}
      </button>
    </form>
  )
}

function Naming(props: { frame: Frame; passkey: PasskeyView; index: number; commandKey: string }) {
  const { frame, passkey, index, commandKey } = props
  const words = frame.words.account.passkeys
  return (
    <form class="stack form-gap narrow" method="post" action="/account/passkeys/names">
      <input type="hidden" name="idempotency_key" value={`${commandKey}.name.${passkey.addedAt}`} />
      <input type="hidden" name="passkey" value={passkey.id} />
      <Field
        id={`name-${index}`}
        name="name"
        label={words.name}
        value={passkey.name}
        attributes={{ autocomplete: 'off', required: true }}
      />
      <button class="button" type="submit">
        {words.rename}
      </button>
    </form>
  )
}

function Adding({ frame, count, mayChange }: { frame: Frame; count: number; mayChange: boolean }) {
  const words = frame.words.account.passkeys
  if (!mayChange) {
    return (
      <>
        <p class="quiet">{words.stale}</p>
        <p>
          <a class="button" href="/signin?then=/account">
            {words.signInAgain}
          </a>
        </p>
      </>
    )
  }
  if (count >= PASSKEYS_MOST) return <p class="quiet">{words.full}</p>
  return (
    <details class="fold fold--form" open={count === 0}>
      <summary>
        <span class="act-name">
          <Icon name="plus" />
          {words.add}
        </span>
        <Icon name="down" />
      </summary>
      <div class="form-gap narrow">
        <PasskeyForm
          frame={frame}
          action="/account/passkeys"
          does="make"
          options="/account/passkey-options"
          unscripted={words.unscripted}
        >
          <Field
            id="passkey_name"
            label={words.name}
            optional={frame.words.common.optional}
            hint={words.nameHint}
            attributes={{ autocomplete: 'off' }}
          />
          <button class={count === 0 ? 'button button--primary' : 'button'} type="submit">
            {words.create}
          </button>
        </PasskeyForm>
      </div>
    </details>
  )
}
