import type { Context } from 'hono'
import { storeOf } from '../src/directory.ts'
import type { StoreId } from '../src/id.ts'
import { storeFor } from '../src/principal.ts'
import type { Place } from '../src/voucher.ts'
import type { AppEnv } from './env.ts'

/** Where a command comes from, as facts for its entry; null for a store this principal may not act in, or that is none. */
export function placeOf(
  c: Context<AppEnv>,
  asked: StoreId | null,
  channel?: 'in_store' | 'online',
): Place | null {
  const { principal, directory, device } = c.var
  const id = storeFor(principal, asked)
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
    device,
  }
}
