import type { Context } from 'hono'
import type { Answered } from '../../src/access/passkeys.ts'
import { isPrincipalId, type PrincipalId } from '../../src/id.ts'
import type { AppEnv } from '../env.ts'
import { whereFrom } from '../network.ts'
import { principalStub } from '../stubs.ts'
import { type Purpose, readChallenge } from './challenge.ts'
import { challengeIn, readAssertion } from './response.ts'
import { verifyAssertion } from './verify.ts'

/** Whose passkey signed which challenge: for the object of that person to decide upon. */
export interface Signed {
  readonly person: PrincipalId
  readonly id: string
  readonly counter: number
  readonly synced: boolean
  readonly challenge: Answered
}

/** Why nobody is proved. */
export type Unproved = 'unreadable' | 'challenge_ended' | 'not_accepted'

/**
 * Whoever the passkey belongs to. It names them itself (`userHandle`), so that nothing is looked up; what proves it is the
 * signature by a passkey of theirs, over a challenge made here minutes ago for this purpose.
 */
export async function signedBy(
  c: Context<AppEnv>,
  text: string,
  purpose: Purpose,
): Promise<Signed | Unproved> {
  const response = readAssertion(text)
  if (response === null) return 'unreadable'
  const challenge = readChallenge(c.env, purpose, challengeIn(response), c.get('now'))
  if (challenge === null) return 'challenge_ended'
  const id = staffNamed(response.response.userHandle ?? '')
  if (id === null) return 'not_accepted'
  const person = principalStub(c.env, id)
  const passkey = await person.passkey(response.id)
  const proved = passkey && (await verifyAssertion(c, response, passkey.publicKey))
  if (proved !== null) return { person: id, id: response.id, ...proved, challenge }
  const reason = passkey === null ? 'passkey_unknown' : 'not_verified'
  // Whoever this was, they were nobody: on record is only where they said they were somebody.
  const by = { by: id, role: null, device: null, from: whereFrom(c) }
  await person.passkeys({ kind: 'refuse', reason, by })
  return 'not_accepted'
}

function staffNamed(handle: string): PrincipalId | null {
  const id = Buffer.from(handle, 'base64url').toString('utf8')
  return id.startsWith('usr_') && isPrincipalId(id) ? id : null
}
