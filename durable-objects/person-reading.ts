import { isLocked } from '../src/access/pins.ts'
import { deviceName } from '../src/access/sessions.ts'
import type { CommandId } from '../src/id.ts'
import type { Instant } from '../src/local-time.ts'
import {
  type Contact,
  openSessions,
  type Passkey,
  type Principal,
  type PrincipalRecord,
} from '../src/principal.ts'
import type { Session } from '../src/session.ts'
import { type ChangeRefusal, type Standing, standingOf } from '../src/staffing.ts'

/** Somebody at work as their own object knows them; no secret and no hash of one. */
export interface PersonReading {
  readonly principal: Principal
  readonly contact: Contact
  readonly standing: Standing
  readonly version: number
  readonly invitedAt: Instant | null
  readonly joinedAt: Instant | null
  readonly lastSeenAt: Instant | null
  /** Browsers signed in, the newest last. */
  readonly sessions: readonly SessionReading[]
  readonly passkeys: readonly PasskeyReading[]
  /** Whether they have a PIN, and whether it is locked. */
  readonly pin: 'none' | 'set' | 'locked'
  /** Of an API key: when it ends (null: never), and until when the secret before is good too. */
  readonly key: { readonly endsAt: Instant | null; readonly priorEndsAt: Instant | null } | null
  /** The link that waits to be opened. */
  readonly invitation: { readonly endsAt: Instant; readonly command: CommandId | null } | null
}

/** A signed-in browser without its secret; `device` names it. */
export interface SessionReading
  extends Pick<Session, 'proof' | 'on' | 'browser' | 'from' | 'startedAt' | 'endsAt' | 'seenAt'> {
  readonly device: string
}

/** A passkey as its owner knows it. */
export type PasskeyReading = Pick<Passkey, 'id' | 'name' | 'synced' | 'addedAt' | 'usedAt'>

/** What came of making somebody. */
export type Enrolment =
  | { readonly kind: 'created' | 'replayed'; readonly person: PersonReading; readonly endsAt: Instant }
  | { readonly kind: 'key_reused' }

/** What came of a change; `person` is how they stand now, changed or not. */
export type ChangeOutcome =
  | { readonly kind: 'changed'; readonly person: PersonReading }
  | { readonly kind: 'refused'; readonly reason: ChangeRefusal; readonly person: PersonReading }
  | { readonly kind: 'nobody' }

/** What came of inviting. */
export type InvitationOutcome =
  | { readonly kind: 'sent' | 'replayed'; readonly endsAt: Instant }
  | { readonly kind: 'refused'; readonly reason: 'person_suspended' | 'person_archived' | 'admin_by_people' }
  | { readonly kind: 'nobody' }

/** A record without its secrets, as of `now`. */
export function readingOf(record: PrincipalRecord, now: Instant): PersonReading {
  const { principal, contact, version, invitedAt, joinedAt, lastSeenAt, invitation } = record
  return {
    principal,
    contact,
    standing: standingOf(record),
    version,
    invitedAt,
    joinedAt,
    lastSeenAt,
    sessions: openSessions(record, now).map(sessionReading),
    passkeys: record.passkeys.map(({ id, name, synced, addedAt, usedAt }) => {
      return { id, name, synced, addedAt, usedAt }
    }),
    pin: record.pin === null ? 'none' : isLocked(record.pin) ? 'locked' : 'set',
    key: keyReading(record, now),
    invitation:
      invitation === null || invitation.endsAt <= now
        ? null
        : { endsAt: invitation.endsAt, command: invitation.command },
  }
}

function keyReading({ key, priorKey }: PrincipalRecord, now: Instant): PersonReading['key'] {
  const prior = priorKey?.endsAt ?? null
  return key && { endsAt: key.endsAt, priorEndsAt: prior !== null && prior > now ? prior : null }
}

function sessionReading(session: Session): SessionReading {
  const { proof, on, browser, from, startedAt, endsAt, seenAt } = session
  return { device: deviceName(session), proof, on, browser, from, startedAt, endsAt, seenAt }
}

/** The answer to a second creation: as then if it is the same command with the same content. */
export function madeBefore(
  record: PrincipalRecord,
  sent: { readonly command: CommandId; readonly digest: string },
  now: Instant,
): Enrolment {
  const { made } = record
  if (made?.command !== sent.command || made.digest !== sent.digest) return { kind: 'key_reused' }
  const endsAt = record.sent.find(({ command }) => command === sent.command)?.endsAt ?? 0
  return { kind: 'replayed', person: readingOf(record, now), endsAt }
}

/** What a record says of somebody, without what is still on its way to the lists. */
export function essence({ acts: _, leaving: __, ...record }: PrincipalRecord): string {
  return JSON.stringify(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
