import { createHmac, randomBytes } from 'node:crypto'
import type { PrincipalId } from '../src/id.ts'
import type { Env } from './env.ts'

/** Rounds of PBKDF2-SHA-256: the most that deployed Workers accept. The HMAC before them makes up for what is missing. */
export const PIN_ROUNDS = 100_000

const SALT_BYTES = 16
const PROOF_BITS = 256

/** The PIN as typed, if it is one: six digits. A phone's full-width digits are the digits they show. */
export function readPin(text: string): string | null {
  const digits = text.normalize('NFKC')
  return /^[0-9]{6}$/.test(digits) ? digits : null
}

/** Chance for a new PIN, base64url. */
export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('base64url')
}

/**
 * What is kept of a PIN, base64url: PBKDF2 of its HMAC under a key derived from `CODE_KEY`. A million PINs are soon
 * tried, but only by whoever holds that key: a stolen object or backup alone says nothing.
 */
export async function pinProof(env: Env, id: PrincipalId, pin: string, salt: string): Promise<string> {
  const key = createHmac('sha256', Buffer.from(env.CODE_KEY, 'base64url')).update('pin').digest()
  const peppered = createHmac('sha256', key).update(`${id}:${pin}`).digest()
  const base = await crypto.subtle.importKey('raw', peppered, 'PBKDF2', false, ['deriveBits'])
  const how = {
    name: 'PBKDF2',
    hash: 'SHA-256',
    salt: Buffer.from(salt, 'base64url'),
    iterations: PIN_ROUNDS,
  }
  return Buffer.from(await crypto.subtle.deriveBits(how, base, PROOF_BITS)).toString('base64url')
}
