import { type Principal, type PrincipalRecord, presenceOf } from '../../src/principal.ts'
import type { Opening } from '../../src/session.ts'

/** A browser that asks for a session with this secret's hash. */
export function anOpening(hash: string, more: Partial<Opening> = {}): Opening {
  return { hash, proof: 'passkey', on: null, browser: 'Chrome, Android', from: null, ...more }
}

/** Whom the secret speaks for; null for nobody. */
export function holderOf(record: PrincipalRecord, hash: string, now: number): Principal | null {
  return presenceOf(record, hash, now)?.principal ?? null
}
