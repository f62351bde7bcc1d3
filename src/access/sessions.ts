import type { Actor } from '../audit.ts'
import { openSessions, type PrincipalRecord, signedIn, signedOut } from '../principal.ts'
import { noted, type Opening, type Session } from '../session.ts'
import { acted, kindOf } from '../staffing.ts'
import { type Decided, unchanged } from './decided.ts'

/** What can be done with somebody's signed-in browsers. `device` names one in lists: see `deviceName`. */
export type SessionCommand =
  | { readonly kind: 'open'; readonly opening: Opening }
  /** Its own browser gives it up. On record with `by`: a session that only makes way for the next one is not. */
  | { readonly kind: 'end'; readonly hash: string; readonly by?: Actor }
  | { readonly kind: 'end_one'; readonly device: string; readonly by: Actor }
  /** All but the one whose hash is given, if any. */
  | { readonly kind: 'end_all'; readonly except: string | null; readonly by: Actor }

/** Whether anything was there to open or end. */
export type SessionOutcome = 'done' | 'nothing'

/** Opens and ends sessions. Rule R37. */
export function decideSession(
  record: PrincipalRecord,
  command: SessionCommand,
  now: number,
): Decided<SessionOutcome> {
  switch (command.kind) {
    case 'open':
      if (record.suspended || record.archived) return unchanged('nothing')
      return { record: signedIn(record, command.opening, now), outcome: 'done' }
    case 'end': {
      const { by } = command
      const ended = record.sessions.filter(({ hash }) => hash === command.hash)
      return without(record, ended, (left) => (by === undefined ? left : acted(left, 'signed_out', by, now)))
    }
    case 'end_one':
      return taken(record, (session) => deviceName(session) === command.device, command.by, now)
    case 'end_all':
      return taken(record, ({ hash }) => hash !== command.except, command.by, now)
  }
}

/** A session as lists and ledgers name it: it says nothing about its secret. */
export function deviceName({ hash }: Pick<Session, 'hash'>): string {
  return `ses_${hash.slice(0, 16)}`
}

/** The record with the use of that session noted, or null while that is known closely enough. */
export function sessionNoted(record: PrincipalRecord, hash: string, now: number): PrincipalRecord | null {
  const session = openSessions(record, now).find((one) => one.hash === hash)
  const seen = session === undefined ? null : noted(session, now)
  if (seen === null) return null
  return { ...record, sessions: record.sessions.map((one) => (one.hash === hash ? seen : one)) }
}

/** Ends open sessions on somebody's word, each on record; what ended by itself is nobody's doing. */
function taken(
  record: PrincipalRecord,
  ends: (session: Session) => boolean,
  by: Actor,
  now: number,
): Decided<SessionOutcome> {
  const ended = openSessions(record, now).filter(ends)
  return without(record, ended, (left) =>
    ended.reduce((all, session) => {
      const { browser, from } = session
      const before = { session: deviceName(session), browser, from }
      return acted(all, 'session_ended', by, now, { before, after: null })
    }, left),
  )
}

/** The record without these sessions. Nothing is noted of customers: their acts are not projected from here. */
function without(
  record: PrincipalRecord,
  ended: readonly Session[],
  noted: (left: PrincipalRecord) => PrincipalRecord,
): Decided<SessionOutcome> {
  if (ended.length === 0) return unchanged('nothing')
  const left = ended.reduce((all, { hash }) => signedOut(all, hash), record)
  return { record: kindOf(record.principal) === null ? left : noted(left), outcome: 'done' }
}
