import type { PrincipalId, StoreId } from './id.ts'
import type { Instant } from './local-time.ts'
import type { Action, Role } from './permission.ts'
import type { Principal } from './principal.ts'

/** How somebody proved who they are when a session began. */
const PROOFS = ['passkey', 'pin', 'invitation', 'email', 'wallet_link', 'enrolment', 'demo'] as const
export type Proof = (typeof PROOFS)[number]

/** A session as the browser that asks for it describes it. Only the SHA-256 of its secret is kept. */
export interface Opening {
  readonly hash: string
  readonly proof: Proof
  /** The enrolled device it stands on: it means nothing anywhere else. */
  readonly on: PrincipalId | null
  /** Kind of browser, for whoever looks through their sessions: "Chrome, Android". */
  readonly browser: string
  /** Network prefix and country it was opened from, or null where nobody can say. */
  readonly from: string | null
}

/** A signed-in browser. */
export interface Session extends Opening {
  readonly startedAt: Instant
  /** Ends then, however much it is used. */
  readonly endsAt: Instant
  /** Ends after so long without use. */
  readonly idleMs: number
  /** Noted now and then: see `noted`. */
  readonly seenAt: Instant
}

interface Limits {
  readonly idleMs: number
  readonly mostMs: number
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Whoever can change more is asked again sooner. */
const LIMITS: { readonly [R in Exclude<Role, 'api_key'>]: Limits } = {
  admin: { idleMs: 12 * HOUR_MS, mostMs: 7 * DAY_MS },
  manager: { idleMs: 24 * HOUR_MS, mostMs: 14 * DAY_MS },
  partner: { idleMs: 24 * HOUR_MS, mostMs: 14 * DAY_MS },
  operator: { idleMs: 3 * DAY_MS, mostMs: 30 * DAY_MS },
  customer: { idleMs: 90 * DAY_MS, mostMs: 90 * DAY_MS },
  // A tablet that hangs on a counter is enrolled once; browsers keep no cookie longer than 400 days.
  kiosk: { idleMs: 60 * DAY_MS, mostMs: 400 * DAY_MS },
  counter: { idleMs: 60 * DAY_MS, mostMs: 400 * DAY_MS },
}

/** So long nobody touches a shared tablet until it asks by itself who is there, where scripts run; its session ends later. */
export const LOCK_AFTER_MS = 5 * 60_000

/** At a shared tablet somebody else stands there soon. */
const AT_THE_COUNTER: Limits = { idleMs: HOUR_MS / 2, mostMs: 12 * HOUR_MS }
/** A link without a passkey lets staff in for a working day. */
const BY_LINK: Limits = { idleMs: 12 * HOUR_MS, mostMs: 12 * HOUR_MS }

/** Shortest stretch after which use is noted: one write an hour at most, and six for the shortest idle limit. */
const NOTED_MS = HOUR_MS

/** How long a session of that role lasts, by how it began. */
export function limitsOf(role: Role, { proof, on }: Pick<Opening, 'proof' | 'on'>): Limits {
  const own = role === 'api_key' ? LIMITS.kiosk : LIMITS[role]
  if (on !== null) return AT_THE_COUNTER
  const isStaff = role === 'admin' || role === 'manager' || role === 'partner' || role === 'operator'
  return proof === 'invitation' && isStaff ? BY_LINK : own
}

/** How long after somebody proved who they are their ways in can be changed. */
export const FRESH_MS = 15 * 60_000

/** Whether they have just proved who they are, by anything but a PIN: only then their ways in can be changed. */
export function isFresh({ proof, startedAt }: Pick<Session, 'proof' | 'startedAt'>, now: Instant): boolean {
  return proof !== 'pin' && now < startedAt + FRESH_MS
}

/** The session that begins now. */
export function opened(role: Role, opening: Opening, now: Instant): Session {
  const { idleMs, mostMs } = limitsOf(role, opening)
  return { ...opening, startedAt: now, endsAt: now + mostMs, idleMs, seenAt: now }
}

/** Whether it still speaks for somebody. */
export function isOpen({ endsAt, seenAt, idleMs }: Session, now: Instant): boolean {
  return now < endsAt && now < seenAt + idleMs + noteEvery(idleMs)
}

/** The session with its use noted, or null while that is known closely enough. */
export function noted(session: Session, now: Instant): Session | null {
  return now < session.seenAt + noteEvery(session.idleMs) ? null : { ...session, seenAt: now }
}

/** An idle limit is kept to within a sixth. */
function noteEvery(idleMs: number): number {
  return Math.min(NOTED_MS, idleMs / 6)
}

/** What a PIN is good for, on the device it was typed on. */
const PIN_ACTIONS: readonly Action[] = ['redemptions:create', 'redemptions:undo']
/**
 * Whom a session on a shared tablet speaks for: somebody who works where the tablet stands, in that shop alone, and after a
 * PIN for nothing but the counter. Null for anybody else.
 */
export function limited(principal: Principal, proof: Proof, standsIn: readonly StoreId[]): Principal | null {
  const stores =
    principal.stores.length === 0 ? standsIn : standsIn.filter((store) => principal.stores.includes(store))
  if (stores.length === 0) return null
  return proof === 'pin' ? { ...principal, stores, only: PIN_ACTIONS } : { ...principal, stores }
}
