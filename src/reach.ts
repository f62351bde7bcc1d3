import type { CustomerId, PrincipalId } from './id.ts'
import { type Action, OF_THE_BRAND, type Role, scopeOf } from './permission.ts'
import type { Principal } from './principal.ts'

/** How far one principal may do one thing, with the names filled in. */
export type Reach =
  | { readonly kind: 'brand' }
  /** `by`: whoever asks. What they made themselves they may see again, wherever it is good. */
  | { readonly kind: 'stores'; readonly stores: readonly string[]; readonly by: PrincipalId }
  | { readonly kind: 'wallet'; readonly customer: CustomerId }
  | { readonly kind: 'self'; readonly id: PrincipalId }
  | { readonly kind: 'nothing' }

/** Where a voucher belongs, as its ledger and its row in the list both say. */
export interface VoucherPlaces {
  /** Where it can be redeemed; empty is everywhere. */
  readonly storeIds: readonly string[]
  readonly issuedIn: string | null
  readonly issuedBy: string
  /** Where it was redeemed, of the uses that stand: somebody may have forced it where it was not good. */
  readonly redeemedIn: readonly (string | null)[]
}

const NOTHING: Reach = { kind: 'nothing' }
/** Who may be bound to no shop and then has them all. */
const UNBOUND: readonly Role[] = ['admin', 'manager', 'api_key']

/** How far this principal may do this. A session at a shared tablet is bound to the tablet's shop, an admin's too. */
export function reachOf(principal: Principal, action: Action): Reach {
  const scope = scopeOf(principal, action)
  switch (scope) {
    case null:
      return NOTHING
    case 'brand':
      return OF_THE_BRAND.includes(action) ? { kind: 'brand' } : inStores(principal)
    case 'own_stores':
    case 'own_partner':
      return inStores(principal)
    case 'own_wallet':
      return principal.id.startsWith('cus_')
        ? { kind: 'wallet', customer: `cus_${principal.id.slice('cus_'.length)}` }
        : NOTHING
    case 'self':
      return { kind: 'self', id: principal.id }
  }
}

function inStores({ role, stores, id }: Principal): Reach {
  if (stores.length > 0) return { kind: 'stores', stores, by: id }
  return UNBOUND.includes(role) ? { kind: 'brand' } : NOTHING
}

/** Whether a voucher lies within: it can be redeemed there, or was issued or redeemed there, or by themselves. */
export function reachesVoucher(reach: Reach, voucher: VoucherPlaces): boolean {
  if (reach.kind !== 'stores') return reach.kind === 'brand'
  const { storeIds, issuedIn, issuedBy, redeemedIn } = voucher
  const within = (store: string | null) => store !== null && reach.stores.includes(store)
  return (
    storeIds.length === 0 ||
    issuedBy === reach.by ||
    within(issuedIn) ||
    storeIds.some(within) ||
    redeemedIn.some(within)
  )
}

/** Whether somebody who works in these shops is heard of: those of the whole brand hear of all, others of whoever shares a shop. */
export function hearsOf(reach: Reach, stores: readonly string[]): boolean {
  if (reach.kind === 'stores') return stores.some((store) => reach.stores.includes(store))
  return reach.kind === 'brand'
}

/** Whether somebody who works in these shops may be changed: whoever is bound to shops changes only those who work nowhere else. */
export function looksAfter(reach: Reach, stores: readonly string[]): boolean {
  if (reach.kind !== 'stores') return reach.kind === 'brand'
  return stores.length > 0 && stores.every((store) => reach.stores.includes(store))
}
