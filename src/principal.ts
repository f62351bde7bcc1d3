import type { CustomerId, PartnerId, PrincipalId, StoreId } from './id.ts'
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

/** What a principal's object holds. Every secret is kept as SHA-256, hex. */
export interface PrincipalRecord {
  readonly principal: Principal
  readonly suspended: boolean
  readonly sessions: readonly Session[]
  readonly invitation: { readonly hash: string; readonly endsAt: Instant } | null
  /** The secret of an API key. */
  readonly key: { readonly hash: string } | null
}

/** A shop week is long; a counter should not sign in daily. The front door tightens this by role. */
export const SESSION_MS = 30 * 86_400_000
/** A person does not use more browsers than this; the oldest session ends first. */
export const SESSIONS_MOST = 20
/** An invitation is acted on within a week or asked for again. */
export const INVITATION_MS = 7 * 86_400_000

/** Someone who cannot sign in yet. */
export function enrolled(principal: Principal): PrincipalRecord {
  return { principal, suspended: false, sessions: [], invitation: null, key: null }
}

/** Invites: the newest link is the only one that works. */
export function invited(record: PrincipalRecord, hash: string, now: Instant): PrincipalRecord {
  return { ...record, invitation: { hash, endsAt: now + INVITATION_MS } }
}

/** Whether this link still lets somebody in. */
export function isInvited(record: PrincipalRecord, hash: string, now: Instant): boolean {
  return !record.suspended && record.invitation?.hash === hash && now < record.invitation.endsAt
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
  const live = record.sessions.filter((session) => now < session.endsAt)
  return { ...record, sessions: [...live, { hash, endsAt: now + SESSION_MS }].slice(-SESSIONS_MOST) }
}

/** Ends one session. */
export function signedOut(record: PrincipalRecord, hash: string): PrincipalRecord {
  return { ...record, sessions: record.sessions.filter((session) => session.hash !== hash) }
}

/** Who the secret belongs to right now, or null: a session, or the secret of a key. */
export function holderOf(record: PrincipalRecord, hash: string, now: Instant): Principal | null {
  if (record.suspended) return null
  const open = record.sessions.some((session) => session.hash === hash && now < session.endsAt)
  return open || record.key?.hash === hash ? record.principal : null
}

/** The store a principal acts in: the one it asks for if it may, else its only one; `undefined` when it may not. */
export function storeFor(principal: Principal, asked: StoreId | null): StoreId | null | undefined {
  if (asked === null) return principal.stores.length === 1 ? principal.stores[0] : null
  return principal.stores.length === 0 || principal.stores.includes(asked) ? asked : undefined
}
