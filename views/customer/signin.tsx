import { PasskeySignin, type SigninRefusal } from '../account/passkey-signin.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { initials } from '../initials.ts'
import { CustomerPage } from '../layout.tsx'
import { WarmReader } from '../warm-reader.tsx'
import { EmailSignin } from './email-signin.tsx'

/** A person of the local demo and the link that signs in as them. */
export interface DemoDoor {
  readonly name: string
  readonly role: string
  readonly place: string
  readonly href: string
}

interface SigninPageProps {
  readonly frame: Frame
  readonly doors: readonly DemoDoor[]
  /** Where somebody wanted to go, a path of this site. */
  readonly next: string | null
  /** Whether that is a customer's page. */
  readonly customer: boolean
  /** Why a passkey let nobody in. */
  readonly refused: SigninRefusal | null
  /** Whether this deployment sends letters. */
  readonly sendsMail: boolean
  /** An address that is none, as it was sent. */
  readonly email?: string | undefined
}

/** `/signin`: how people get in; with `doors`, which only a local demo has, also whom one may be. */
export function SigninPage({ frame, doors, next, customer, refused, sendsMail, email }: SigninPageProps) {
  const words = frame.words.doors
  const letter = { frame, sendsMail, email, wanted: customer ? next : null }
  return (
    <CustomerPage
      frame={frame}
      title={words.signIn}
      scripts={[frame.assets['passkey.js']]}
      head={!customer && <WarmReader frame={frame} />}
    >
      <div>
        <h1>{customer ? words.openWallet : words.signIn}</h1>
        <p class="lead">{customer ? words.openWalletText : words.signInText}</p>
      </div>
      {customer && <EmailSignin {...letter} first />}
      <PasskeySignin frame={frame} first={!customer} next={customer ? null : next} refused={refused} />
      {!customer && <EmailSignin {...letter} first={false} />}
      {doors.length > 0 && <Doors frame={frame} doors={doors} />}
      <dl class="facts ways">
        <div>
          <dt>{words.customerHow}</dt>
          <dd>{words.customerHowText}</dd>
        </div>
      </dl>
    </CustomerPage>
  )
}

function Doors({ frame: { words }, doors }: { frame: Frame; doors: readonly DemoDoor[] }) {
  return (
    <section class="stack" aria-labelledby="as">
      <div>
        <h2 id="as">{words.doors.continueAs}</h2>
        <p class="small quiet">{words.doors.continueText}</p>
      </div>
      <ul class="rows">
        {doors.map(({ name, role, place, href }) => (
          <li>
            <a class="rowline" href={href}>
              <span class="avatar" aria-hidden="true">
                {initials(name)}
              </span>
              <span class="grow">
                <b>{name}</b>
                <span class="small quiet">{place === '' ? role : `${role}, ${place}`}</span>
              </span>
              <Icon name="next" way />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
