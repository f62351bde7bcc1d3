import { openSessions, type PrincipalRecord, signedIn, signedOut } from '../principal.ts'
import { noted, type Opening, type Session } from '../session.ts'
import { type Decided, unchanged } from './decided.ts'

/** What can be done with somebody's signed-in browsers. `device` names one in lists: see `deviceName`. */
export type SessionCommand =
  | { readonly kind: 'open'; readonly opening: Opening }
  | { readonly kind: 'end'; readonly hash: string }
  | { readonly kind: 'end_one'; readonly device: string }
  /** All but the one whose hash is given, if any. */
  | { readonly kind: 'end_all'; readonly except: string | null }

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
    case 'end':
      return without(record, ({ hash }) => hash === command.hash)
    case 'end_one':
      return without(record, (session) => deviceName(session) === command.device)
    case 'end_all':
      return without(record, ({ hash }) => hash !== command.except)
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

function without(record: PrincipalRecord, ends: (session: Session) => boolean): Decided<SessionOutcome> {
  const left = record.sessions.filter(ends).reduce((all, { hash }) => signedOut(all, hash), record)
  return left === record ? unchanged('nothing') : { record: left, outcome: 'done' }
}
