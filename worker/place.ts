import type { Context } from 'hono'
import { storeOf } from '../src/directory.ts'
import { isStoreId } from '../src/id.ts'
import { storeFor } from '../src/principal.ts'
import type { Place } from '../src/voucher.ts'
import type { AppEnv } from './env.ts'

/** Where a command comes from, as facts for its entry; null for a store this principal may not act in, or that is none. */
export function placeOf(
  c: Context<AppEnv>,
  asked: string | null,
  channel?: 'in_store' | 'online',
): Place | null {
  const principal = c.get('principal')
  const directory = c.get('directory')
  const id = asked === null || isStoreId(asked) ? storeFor(principal, asked) : undefined
  if (id === undefined) return null
  const store = storeOf(directory, id)
  if (id !== null && store === null) return null
  return {
    store: id,
    zone: store?.zone ?? directory.brand.zone,
    partner: store?.partner ?? principal.partner,
    channel: channel ?? (principal.role === 'api_key' ? 'online' : 'in_store'),
    by: principal.id,
    self: principal.self,
    device: c.get('device'),
  }
}

/** The same for redeeming: whoever is bound to shops must stand in one of them, and it must be open for business. */
export function counterPlace(
  c: Context<AppEnv>,
  asked: string | null,
  channel?: 'in_store' | 'online',
): Place | null {
  const place = placeOf(c, asked, channel)
  if (place?.store == null) return c.get('principal').stores.length > 0 ? null : place
  return storeOf(c.get('directory'), place.store)?.state === 'open' ? place : null
}
