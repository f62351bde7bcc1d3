import type { CommandId, CustomerId, PartnerId, PrincipalId, StoreId } from './id.ts'
import type { Instant } from './local-time.ts'
import type { Action, Role } from './permission.ts'

/** Whoever can act, as a request sees it. */
export interface Principal {
  readonly id: PrincipalId
  readonly role: Role
  readonly name: string
  /** Stores it is bound to; empty means all of the brand (never for operators, partners and kiosks). */
  readonly stores: readonly StoreId[]
  readonly partner: PartnerId | null
  /** What an API key may do; empty for people. */
  readonly scopes: readonly Action[]
  /** Their own customer record, where they have one. */
  readonly self: CustomerId | null
}

/** A signed-in browser. Only the SHA-256 of its secret is kept. */
interface Session {
  readonly hash: string
  readonly endsAt: Instant
}

/** A link that lets somebody in once. */
interface Invitation {
  readonly hash: string
  readonly endsAt: Instant
  /** The command its secret was derived from, so that it can be shown again; null for a secret nobody can derive. */
  readonly command: CommandId | null
}

/** How to reach somebody about their work; never how they sign in. */
export interface Contact {
  readonly email: string | null
  /** E.164. */
  readonly phone: string | null
}

/** What happened to somebody at work, in words of the audits. */
export type ActKind =
  | 'person_created'
  | 'person_changed'
  | 'person_invited'
  | 'person_joined'
  | 'person_suspended'
  | 'person_returned'
  | 'person_archived'

/** One line of the audits that is still to be written. No two of one principal share an instant. */
export interface Act {
  readonly at: Instant
  readonly by: PrincipalId
  readonly action: ActKind
}

/** What a principal's object holds. Every secret is kept as SHA-256, hex. */
export interface PrincipalRecord {
  readonly principal: Principal
  readonly contact: Contact
  readonly suspended: boolean
  readonly archived: boolean
  readonly sessions: readonly Session[]
  readonly invitation: Invitation | null
  /** The secret of an API key. */
  readonly key: { readonly hash: string } | null
  /** Null where nobody invited them: they were enrolled by whoever set this up. */
  readonly invitedAt: Instant | null
  /** When they first came in; null again once they are let back after a suspension. */
  readonly joinedAt: Instant | null
  /** To the hour: see `seen`. */
  readonly lastSeenAt: Instant | null
  /** Counts the changes an editor must have seen. */
  readonly version: number
  /** Counts everything a list shows; lists only move forward along it. */
  readonly seq: number
  /** The command that made them, with the digest of what it asked for. */
  readonly made: { readonly command: CommandId; readonly digest: string } | null
  /** The newest invitations sent, so that a repeat is answered as then. */
  readonly sent: readonly { readonly command: CommandId; readonly endsAt: Instant }[]
  /** Acts whose line in the audits D1 may not have yet. */
  readonly acts: readonly Act[]
  readonly actedAt: Instant
  /** While an admin is taken out of the roster: the `seq` it was asked at. */
  readonly leaving: number | null
}

/** A record as it was written, perhaps before people were looked after here. */
export type StoredRecord = Pick<PrincipalRecord, 'principal' | 'suspended' | 'sessions' | 'key'> &
  Partial<PrincipalRecord>

/** The record with everything it did not know when it was written. */
export function upToDate(stored: StoredRecord): PrincipalRecord {
  const [first] = stored.sessions
  const { invitation } = stored
  return {
    ...enrolled(stored.principal),
    joinedAt: first === undefined ? null : first.endsAt - SESSION_MS,
    invitedAt: invitation == null ? null : invitation.endsAt - INVITATION_MS,
    ...stored,
    invitation: invitation == null ? null : { ...invitation, command: invitation.command ?? null },
  }
}

/** A shop week is long; a counter should not sign in daily. The front door tightens this by role. */
export const SESSION_MS = 30 * 86_400_000
/** A person does not use more browsers than this; the oldest session ends first. */
export const SESSIONS_MOST = 20
/** An invitation is acted on within a week or asked for again. */
export const INVITATION_MS = 7 * 86_400_000

/** A week of shifts passes between two looks at "last seen"; an hour is exact enough, and costs a write an hour at most. */
const SEEN_MS = 3_600_000
/** So many invitations of one person are remembered for repeats. */
const SENT_MOST = 40

/** Someone who cannot sign in yet. */
export function enrolled(principal: Principal): PrincipalRecord {
  return {
    principal,
    contact: { email: null, phone: null },
    suspended: false,
    archived: false,
    sessions: [],
    invitation: null,
    key: null,
    invitedAt: null,
    joinedAt: null,
    lastSeenAt: null,
    version: 0,
    seq: 0,
    made: null,
    sent: [],
    acts: [],
    actedAt: 0,
    leaving: null,
  }
}

/** Invites: the newest link is the only one that works. `command`: what its secret was derived from. */
export function invited(
  record: PrincipalRecord,
  hash: string,
  now: Instant,
  command: CommandId | null = null,
): PrincipalRecord {
  const endsAt = now + INVITATION_MS
  const sent = command === null ? record.sent : [...record.sent, { command, endsAt }].slice(-SENT_MOST)
  return { ...record, invitation: { hash, endsAt, command }, invitedAt: now, sent }
}

/** Whether this link still lets somebody in. */
export function isInvited(record: PrincipalRecord, hash: string, now: Instant): boolean {
  if (record.suspended || record.archived) return false
  return record.invitation?.hash === hash && now < record.invitation.endsAt
}

/** Uses the invitation up and opens a session, or null when the link is spent, replaced or late. */
export function joined(
  record: PrincipalRecord,
  link: string,
  session: string,
  now: Instant,
): PrincipalRecord | null {
  return isInvited(record, link, now) ? { ...signedIn(record, session, now), invitation: null } : null
}

/** Opens a session; ended ones and the oldest beyond the limit go. */
export function signedIn(record: PrincipalRecord, hash: string, now: Instant): PrincipalRecord {
  const sessions = [...openSessions(record, now), { hash, endsAt: now + SESSION_MS }].slice(-SESSIONS_MOST)
  return { ...record, sessions, joinedAt: record.joinedAt ?? now, lastSeenAt: now }
}

/** The sessions that have not ended by themselves. */
export function openSessions(record: PrincipalRecord, now: Instant): readonly Session[] {
  return record.sessions.filter((session) => now < session.endsAt)
}

/** Notes that they were here, at most once an hour; null when that is known already. */
export function seen(record: PrincipalRecord, now: Instant): PrincipalRecord | null {
  return record.lastSeenAt !== null && now < record.lastSeenAt + SEEN_MS
    ? null
    : { ...record, lastSeenAt: now }
}

/** Ends one session. */
export function signedOut(record: PrincipalRecord, hash: string): PrincipalRecord {
  return { ...record, sessions: record.sessions.filter((session) => session.hash !== hash) }
}

/** Who the secret belongs to right now, or null: a session, or the secret of a key. */
export function holderOf(record: PrincipalRecord, hash: string, now: Instant): Principal | null {
  if (record.suspended || record.archived) return null
  const open = record.sessions.some((session) => session.hash === hash && now < session.endsAt)
  return open || record.key?.hash === hash ? record.principal : null
}

/** The store a principal acts in: the one it asks for if it may, else its only one; `undefined` when it may not. */
export function storeFor(principal: Principal, asked: StoreId | null): StoreId | null | undefined {
  if (asked === null) return principal.stores.length === 1 ? principal.stores[0] : null
  return principal.stores.length === 0 || principal.stores.includes(asked) ? asked : undefined
}
