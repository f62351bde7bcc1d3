import type { PropsWithChildren } from 'hono/jsx'
import type { Frame } from '../frame.ts'

type PasskeyFormProps = PropsWithChildren<{
  readonly frame: Frame
  readonly action: string
  /** Whether an authenticator makes a passkey here, or proves one. */
  readonly does: 'make' | 'prove'
  /** Where the browser asks what to ask the authenticator for. */
  readonly options: string
  /** What is missing without scripts. */
  readonly unscripted: string
}>

/**
 * A form that an authenticator fills in (views/browser/passkey.ts) and the browser then sends as any other: its answers are
 * pages. Without scripts it is not shown, and says so.
 */
export function PasskeyForm({ frame, action, does, options, unscripted, children }: PasskeyFormProps) {
  const { signin, joining } = frame.words.account
  return (
    <>
      <form
        class="stack"
        method="post"
        action={action}
        hidden
        novalidate
        data-passkey={does}
        data-options={options}
        data-waiting={signin.waiting}
        data-stopped={signin.stopped}
        data-away={signin.away}
        data-known={joining.known}
      >
        <input type="hidden" name="response" value="" />
        {children}
        <p class="passkey-said small" data-part="said" role="status" />
      </form>
      <p class="quiet" data-part="unsupported" hidden>
        {signin.unsupported}
      </p>
      <noscript>
        <p class="quiet">{unscripted}</p>
      </noscript>
    </>
  )
}
