import type { Actor, Difference } from './audit.ts'
import type { CommandId, CustomerId, PartnerId, PrincipalId, StoreId } from './id.ts'
import type { Instant } from './local-time.ts'
import type { Action, Role } from './permission.ts'
import { isOpen, type Opening, opened, type Session } from './session.ts'

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
  /** All that this session is good for; absent, it is good for whatever the role may do. */
  readonly only?: readonly Action[]
}

/** Whom a secret speaks for; `session` is null for a key. */
export interface Presence {
  readonly principal: Principal
  readonly session: Session | null
}

/** A passkey of somebody at work (WebAuthn Level 3, a discoverable credential). Ids and keys are base64url. */
export interface Passkey {
  readonly id: string
  /** COSE key. */
  readonly publicKey: string
  /** The authenticator's signature counter; 0 for those that keep none. */
  readonly counter: number
  readonly transports: readonly string[]
  /** Whether it is synced, and so survives the loss of one device. */
  readonly synced: boolean
  readonly name: string
  readonly addedAt: Instant
  readonly usedAt: Instant | null
}

/** A PIN as it is kept: PBKDF2 of its HMAC (worker/pin.ts), base64url, and how often it was missed in a row. */
export interface Pin {
  readonly proof: string
  readonly salt: string
  readonly misses: number
  readonly setAt: Instant
}

/** A letter with a code and a link to sign in by. */
export interface SignInLetter {
  readonly sentAt: Instant
  /** Network prefix and country it was asked for from, or null where nobody can say. */
  readonly from: string | null
  /** Code and link as HMAC, and wrong codes tried while it was good; null once somebody has signed in by a letter. */
  readonly good: { readonly code: string; readonly link: string; readonly misses: number } | null
}

/** The secret of an API key; `endsAt` null does not end. */
export interface KeySecret {
  readonly hash: string
  readonly endsAt: Instant | null
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
  | 'signed_in'
  | 'sign_in_refused'
  | 'signed_out'
  | 'session_ended'
  | 'passkey_added'
  | 'passkey_renamed'
  | 'passkey_removed'
  | 'pin_set'
  | 'pin_removed'
  | 'pin_locked'
  | 'pin_unlocked'
  | 'override_vouched'
  | 'key_made'
  | 'key_changed'
  | 'key_rotated'
  | 'key_revoked'

/** One line of the audits that is still to be written. No two of one principal share an instant. */
export interface Act extends Actor, Difference {
  readonly at: Instant
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
  readonly passkeys: readonly Passkey[]
  /** Challenges of WebAuthn that were answered, until they end by themselves: each is answered once. */
  readonly answered: readonly { readonly hash: string; readonly endsAt: Instant }[]
  /** When a refused sign-in was last put on record: one a minute is. */
  readonly refusedAt: Instant | null
  readonly pin: Pin | null
  /** Letters to sign in by of the last day, oldest first. */
  readonly letters: readonly SignInLetter[]
  /** The link in emails that opens their wallet: its secret follows from the generation, and a new one ends the old. */
  readonly walletLink: { readonly generation: number; readonly madeAt: Instant | null }
  /** The secret of an API key. */
  readonly key: KeySecret | null
  /** The one before it, while both are good. */
  readonly priorKey: KeySecret | null
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

/** A person does not use more browsers than this; the oldest session ends first. */
export const SESSIONS_MOST = 20
/** An invitation is acted on within a week or asked for again. */
export const INVITATION_MS = 7 * 86_400_000
/** A customer's is scanned at the counter, there and then. */
const WALLET_INVITATION_MS = 86_400_000

/** A week of shifts passes between two looks at "last seen"; an hour is exact enough, and costs a write an hour at most. */
const SEEN_MS = 3_600_000
/** So many invitations of one person are remembered for repeats. */
export const SENT_MOST = 40

/** Someone who cannot sign in yet. */
export function enrolled(principal: Principal): PrincipalRecord {
  return {
    principal,
    contact: { email: null, phone: null },
    suspended: false,
    archived: false,
    sessions: [],
    invitation: null,
    passkeys: [],
    answered: [],
    refusedAt: null,
    pin: null,
    letters: [],
    walletLink: { generation: 0, madeAt: null },
    key: null,
    priorKey: null,
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
  const endsAt = now + (record.principal.role === 'customer' ? WALLET_INVITATION_MS : INVITATION_MS)
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
  opening: Opening,
  now: Instant,
): PrincipalRecord | null {
  return isInvited(record, link, now) ? { ...signedIn(record, opening, now), invitation: null } : null
}

/** Opens a session; ended ones and the oldest beyond the limit go. */
export function signedIn(record: PrincipalRecord, opening: Opening, now: Instant): PrincipalRecord {
  const session = opened(record.principal.role, opening, now)
  const sessions = [...openSessions(record, now), session].slice(-SESSIONS_MOST)
  return { ...record, sessions, joinedAt: record.joinedAt ?? now, lastSeenAt: now }
}

/** The sessions that have not ended by themselves. */
export function openSessions(record: PrincipalRecord, now: Instant): readonly Session[] {
  return record.sessions.filter((session) => isOpen(session, now))
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

/** Whom the secret speaks for right now, or null: a session, or the secret of a key. */
export function presenceOf(record: PrincipalRecord, hash: string, now: Instant): Presence | null {
  if (record.suspended || record.archived) return null
  const { principal } = record
  const session = openSessions(record, now).find((one) => one.hash === hash)
  if (session !== undefined) return { principal, session }
  const isKey = [record.key, record.priorKey].some(
    (key) => key?.hash === hash && (key.endsAt === null || now < key.endsAt),
  )
  return isKey ? { principal, session: null } : null
}

/** The store a principal acts in: the one it asks for if it may, else its only one; `undefined` when it may not. */
export function storeFor(principal: Principal, asked: StoreId | null): StoreId | null | undefined {
  if (asked === null) return principal.stores.length === 1 ? principal.stores[0] : null
  return principal.stores.length === 0 || principal.stores.includes(asked) ? asked : undefined
}
