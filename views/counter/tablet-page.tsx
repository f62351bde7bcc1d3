import type { PropsWithChildren } from 'hono/jsx'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { initials } from '../initials.ts'
import { Document } from '../layout.tsx'
import { Note } from '../note.tsx'
import { WarmReader } from '../warm-reader.tsx'
import { CounterBar } from './counter-bar.tsx'
import { SwitchPerson } from './switch-person.tsx'

/** Where people without a PIN, or off the list, sign in; the scanner comes next. */
export const PASSKEY_WAY = '/signin?then=/scan'

/** Somebody whose name can be chosen. */
export interface TabletPerson {
  readonly id: string
  readonly name: string
  readonly role: 'manager' | 'operator' | 'partner'
}

interface TabletFrameProps {
  readonly frame: Frame
  readonly title: string
  readonly placeName: string
  /** Who is signed in on this tablet, if anybody is. */
  readonly at: string | null
}

/** A page of a shared tablet: the shop above, nothing else around. */
export function TabletFrame(props: PropsWithChildren<TabletFrameProps>) {
  const { frame, title, placeName, at, children } = props
  return (
    <Document frame={frame} title={title} head={<WarmReader frame={frame} />}>
      <div class="tablet">
        <CounterBar frame={frame} placeName={placeName}>
          {at !== null && <SwitchPerson name={at} label={frame.words.tablet.switchPerson} />}
        </CounterBar>
        <main id="main" class="wrap page stack stack--loose">
          {children}
        </main>
      </div>
    </Document>
  )
}

/** `/counter`: whose turn it is. `people` null: the list cannot be read right now. */
export function TabletPage(
  props: Omit<TabletFrameProps, 'title'> & { readonly people: readonly TabletPerson[] | null },
) {
  const { frame, people, at } = props
  const words = frame.words.tablet
  return (
    <TabletFrame {...props} title={words.title}>
      <div>
        <h1>{words.title}</h1>
        {people !== null && people.length > 0 && <p class="lead">{words.lead}</p>}
      </div>
      {at !== null && (
        <Note icon="person">
          <p>{words.signedInAs(at)}</p>
          <p>
            <a href="/scan">{words.goOn}</a>
          </p>
        </Note>
      )}
      {people === null ? <Unread frame={frame} /> : <People frame={frame} people={people} />}
      <p>
        {words.notListed} <a href={PASSKEY_WAY}>{words.usePasskey}</a>
      </p>
    </TabletFrame>
  )
}

function People({ frame, people }: { frame: Frame; people: readonly TabletPerson[] }) {
  const words = frame.words.tablet
  if (people.length === 0) {
    return (
      <Empty title={words.nobody}>
        <p class="quiet">{words.nobodyHow}</p>
      </Empty>
    )
  }
  return (
    <ul class="who" aria-label={words.people}>
      {people.map(({ id, name, role }) => (
        <li>
          <a href={`/counter/${id}`}>
            <span class="avatar" aria-hidden="true">
              {initials(name)}
            </span>
            <span class="grow">
              <b>{name}</b>
              <span class="small quiet">{frame.words.common.role[role]}</span>
            </span>
            <Icon name="next" way />
          </a>
        </li>
      ))}
    </ul>
  )
}

function Unread({ frame }: { frame: Frame }) {
  const words = frame.words.tablet
  return (
    <div class="stack">
      <Note tone="warn" role="alert">
        <b>{words.unread}</b>
        <p>{words.unreadHow}</p>
      </Note>
      <div class="actions">
        <a class="button button--primary" href="/counter">
          {words.tryAgain}
        </a>
      </div>
    </div>
  )
}
