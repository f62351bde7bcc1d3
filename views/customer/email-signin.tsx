import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'
import { Note } from '../note.tsx'

interface EmailSigninProps {
  readonly frame: Frame
  /** Whether whoever reads the page came for this. */
  readonly first: boolean
  readonly sendsMail: boolean
  /** An address that is none, as it was sent. */
  readonly email?: string | undefined
  /** The page they wanted; null for their wallet. */
  readonly wanted: string | null
}

/** The part of `/signin` that asks for a letter. */
export function EmailSignin({ frame, first, sendsMail, email, wanted }: EmailSigninProps) {
  const words = frame.words.emailSignin
  const wrong = email === undefined ? {} : { value: email, error: words.emailWrong }
  return (
    <section class="stack narrow" aria-labelledby="by-email">
      <h2 id="by-email">{first ? words.headingFirst : words.heading}</h2>
      {!sendsMail && <p>{words.none}</p>}
      {sendsMail && (
        <form class="stack" method="post" action="/signin/email">
          {wanted !== null && <input type="hidden" name="then" value={wanted} />}
          <Field
            id="email"
            label={words.email}
            hint={words.text}
            {...wrong}
            attributes={{ type: 'email', autocomplete: 'email', required: true, maxlength: 254 }}
          />
          <button class={first ? 'button button--primary button--wide' : 'button button--wide'} type="submit">
            {words.act}
          </button>
        </form>
      )}
    </section>
  )
}

interface EmailCodeProps {
  readonly frame: Frame
  readonly email: string
  /** The page they wanted. */
  readonly wanted: string
  /** A code was tried in vain. */
  readonly refused: boolean
}

/** Asks for the code of a letter; the same page whether one was sent or not. */
export function EmailCodePage({ frame, email, wanted, refused }: EmailCodeProps) {
  const words = frame.words.emailSignin
  return (
    <CustomerPage frame={frame} title={words.sentTitle}>
      <div>
        <h1>{words.sentTitle}</h1>
        <p class="lead">
          {email === '' ? words.sent : words.sentTo} {email !== '' && <bdi>{email}</bdi>}
        </p>
      </div>
      {refused && (
        <Note tone="bad" role="alert">
          {words.refused}
        </Note>
      )}
      <form class="stack narrow" method="post" action="/signin/code">
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="then" value={wanted} />
        <Field
          id="code"
          label={words.code}
          hint={words.codeHint}
          code
          attributes={{ autocomplete: 'one-time-code', required: true }}
        />
        <button class="button button--primary button--wide" type="submit">
          {words.codeAct}
        </button>
      </form>
      <p class="small quiet">{words.sentText}</p>
      <p>
        <a class="reach" href={`/signin?then=${wanted}`}>
          {words.another}
        </a>
      </p>
    </CustomerPage>
  )
}

interface WalletDoorProps {
  readonly frame: Frame
  readonly good: boolean
  readonly press?: string
  /** The page they wanted. */
  readonly wanted?: string
}

/**
 * What a link to a wallet opens: one button, so that looking uses nothing up; or, where it has ended, that it has. `press`
 * names this rendering where the link is good once, so that its button pressed twice is one press.
 */
export function WalletDoorPage({ frame, good, press, wanted }: WalletDoorProps) {
  const words = frame.words.emailSignin
  const title = good ? words.linkTitle : words.linkEnded
  return (
    <CustomerPage frame={frame} title={title}>
      <div>
        <h1>{title}</h1>
        <p class="lead">{good ? words.linkText : words.linkEndedText}</p>
      </div>
      {good ? (
        <form class="narrow" method="post" action={frame.path}>
          {press !== undefined && <input type="hidden" name="press" value={press} />}
          {wanted !== undefined && <input type="hidden" name="then" value={wanted} />}
          <button class="button button--primary button--wide" type="submit">
            {words.codeAct}
          </button>
        </form>
      ) : (
        <p>
          <a class="button button--primary" href="/signin?then=/wallet">
            {words.another}
          </a>
        </p>
      )}
    </CustomerPage>
  )
}
