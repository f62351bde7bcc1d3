import { type Actor, type Difference, differenceOf, UNSAID } from './audit.ts'
import type { PartnerId, StoreId } from './id.ts'
import type { Instant } from './local-time.ts'
import type { Role } from './permission.ts'
import type { Act, ActKind, Contact, Principal, PrincipalRecord } from './principal.ts'

/** How somebody at work stands, in the order a list offers them. */
export const STANDINGS = ['active', 'invited', 'suspended', 'archived'] as const
export type Standing = (typeof STANDINGS)[number]

/** Roles of people; a kiosk is a device. */
export const STAFF_ROLES = ['admin', 'manager', 'operator', 'partner'] as const

/** Which list somebody is in; customers are in none of these. */
export type Kind = 'staff' | 'device' | 'key'

/** What is asked to change; what is absent stays. */
export interface Change {
  readonly name?: string
  readonly role?: Role
  readonly stores?: readonly StoreId[]
  readonly partner?: PartnerId | null
  readonly contact?: Contact
  /** `active` lets somebody back whom a suspension or the archive keeps out. */
  readonly state?: 'active' | 'suspended' | 'archived'
}

/** Why somebody stays as they are. */
export type ChangeRefusal =
  | 'version_conflict'
  | 'not_yourself'
  | 'last_admin'
  | 'person_archived'
  | 'admin_by_people'

/** The list a principal is in, or null for customers. */
export function kindOf({ id }: Pick<Principal, 'id'>): Kind | null {
  if (id.startsWith('usr_')) return 'staff'
  if (id.startsWith('dev_')) return 'device'
  return id.startsWith('key_') ? 'key' : null
}

/** Where they stand: computed, so that it cannot disagree with what it follows from. */
export function standingOf(record: PrincipalRecord): Standing {
  if (record.archived || isSpentKey(record)) return 'archived'
  if (record.suspended) return 'suspended'
  return record.invitedAt !== null && record.joinedAt === null ? 'invited' : 'active'
}

/** A key whose secret was taken back opens nothing any more. */
function isSpentKey({ principal, key }: PrincipalRecord): boolean {
  return principal.role === 'api_key' && key === null
}

/** Whether they answer for the brand right now: one must always be left. */
export function isActiveAdmin(record: PrincipalRecord): boolean {
  return record.principal.role === 'admin' && standingOf(record) === 'active'
}

/** The record with the act noted for the audits. Acts of one principal never share an instant, so each is written once. */
export function acted(
  record: PrincipalRecord,
  action: ActKind,
  actor: Actor,
  now: Instant,
  difference: Difference = UNSAID,
): PrincipalRecord {
  const at = Math.max(now, record.actedAt + 1)
  const act: Act = { at, ...actor, action, ...difference }
  return { ...record, acts: [...record.acts, act], actedAt: at }
}

/** Changes somebody at work, or says why not. Whether an admin may go, only the roster knows: it is asked apart. Rule R44. */
export function changed(
  record: PrincipalRecord,
  change: Change,
  version: number | null,
  actor: Actor,
  now: Instant,
): PrincipalRecord | ChangeRefusal {
  if (version !== null && version !== record.version) return 'version_conflict'
  const { state, ...facts } = change
  const standing = standingOf(record)
  const moves = state !== undefined && state !== 'active' ? state !== standing : comesBack(state, standing)
  const demotes = facts.role !== undefined && facts.role !== record.principal.role
  if (actor.by === record.principal.id && (moves || demotes)) return 'not_yourself'
  const role = facts.role ?? record.principal.role
  if ((demotes || (moves && state === 'active')) && !mayMake(actor, role)) return 'admin_by_people'
  if (standing === 'archived' && !moves && Object.keys(facts).length > 0) return 'person_archived'
  const edited = edit(record, facts, actor, now)
  const next = moves && state !== undefined ? MOVES[state](edited, actor, now) : edited
  return next === record ? record : { ...next, version: record.version + 1 }
}

/** Whether whoever acts may make, raise to, invite or let back somebody of that role: an admin may what no key is granted, so no key gives it. */
export function mayMake(actor: Pick<Actor, 'role'>, role: Role): boolean {
  return actor.role !== 'api_key' || role !== 'admin'
}

function comesBack(state: Change['state'], standing: Standing): boolean {
  return state === 'active' && (standing === 'suspended' || standing === 'archived')
}

type Move = (record: PrincipalRecord, actor: Actor, now: Instant) => PrincipalRecord

/** Whoever is kept out has no session and no link left; whoever comes back is invited anew. */
const MOVES: { readonly [S in NonNullable<Change['state']>]: Move } = {
  suspended: (record, actor, now) =>
    acted(
      { ...shutOut(record), suspended: true, archived: false },
      'person_suspended',
      actor,
      now,
      moving(record, 'suspended'),
    ),
  archived: (record, actor, now) =>
    acted({ ...shutOut(record), archived: true }, 'person_archived', actor, now, moving(record, 'archived')),
  active: (record, actor, now) =>
    acted(
      { ...record, suspended: false, archived: false, joinedAt: null, invitedAt: now },
      'person_returned',
      actor,
      now,
      moving(record, 'invited'),
    ),
}

function moving(record: PrincipalRecord, state: Standing): Difference {
  return differenceOf({ state: standingOf(record) }, { state })
}

/** What the log tells of somebody at work: what an editor sees and changes, and nothing that lets anybody in. */
export function factsOf({ principal, contact }: Pick<PrincipalRecord, 'principal' | 'contact'>) {
  const { name, role, stores, partner, scopes } = principal
  return { name, role, stores, partner, scopes, email: contact.email, phone: contact.phone }
}

function shutOut(record: PrincipalRecord): PrincipalRecord {
  return { ...record, sessions: [], invitation: null }
}

function edit(
  record: PrincipalRecord,
  facts: Omit<Change, 'state'>,
  actor: Actor,
  now: Instant,
): PrincipalRecord {
  const { contact = record.contact, ...who } = facts
  const principal = { ...record.principal, ...who }
  const same = JSON.stringify([principal, contact]) === JSON.stringify([record.principal, record.contact])
  if (same) return record
  // Nobody goes on under another role with a session that began under the last one.
  const sessions = principal.role === record.principal.role ? record.sessions : []
  // A link that waits was made for the post as it was: whoever holds it does not come in by it under another.
  const post = ({ role, stores, partner }: Principal) => JSON.stringify([role, stores, partner])
  const invitation = post(principal) === post(record.principal) ? record.invitation : null
  const next = { ...record, principal, contact, sessions, invitation }
  return acted(next, 'person_changed', actor, now, differenceOf(factsOf(record), factsOf(next)))
}
