import type { Context } from 'hono'
import type { Proof } from '../../src/session.ts'
import type { AppEnv } from '../env.ts'
import { type CustomerRow, survivorById } from '../library/customers.ts'
import { refusePage } from '../refuse.tsx'

/** The record of whoever asks, or null for somebody who has been erased. */
export function own(c: Context<AppEnv>): Promise<CustomerRow | null> {
  return survivorById(c.env.DB, c.get('principal').id)
}

/** The same, for what only they themselves should get or do; or the answer that asks them to confirm it is them. */
export async function confirmed(c: Context<AppEnv>): Promise<CustomerRow | Response> {
  const row = await own(c)
  if (row === null) return refusePage(c, 404)
  return isByLink(c, row) ? c.redirect('/wallet/privacy/confirm', 303) : row
}

/** By what somebody shows that they read the address on the record, or are known better than by it. */
const CONFIRMED: readonly (Proof | undefined)[] = ['email', 'passkey', 'demo']

/**
 * Links in letters are forwarded, and staff who hand a wallet over could open it themselves; whoever has an address can show
 * that it is theirs. Where no letters are sent, what was handed over is the only way in.
 */
export function isByLink(c: Context<AppEnv>, { email }: CustomerRow): boolean {
  const proof = c.get('session')?.proof
  if (email === null || CONFIRMED.includes(proof)) return false
  return c.get('mailer') !== null || proof === 'wallet_link'
}
