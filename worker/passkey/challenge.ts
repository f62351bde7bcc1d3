import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Answered } from '../../src/access/passkeys.ts'
import type { Env } from '../env.ts'
import { secretHash } from '../secrets.ts'

/** What a challenge was made for: one for signing in adds no passkey, and one of a link serves no other link. */
export type Purpose =
  | { readonly kind: 'sign_in' }
  | { readonly kind: 'add'; readonly to: string }
  | { readonly kind: 'join'; readonly link: string }
  /** A decision about that voucher, asked for by that person. */
  | { readonly kind: 'vouch'; readonly voucher: string; readonly asker: string }

/** An authenticator is asked and answers within so long. */
export const CHALLENGE_MS = 5 * 60_000

const RANDOM_BYTES = 16
const BODY_BYTES = RANDOM_BYTES + 8
const MAC_BYTES = 32

/**
 * A challenge that nobody has to remember: chance, when it ends, and an HMAC of both and its purpose under `CODE_KEY`. That
 * it is answered once, the object of whoever answers sees to, in the transaction that acts on the answer.
 */
export function newChallenge(env: Env, purpose: Purpose, now: number): Uint8Array<ArrayBuffer> {
  const ends = Buffer.alloc(8)
  ends.writeBigUInt64BE(BigInt(now + CHALLENGE_MS))
  const body = Buffer.concat([randomBytes(RANDOM_BYTES), ends])
  return Uint8Array.from(Buffer.concat([body, mac(env, purpose, body)]))
}

/** The challenge as it came back, base64url, if this world made it for that purpose and it has not ended; else null. */
export function readChallenge(env: Env, purpose: Purpose, text: string, now: number): Answered | null {
  const bytes = Buffer.from(text, 'base64url')
  // Other spellings of the same bytes would be other challenges to whoever remembers them.
  if (bytes.length !== BODY_BYTES + MAC_BYTES || bytes.toString('base64url') !== text) return null
  const body = bytes.subarray(0, BODY_BYTES)
  if (!timingSafeEqual(mac(env, purpose, body), bytes.subarray(BODY_BYTES))) return null
  const endsAt = Number(body.readBigUInt64BE(RANDOM_BYTES))
  return now < endsAt ? { hash: secretHash(text), endsAt } : null
}

function mac(env: Env, purpose: Purpose, body: Uint8Array): Buffer {
  return createHmac('sha256', Buffer.from(env.CODE_KEY, 'base64url'))
    .update(`passkey:${env.WORLD}:${purpose.kind}:${subjectOf(purpose)}:`)
    .update(body)
    .digest()
}

function subjectOf(purpose: Purpose): string {
  switch (purpose.kind) {
    case 'sign_in':
      return ''
    case 'add':
      return purpose.to
    case 'join':
      return purpose.link
    case 'vouch':
      return `${purpose.voucher} ${purpose.asker}`
  }
}
