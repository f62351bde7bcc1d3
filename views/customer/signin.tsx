import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { CustomerPage } from '../layout.tsx'
import { EmailSignin } from './email-signin.tsx'

/** A person of the local demo and the link that signs in as them. */
export interface DemoDoor {
  readonly name: string
  readonly role: string
  readonly place: string
  readonly href: string
}

interface SigninProps {
  readonly frame: Frame
  readonly doors: readonly DemoDoor[]
  /** Whether this deployment sends letters. */
  readonly sendsMail: boolean
  /** An address that is none, as it was sent. */
  readonly email?: string
}

/** `/signin`: how people get in; with `doors`, which only a local demo has, also whom one may be. */
export function SigninPage(props: SigninProps) {
  const { frame, doors, email, sendsMail } = props
  const words = frame.words.doors
  return (
    <CustomerPage frame={frame} title={words.signIn}>
      <div>
        <h1>{words.signIn}</h1>
        <p class="lead">{words.signInText}</p>
      </div>
      <EmailSignin frame={frame} sendsMail={sendsMail} email={email} />
      {doors.length > 0 && <Doors frame={frame} doors={doors} />}
      <dl class="facts ways">
        <div>
          <dt>{words.staffHow}</dt>
          <dd>{words.staffHowText}</dd>
        </div>
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

/** The first letters of the first and last name. */
function initials(name: string): string {
  const parts = name.trim().split(/\s+/)
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0]]
  return ends.map((part) => [...(part ?? '')][0] ?? '').join('')
}
