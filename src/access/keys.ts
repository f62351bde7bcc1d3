import type { Actor } from '../audit.ts'
import type { CommandId, PrincipalId, StoreId } from '../id.ts'
import type { Instant } from '../local-time.ts'
import type { Action } from '../permission.ts'
import { enrolled, type KeySecret, type PrincipalRecord, SENT_MOST } from '../principal.ts'
import { acted, standingOf } from '../staffing.ts'
import { type Decided, unchanged } from './decided.ts'

/** What an API key is to be: who calls with it, what it may do, in which shops (none: all), and until when (null: for ever). */
export interface KeyTerms {
  readonly name: string
  readonly scopes: readonly Action[]
  readonly stores: readonly StoreId[]
  readonly endsAt: Instant | null
}

/** A key that is made, by a command that makes it once. `hash`: SHA-256 of its secret, hex. */
export interface NewKey {
  readonly id: PrincipalId
  readonly terms: KeyTerms
  readonly hash: string
  readonly made: { readonly command: CommandId; readonly digest: string }
  readonly by: Actor
}

/** What can be done with a key that is there. */
export type KeyCommand =
  /** Only of the version whoever asks has seen. */
  | { readonly kind: 'change'; readonly terms: KeyTerms; readonly version: number; readonly by: Actor }
  | {
      readonly kind: 'rotate'
      readonly command: CommandId
      readonly hash: string
      /** So long the secret before is good beside the new one, in ms; 0 ends it at once. */
      readonly overlapMs: number
      readonly by: Actor
    }
  /** Both secrets end at once, for good. */
  | { readonly kind: 'revoke'; readonly by: Actor }

/**
 * What came of it. `repeated`: this very command was carried out before, and nothing new happened; `superseded`: the same,
 * and its secret is no longer the newest.
 */
export type KeyOutcome =
  | 'done'
  | 'repeated'
  | 'superseded'
  | 'version_conflict'
  | 'key_revoked'
  | 'key_expired'

/** What came of making one. */
export type KeyMaking = 'done' | 'repeated' | 'superseded' | 'key_reused'

/** How long the secret before may go on, in ms: not at all, a day, a week. */
export const OVERLAPS_MS: readonly number[] = [0, 86_400_000, 7 * 86_400_000]

/** The record of a key that has just been made. */
export function keyMade({ id, terms, hash, made, by }: NewKey, now: Instant): PrincipalRecord {
  const { name, scopes, stores, endsAt } = terms
  const principal = { id, role: 'api_key', name, stores, scopes, partner: null, self: null } as const
  const record: PrincipalRecord = {
    ...enrolled(principal),
    key: { hash, endsAt },
    made,
    sent: [{ command: made.command, endsAt: now }],
    // A key is there from when it is made: nobody has to come in with it first.
    joinedAt: now,
    version: 1,
  }
  return acted(record, 'key_made', by, now, { before: null, after: said(terms) })
}

/** The answer to a second making: as then if it is the same command with the same content. */
export function keyMadeBefore({ key, made: known }: PrincipalRecord, { hash, made }: NewKey): KeyMaking {
  if (known?.command !== made.command || known.digest !== made.digest) return 'key_reused'
  return key?.hash === hash ? 'repeated' : 'superseded'
}

/** Changes, rotates or revokes a key. Rules R35 and R39. */
export function decideKey(record: PrincipalRecord, command: KeyCommand, now: Instant): Decided<KeyOutcome> {
  const { key } = record
  if (key === null || standingOf(record) === 'archived')
    return unchanged(command.kind === 'revoke' ? 'repeated' : 'key_revoked')
  switch (command.kind) {
    case 'change':
      return change(record, key, command, now)
    case 'rotate':
      return rotate(record, key, command, now)
    case 'revoke': {
      const ended = { ...record, key: null, priorKey: null, version: record.version + 1 }
      return { record: acted(ended, 'key_revoked', command.by, now), outcome: 'done' }
    }
  }
}

/** When the secret of this hash stopped speaking for anybody; null while it does, and for one that never did. */
export function keyEndedAt({ key, priorKey }: PrincipalRecord, hash: string, now: Instant): Instant | null {
  const ended = [key, priorKey].find((one) => one?.hash === hash)?.endsAt ?? null
  return ended !== null && ended <= now ? ended : null
}

function change(
  record: PrincipalRecord,
  key: KeySecret,
  { terms, version, by }: Extract<KeyCommand, { kind: 'change' }>,
  now: Instant,
): Decided<KeyOutcome> {
  if (version !== record.version) return unchanged('version_conflict')
  const { endsAt, ...who } = terms
  const before = said({ ...record.principal, endsAt: key.endsAt })
  const after = said(terms)
  const names = Object.keys(after).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  if (names.length === 0) return unchanged('done')
  const next = {
    ...record,
    principal: { ...record.principal, ...who },
    key: { ...key, endsAt },
    priorKey: record.priorKey && { ...record.priorKey, endsAt: earlier(record.priorKey.endsAt, endsAt) },
    version: record.version + 1,
  }
  const difference = { before: only(before, names), after: only(after, names) }
  return { record: acted(next, 'key_changed', by, now, difference), outcome: 'done' }
}

/** The secret before goes on as long as was chosen, never longer than it would have; the one before that ends now. */
function rotate(
  record: PrincipalRecord,
  key: KeySecret,
  { command, hash, overlapMs, by }: Extract<KeyCommand, { kind: 'rotate' }>,
  now: Instant,
): Decided<KeyOutcome> {
  if (record.sent.some((sent) => sent.command === command))
    return unchanged(key.hash === hash ? 'repeated' : 'superseded')
  if (key.endsAt !== null && key.endsAt <= now) return unchanged('key_expired')
  const until = earlier(now + overlapMs, key.endsAt) ?? now
  const next = {
    ...record,
    key: { hash, endsAt: key.endsAt },
    priorKey: overlapMs === 0 ? null : { hash: key.hash, endsAt: until },
    sent: [...record.sent, { command, endsAt: now }].slice(-SENT_MOST),
    version: record.version + 1,
  }
  const after = { old_secret_ends_at: overlapMs === 0 ? now : until }
  return { record: acted(next, 'key_rotated', by, now, { before: null, after }), outcome: 'done' }
}

function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

/** The terms in the words of the audits. */
function said({ name, scopes, stores, endsAt }: KeyTerms): Record<string, unknown> {
  return { name, scopes, store_ids: stores, ends_at: endsAt }
}

function only(facts: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, facts[name]]))
}
