import { enrolled, INVITATION_MS, type KeySecret, type PrincipalRecord } from './principal.ts'
import type { Session } from './session.ts'

/** A session as it was written before sessions said how they began. */
type StoredSession = Pick<Session, 'hash' | 'endsAt'> & Partial<Session>

/** A record as it was written, perhaps before people were looked after here. */
export type StoredRecord = Pick<PrincipalRecord, 'principal' | 'suspended'> &
  Partial<Omit<PrincipalRecord, 'sessions' | 'key'>> & {
    readonly sessions: readonly StoredSession[]
    readonly key: Pick<KeySecret, 'hash'> | KeySecret | null
  }

/** The record with everything it did not know when it was written. */
export function upToDate(stored: StoredRecord): PrincipalRecord {
  const [first] = stored.sessions
  const { invitation, key } = stored
  return {
    ...enrolled(stored.principal),
    joinedAt: first === undefined ? null : first.endsAt - EARLIER_MS,
    invitedAt: invitation == null ? null : invitation.endsAt - INVITATION_MS,
    ...stored,
    sessions: stored.sessions.map(sessionUpToDate),
    key: key === null ? null : { endsAt: null, ...key },
    invitation: invitation == null ? null : { ...invitation, command: invitation.command ?? null },
  }
}

/** Sessions once lasted so long and said nothing of themselves. */
const EARLIER_MS = 30 * 86_400_000

function sessionUpToDate(stored: StoredSession): Session {
  const startedAt = stored.endsAt - EARLIER_MS
  const unsaid = { proof: 'invitation', on: null, browser: '', from: null, startedAt } as const
  return { ...unsaid, seenAt: startedAt, idleMs: EARLIER_MS, ...stored }
}
