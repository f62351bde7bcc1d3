import { type KeyMaking, keyMade, keyMadeBefore, type NewKey } from '../src/access/keys.ts'
import { type NewPasskey, themselves, withPasskey } from '../src/access/passkeys.ts'
import { type Actor, differenceOf } from '../src/audit.ts'
import type { CommandId } from '../src/id.ts'
import { type Contact, enrolled, INVITATION_MS, invited, type Principal, signedIn } from '../src/principal.ts'
import type { Opening } from '../src/session.ts'
import { acted, factsOf, mayMake, standingOf } from '../src/staffing.ts'
import { type Enrolment, type InvitationOutcome, madeBefore, readingOf } from './person-reading.ts'
import type { PersonRecord } from './person-record.ts'

/** The command that makes somebody, and the digest of what it asks for. */
export interface Sent {
  readonly command: CommandId
  readonly digest: string
}

/** Somebody new as they are made: who they are, how to reach them, the hash of their link, and who makes them. */
export interface Newcomer {
  readonly principal: Principal
  readonly contact: Contact
  readonly linkHash: string
  readonly sent: Sent
  readonly by: Actor
}

/** Makes somebody with their first invitation, once: a repeat of the command is answered as then. */
export function createWith(store: PersonRecord, newcomer: Newcomer, now: number): Enrolment {
  const { principal, contact, linkHash, sent, by } = newcomer
  const known = store.read()
  if (known !== null) return madeBefore(known, sent, now)
  const record = store.change(() => {
    const made = { ...enrolled(principal), contact, made: sent, version: 1 }
    const link = invited(made, linkHash, now, sent.command)
    return acted(link, 'person_created', by, now, differenceOf(null, factsOf(made)))
  })
  return { kind: 'created', person: readingOf(record, now), endsAt: now + INVITATION_MS }
}

/** Makes somebody who was nobody, with their first passkey if they made one, and opens their first session; false where somebody is. */
export function beginWith(
  store: PersonRecord,
  principal: Principal,
  opening: Opening,
  passkey: NewPasskey | null,
  now: number,
): boolean {
  const made = store.change((record) => {
    if (record !== null) return null
    const inside = signedIn(enrolled(principal), opening, now)
    return passkey === null ? inside : withPasskey(inside, passkey, themselves(inside, opening), now)
  })
  return made !== null
}

/** Lets whoever holds the link join once, on somebody's behalf, once per command, and on record. */
export function inviteWith(
  store: PersonRecord,
  command: CommandId,
  linkHash: string,
  by: Actor,
  now: number,
): InvitationOutcome {
  const record = store.read()
  if (record === null) return { kind: 'nobody' }
  if (!mayMake(by, record.principal.role)) return { kind: 'refused', reason: 'admin_by_people' }
  const earlier = record.sent.find((sent) => sent.command === command)
  if (earlier !== undefined) return { kind: 'replayed', endsAt: earlier.endsAt }
  const standing = standingOf(record)
  if (standing === 'archived') return { kind: 'refused', reason: 'person_archived' }
  if (standing === 'suspended') return { kind: 'refused', reason: 'person_suspended' }
  store.change((known) => known && acted(invited(known, linkHash, now, command), 'person_invited', by, now))
  return { kind: 'sent', endsAt: now + INVITATION_MS }
}

/** Makes an API key, once: a repeat of the command is answered as then. */
export function makeKeyWith(store: PersonRecord, key: NewKey, now: number): KeyMaking {
  const known = store.read()
  if (known !== null) return keyMadeBefore(known, key)
  store.change(() => keyMade(key, now))
  return 'done'
}
