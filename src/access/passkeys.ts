import type { Actor } from '../audit.ts'
import type { VoucherId } from '../id.ts'
import type { Instant } from '../local-time.ts'
import {
  joined,
  openSessions,
  type Passkey,
  type Principal,
  type PrincipalRecord,
  signedIn,
} from '../principal.ts'
import { isFresh, type Opening } from '../session.ts'
import { acted, standingOf } from '../staffing.ts'
import { type Decided, unchanged } from './decided.ts'
import { isLocked, pinUnlocked } from './pins.ts'
import { deviceName } from './sessions.ts'

/** So many passkeys of one person: phone, laptop, tablet and a key in the drawer, twice. */
export const PASSKEYS_MOST = 10
/** A refused sign-in is put on record once in so long: whoever knocks all day does not fill the log. */
const REFUSED_NOTED_MS = 60_000

/** A passkey whose attestation was verified and that waits to be somebody's. */
export type NewPasskey = Omit<Passkey, 'addedAt' | 'usedAt'>

/** A challenge that was answered, by its hash, and when it would have ended. */
export type Answered = PrincipalRecord['answered'][number]

/** What was proved outside, for the record to decide upon. `session` is the hash of the one that asks. */
export type PasskeyCommand =
  | {
      readonly kind: 'join'
      /** Hash of the invitation's secret. */
      readonly link: string
      readonly passkey: NewPasskey
      readonly challenge: Answered
      readonly opening: Opening
    }
  | {
      readonly kind: 'sign_in'
      readonly id: string
      readonly counter: number
      readonly synced: boolean
      readonly challenge: Answered
      readonly opening: Opening
    }
  | {
      readonly kind: 'add'
      readonly passkey: NewPasskey
      readonly challenge: Answered
      readonly session: string
      readonly by: Actor
    }
  /** Decides about that voucher, and opens nothing. */
  | {
      readonly kind: 'vouch'
      readonly id: string
      readonly counter: number
      readonly synced: boolean
      readonly challenge: Answered
      readonly voucher: VoucherId
      readonly by: Actor
    }
  | { readonly kind: 'rename'; readonly id: string; readonly name: string; readonly by: Actor }
  /** `session` null: an admin takes it away, and proves nothing about whose it is. */
  | { readonly kind: 'remove'; readonly id: string; readonly session: string | null; readonly by: Actor }
  /** Somebody claimed to be them with a passkey that does not verify. */
  | { readonly kind: 'refuse'; readonly reason: 'not_verified' | 'passkey_unknown'; readonly by: Actor }

/** Why a passkey changed or opened nothing. */
export type PasskeyRefusal =
  | 'link_ended'
  | 'kept_out'
  | 'challenge_used'
  | 'counter_went_back'
  | 'not_verified'
  | 'passkey_unknown'
  | 'passkey_known'
  | 'passkeys_full'
  | 'proof_stale'

/** What came of it; `older` counts the passkeys somebody had who joined again. */
export type PasskeyOutcome =
  | { readonly kind: 'done'; readonly principal: Principal; readonly older: number }
  | { readonly kind: 'refused'; readonly reason: PasskeyRefusal }

/** Adds, renames and removes passkeys, and opens sessions by them. Rules R60 and R61. */
export function decidePasskey(
  record: PrincipalRecord,
  command: PasskeyCommand,
  now: Instant,
): Decided<PasskeyOutcome> {
  switch (command.kind) {
    case 'join':
      return join(record, command, now)
    case 'sign_in':
      return signIn(record, command, now)
    case 'vouch':
      return vouch(record, command, now)
    case 'add':
      return add(record, command, now)
    case 'rename':
      return rename(record, command, now)
    case 'remove':
      return remove(record, command, now)
    case 'refuse':
      return refuseSignIn(record, command.reason, command.by, now)
  }
}

type Of<Kind extends PasskeyCommand['kind']> = Extract<PasskeyCommand, { readonly kind: Kind }>

/** Uses the link up, keeps the passkey and opens the session, all or nothing. */
function join(record: PrincipalRecord, command: Of<'join'>, now: Instant): Decided<PasskeyOutcome> {
  const { link, opening, passkey, challenge } = command
  const inside = joined(record, link, opening, now)
  if (inside === null) return refused('link_ended')
  const reason = hinders(record, passkey, challenge)
  if (reason !== null) return refused(reason)
  const by = themselves(record, opening)
  const kept = withPasskey(acted(inside, 'person_joined', by, now), passkey, by, now)
  return done(answered(kept, challenge, now), record.passkeys.length)
}

function signIn(record: PrincipalRecord, command: Of<'sign_in'>, now: Instant): Decided<PasskeyOutcome> {
  const { opening } = command
  const by = themselves(record, opening)
  const proven = provenBy(record, command, by, now)
  if ('outcome' in proven) return proven
  const { proved, passkey } = proven
  const after = { proof: opening.proof, passkey, browser: opening.browser }
  return done(acted(signedIn(proved, opening, now), 'signed_in', by, now, { before: null, after }))
}

function vouch(record: PrincipalRecord, command: Of<'vouch'>, now: Instant): Decided<PasskeyOutcome> {
  const { voucher, by } = command
  const proven = provenBy(record, command, by, now)
  if ('outcome' in proven) return proven
  const after = { proof: 'passkey', passkey: proven.passkey, voucher }
  return done(acted(proven.proved, 'override_vouched', by, now, { before: null, after }))
}

/** The record after one of its passkeys proved who they are, and that one's name; or the refusal, on record. */
function provenBy(
  record: PrincipalRecord,
  { id, counter, synced, challenge }: Pick<Of<'sign_in'>, 'id' | 'counter' | 'synced' | 'challenge'>,
  by: Actor,
  now: Instant,
): Decided<PasskeyOutcome> | { readonly proved: PrincipalRecord; readonly passkey: string } {
  const known = record.passkeys.find((passkey) => passkey.id === id)
  // Whoever was let back comes by their new link first: why they were kept out may have been this very passkey.
  if (standingOf(record) !== 'active') return refuseSignIn(record, 'kept_out', by, now)
  if (known === undefined) return refuseSignIn(record, 'passkey_unknown', by, now)
  if (isAnswered(record, challenge)) return refuseSignIn(record, 'challenge_used', by, now)
  // WebAuthn Level 3 §7.2 step 22: a counter that does not go up tells of a copy; those that keep none always say 0.
  const copied = (counter > 0 || known.counter > 0) && counter <= known.counter
  if (copied) return refuseSignIn(record, 'counter_went_back', by, now)
  const passkeys = record.passkeys.map((one) =>
    one.id === id ? { ...one, counter, synced, usedAt: now } : one,
  )
  // Whoever has proved more than a PIN may use their PIN again.
  const unlocked = pinUnlocked({ ...record, passkeys })
  const noted = wasLocked(record) ? acted(unlocked, 'pin_unlocked', by, now) : unlocked
  return { proved: answered(noted, challenge, now), passkey: known.name }
}

function wasLocked({ pin }: PrincipalRecord): boolean {
  return pin !== null && isLocked(pin)
}

function add(record: PrincipalRecord, command: Of<'add'>, now: Instant): Decided<PasskeyOutcome> {
  const { passkey, challenge, session, by } = command
  const reason = hinders(record, passkey, challenge)
  if (reason !== null) return refused(reason)
  if (!mayChangePasskeys(record, session, now)) return refused('proof_stale')
  return done(answered(withPasskey(record, passkey, by, now), challenge, now))
}

function rename(
  record: PrincipalRecord,
  { id, name, by }: Of<'rename'>,
  now: Instant,
): Decided<PasskeyOutcome> {
  const known = record.passkeys.find((passkey) => passkey.id === id)
  if (known === undefined) return refused('passkey_unknown')
  if (known.name === name) return unchanged({ kind: 'done', principal: record.principal, older: 0 })
  const passkeys = record.passkeys.map((one) => (one.id === id ? { ...one, name } : one))
  const difference = { before: { name: known.name }, after: { name } }
  return done(acted({ ...record, passkeys }, 'passkey_renamed', by, now, difference))
}

function remove(record: PrincipalRecord, command: Of<'remove'>, now: Instant): Decided<PasskeyOutcome> {
  const { id, session, by } = command
  const known = record.passkeys.find((passkey) => passkey.id === id)
  if (known === undefined) return refused('passkey_unknown')
  if (session !== null && !mayChangePasskeys(record, session, now)) return refused('proof_stale')
  const passkeys = record.passkeys.filter((passkey) => passkey.id !== id)
  // Without a passkey any session may add one: none is left but the one that has just proved whose it is.
  const sessions =
    passkeys.length > 0 ? record.sessions : record.sessions.filter(({ hash }) => hash === session)
  const difference = { before: { name: known.name }, after: null }
  return done(acted({ ...record, passkeys, sessions }, 'passkey_removed', by, now, difference))
}

/** Whoever has a passkey changes them only in a fresh session: a browser left open gives nobody a way in. */
function mayChangePasskeys(record: PrincipalRecord, hash: string, now: Instant): boolean {
  const session = openSessions(record, now).find((one) => one.hash === hash)
  return session !== undefined && (record.passkeys.length === 0 || isFresh(session, now))
}

function hinders(record: PrincipalRecord, passkey: NewPasskey, challenge: Answered): PasskeyRefusal | null {
  if (record.suspended || record.archived) return 'kept_out'
  if (isAnswered(record, challenge)) return 'challenge_used'
  if (record.passkeys.some(({ id }) => id === passkey.id)) return 'passkey_known'
  return record.passkeys.length >= PASSKEYS_MOST ? 'passkeys_full' : null
}

/** The record with the passkey, as of now and on record. */
export function withPasskey(
  record: PrincipalRecord,
  passkey: NewPasskey,
  by: Actor,
  now: Instant,
): PrincipalRecord {
  const passkeys = [...record.passkeys, { ...passkey, addedAt: now, usedAt: null }]
  const { name, synced } = passkey
  return acted({ ...record, passkeys }, 'passkey_added', by, now, { before: null, after: { name, synced } })
}

function isAnswered({ answered }: PrincipalRecord, { hash }: Answered): boolean {
  return answered.some((one) => one.hash === hash)
}

/** Remembers the challenge until it would have ended anyway. */
function answered(record: PrincipalRecord, challenge: Answered, now: Instant): PrincipalRecord {
  return { ...record, answered: [...record.answered.filter(({ endsAt }) => now < endsAt), challenge] }
}

/** The person behind an opening, as the log names them. */
export function themselves({ principal: { id, role } }: PrincipalRecord, opening: Opening): Actor {
  return { by: id, role, device: opening.on ?? deviceName(opening), from: opening.from }
}

function done(record: PrincipalRecord, older = 0): Decided<PasskeyOutcome> {
  return { record, outcome: { kind: 'done', principal: record.principal, older } }
}

function refused(reason: PasskeyRefusal): Decided<PasskeyOutcome> {
  return unchanged({ kind: 'refused', reason })
}

/** Refuses, and puts it on record unless another refusal of the same minute is there already. */
function refuseSignIn(
  record: PrincipalRecord,
  reason: PasskeyRefusal,
  by: Actor,
  now: Instant,
): Decided<PasskeyOutcome> {
  const { refusedAt } = record
  if (refusedAt !== null && now < refusedAt + REFUSED_NOTED_MS) return refused(reason)
  const noted = acted({ ...record, refusedAt: now }, 'sign_in_refused', by, now, {
    before: null,
    after: { proof: 'passkey', reason },
  })
  return { record: noted, outcome: { kind: 'refused', reason } }
}
