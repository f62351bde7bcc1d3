import type { Context } from 'hono'
import { canBeForced, decidesIn } from '../../src/forcing.ts'
import type { VoucherId } from '../../src/id.ts'
import { may } from '../../src/permission.ts'
import type { Refusal } from '../../src/refusal.ts'
import type { Place } from '../../src/voucher.ts'
import type { AppEnv } from '../env.ts'
import { canBeAsked } from './redeem-view.ts'

/**
 * Who can decide here: whoever is signed in; or, where the brand's staff work in a shop, a manager who comes by: with their
 * passkey, and on a shared tablet with their PIN too. Null for nobody.
 */
export function deciderAt(
  c: Context<AppEnv>,
  { store }: Place,
): 'self' | 'passkey' | 'passkey_or_pin' | null {
  const principal = c.get('principal')
  if (principal.role === 'kiosk' || principal.role === 'api_key') return null
  if (may(principal, 'redemptions:override') && decidesIn(store, principal)) return 'self'
  if (store === null || principal.role === 'partner') return null
  return c.get('session')?.on == null ? 'passkey' : 'passkey_or_pin'
}

/** Whether there is something to decide, and a manager may. */
export function isForAManager(c: Context<AppEnv>, refusals: readonly Refusal[]): boolean {
  return canBeForced(refusals.map(({ reason }) => reason)) && !canBeAsked(c, refusals)
}

/** The page where a manager decides about a refused voucher; null where nobody could. */
export function overrideHref(
  c: Context<AppEnv>,
  place: Place,
  voucher: VoucherId,
  refusals: readonly Refusal[],
): string | null {
  if (deciderAt(c, place) === null || !isForAManager(c, refusals)) return null
  const query = new URLSearchParams({ voucher, ...(place.store !== null && { store: place.store }) })
  return `/scan/overrides?${query}`
}
