import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Note } from '../note.tsx'
import { PasskeyForm } from './passkey-form.tsx'

/** Why a passkey let nobody in, as they hear it. */
export type SigninRefusal = keyof Frame['words']['account']['signin']['refused']

interface PasskeySigninProps {
  readonly frame: Frame
  /** Whether whoever reads the page came for this. */
  readonly first: boolean
  /** Where they wanted to go, a path of this site. */
  readonly next: string | null
  readonly refused: SigninRefusal | null
}

/** Of `/signin`: how people at work come in. Needs the script `passkey.js`. */
export function PasskeySignin({ frame, first, next, refused }: PasskeySigninProps) {
  const words = frame.words.account.signin
  return (
    <section class="stack narrow" aria-labelledby="staff">
      <div>
        <h2 id="staff">{words.title}</h2>
        <p class="quiet">{words.text}</p>
      </div>
      {refused !== null && (
        <Note tone="bad" role="alert">
          {words.refused[refused]}
        </Note>
      )}
      <PasskeyForm
        frame={frame}
        action="/signin/passkeys"
        does="prove"
        options="/signin/passkey-options"
        unscripted={words.unscripted}
      >
        {next !== null && <input type="hidden" name="then" value={next} />}
        <button class={first ? 'button button--primary button--wide' : 'button button--wide'} type="submit">
          <Icon name="key" />
          {words.act}
        </button>
      </PasskeyForm>
      <p class="small quiet">{words.none}</p>
    </section>
  )
}
