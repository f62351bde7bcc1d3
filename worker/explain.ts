import type { Context } from 'hono'
import { storeOf } from '../src/directory.ts'
import type { StoreId } from '../src/id.ts'
import { currencyDigits } from '../src/money.ts'
import type { Refusal } from '../src/refusal.ts'
import { displayFor } from '../views/display.ts'
import { refusalSentence } from '../views/refusal.ts'
import { en } from '../views/words/en.ts'
import type { AppEnv } from './env.ts'
import type { RequestReason } from './problem.ts'

/** The sentence for a request that never got as far as a voucher. */
export function explainRequest(reason: RequestReason): string {
  return en.requests[reason]
}

/** The sentence a person reads for a refusal: the fact that helps and what to do next, on the clock of `zone`. */
export function explain(c: Context<AppEnv>, refusal: Refusal, zone = c.get('directory').brand.zone): string {
  const { directory, now } = c.var
  const hidden = 'store' in refusal && !mayKnowOf(c, refusal.store)
  const storeName = (id: string) => (hidden ? null : (storeOf(directory, `sto_${id.slice(4)}`)?.name ?? null))
  return refusalSentence(
    { words: en, display: displayFor(directory.brand.locale, currencyDigits), now },
    hidden && refusal.reason === 'held' ? { ...refusal, order_id: null } : refusal,
    {
      zone,
      storeName,
    },
  )
}

/** Whether the caller may hear what happened in a shop: partners and bound keys only in their own. Before anybody is known there is nothing to hear. */
export function mayKnowOf(c: Context<AppEnv>, store: StoreId | null): boolean {
  return !isOutsider(c) || (store !== null && c.get('principal').stores.includes(store))
}

/** Whether the caller is bound to its own stores and is not the brand's staff: a presented voucher is answered, not told about. */
export function isOutsider(c: Context<AppEnv>): boolean {
  const { principal } = c.var
  return (principal?.role === 'partner' || principal?.role === 'api_key') && principal.stores.length > 0
}
