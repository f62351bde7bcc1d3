import { Fact } from '../fact.tsx'
import type { Frame } from '../frame.ts'
import { Icon, type IconName } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { Note } from '../note.tsx'
import { Status } from '../status.tsx'
import { ChangesLink } from './changes-link.tsx'
import { type Area, areaHref, lastSeen, type PersonView, stateOf } from './people-view.ts'
import { PersonAccess, type PersonAccessProps } from './person-access.tsx'
import { PersonPin } from './person-pin.tsx'
import { WayBack } from './way-back.tsx'

export interface PersonPageProps {
  readonly frame: Frame
  readonly area: Area
  readonly person: PersonView & {
    readonly partner: string | null
    readonly email: string | null
    readonly phone: string | null
    readonly invitedAt: number | null
    readonly joinedAt: number | null
    readonly sessions: number
    readonly signedIn: PersonAccessProps['person']['signedIn']
    readonly passkeys: PersonAccessProps['person']['passkeys']
    readonly pin: 'none' | 'set' | 'locked'
    /** The link that waits, and whether it can be shown again. */
    readonly invitation: { readonly endsAt: number; readonly shown: boolean } | null
  }
  readonly mayChange: boolean
  /** Whether the reader may end their sessions, and look after their PIN. */
  readonly mayEnd: boolean
  /** The reader's own session. */
  readonly current: string | null
  readonly yourself: boolean
  /** What has just been done, said once. */
  readonly done: keyof Frame['words']['people']['done'] | null
  /** Why nothing was done. */
  readonly refused: keyof Frame['words']['people']['refused'] | null
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
}

/** One person at work, or one device: who, where, how they stand, and what may be done about it. */
export function PersonPage(props: PersonPageProps) {
  const { frame, area, person, done, refused } = props
  const words = frame.words.people
  return (
    <Desk frame={frame} title={person.name}>
      <div class="page-head">
        <div class="stack stack--tight">
          <WayBack href={areaHref(area)} label={words[area].title} />
          <h1>{person.name}</h1>
          <p>
            <Status {...stateOf(frame, area, person.state)} />
          </p>
        </div>
        {props.mayChange && person.state !== 'archived' && (
          <a class="button" href={areaHref(area, `/${person.id}/edit`)}>
            {words.edit}
          </a>
        )}
      </div>
      {done !== null && (
        <Note icon="tick" role="status">
          {words.done[done]}
        </Note>
      )}
      {refused !== null && (
        <Note tone="bad" role="alert">
          {words.refused[refused]}
        </Note>
      )}
      <div class="split">
        <div class="stack stack--loose">
          <section class="stack">
            <Waiting {...props} />
            <Facts {...props} />
            <ChangesLink
              frame={frame}
              id={person.id}
              acts
              budget={person.role === 'manager' || person.role === 'operator'}
            />
          </section>
          <PersonAccess {...props} />
        </div>
        <div class="stack stack--loose">
          {props.mayChange && <Acts {...props} />}
          {area === 'staff' && props.mayEnd && (
            <PersonPin frame={frame} pin={person.pin} path={areaHref(area, `/${person.id}`)} />
          )}
        </div>
      </div>
    </Desk>
  )
}

function Waiting({ frame, area, person, mayChange }: PersonPageProps) {
  const { words, display, now, brand } = frame
  if (person.invitation === null) return null
  const until = display.momentWithin(person.invitation.endsAt, now, brand.zone)
  return (
    <Note icon="clock">
      <p>{words.people.linkWaits(until)}</p>
      {mayChange && person.invitation.shown && (
        <p>
          <a href={areaHref(area, `/${person.id}/invitation`)}>{words.people.showLink}</a>
        </p>
      )}
    </Note>
  )
}

function Facts({ frame, area, person }: PersonPageProps) {
  const { words, display, now, brand } = frame
  const { people } = words
  const at = (instant: number) => display.moment(instant, now, brand.zone)
  const place = person.place === '' ? words.common.everyShop : person.place
  return (
    <dl class="facts facts--two">
      {area === 'staff' && (
        <Fact name={people.role} value={words.common.role[person.role]} more={person.partner} />
      )}
      {area === 'devices' && <Fact name={words.deviceKinds.name} value={words.common.role[person.role]} />}
      <Fact name={area === 'staff' ? people.shops : people.shop} value={place} />
      {person.email !== null && <Fact name={people.email} value={person.email} />}
      {person.phone !== null && <Fact name={people.phone} value={person.phone} />}
      {person.invitedAt !== null && <Fact name={people.invited} value={at(person.invitedAt)} />}
      {person.joinedAt !== null && <Fact name={people.joined} value={at(person.joinedAt)} />}
      {person.state === 'invited' && <Fact name={people.joined} value={people.notJoined} />}
      <Fact name={people.lastSeen} value={lastSeen(frame, person.lastSeenAt)} />
      <Fact name={people.sessions} value={people.browsers(person.sessions)} />
      {area === 'staff' && <Fact name={words.pins.name} value={words.pins.states[person.pin]} />}
    </dl>
  )
}

function Acts(props: PersonPageProps) {
  const { frame, area, person, yourself } = props
  const { people: words } = frame.words
  const said = words[area]
  const out = person.state === 'suspended' || person.state === 'archived'
  return (
    <section class="acts" aria-labelledby="acts">
      <h2 id="acts">{words.acts}</h2>
      {!out && (
        <Act {...props} path="invitations" icon="share" label={said.inviteAgain} how={said.inviteAgainHow} />
      )}
      {person.state === 'suspended' && (
        <Act {...props} path="returns" icon="undo" label={said.back} how={said.backHow} />
      )}
      {person.state === 'archived' && (
        <Act {...props} path="returns" icon="undo" label={words.bringBack} how={said.returnHow} />
      )}
      {!out && !yourself && (
        <Act
          {...props}
          path="suspensions"
          icon="lock"
          label={said.suspend}
          how={said.suspendHow}
          submit={said.suspendDo}
        />
      )}
      {person.state !== 'archived' && !yourself && (
        <Act
          {...props}
          path="archivals"
          icon="ban"
          label={words.archive}
          how={said.archiveHow}
          submit={words.archiveDo}
        />
      )}
      {yourself && <p class="quiet">{words.yourself}</p>}
    </section>
  )
}

interface ActProps extends PersonPageProps {
  readonly path: 'invitations' | 'returns' | 'suspensions' | 'archivals'
  readonly icon: IconName
  readonly label: string
  readonly how: string
  /** Of an act that takes something away. */
  readonly submit?: string
}

/** Each act in a fold of its own, with what it will mean: two taps, and no dialog. */
function Act({ area, person, commandKey, path, icon, label, how, submit }: ActProps) {
  return (
    <details class="fold fold--form">
      <summary>
        <span class="act-name">
          <Icon name={icon} />
          {label}
        </span>
        <Icon name="down" />
      </summary>
      <form class="stack form-gap" method="post" action={areaHref(area, `/${person.id}/${path}`)}>
        <input type="hidden" name="idempotency_key" value={`${commandKey}.${path}`} />
        <p>{how}</p>
        <button type="submit" class={submit === undefined ? 'button' : 'button button--danger'}>
          {submit ?? label}
        </button>
      </form>
    </details>
  )
}
