import type { Context } from 'hono'
import { isForProducts } from '../../src/eligible.ts'
import type { Refusal } from '../../src/refusal.ts'
import type { Place, Voucher } from '../../src/voucher.ts'
import type { RedeemView } from '../../views/counter/verdict-view.ts'
import type { AppEnv } from '../env.ts'
import { isOutsider } from '../explain.ts'
import { customerById, nameOf } from '../library/customers.ts'

/** What was typed before the redemption, when the form comes back. */
export type Typed = Pick<RedeemView, 'input' | 'errors'>

/** The form that redeems, with everything that this voucher asks first. */
export async function redeemView(
  c: Context<AppEnv>,
  place: Place,
  code: string,
  voucher: Voucher,
  typed: Typed,
): Promise<RedeemView> {
  const { terms, balance } = voucher
  const { product_ids: products = [], category_ids: categories = [] } = terms
  const currency = terms.benefit.kind === 'value' ? terms.benefit.currency : null
  return {
    voucher: voucher.id,
    code,
    commandKey: crypto.randomUUID(),
    needsAmount: balance === null || currency === null ? null : { balance, currency },
    needsOrder: terms.minimum_spend !== null || isForProducts(terms),
    needsItem: isForProducts(terms) ? { products, categories } : null,
    needsHolder: terms.holder_required === true ? { name: await holderName(c, voucher) } : null,
    prompts: terms.prompts ?? [],
    storeId: place.store,
    ...typed,
  }
}

/** Whether a tap alone redeems it for whoever showed their card: nothing is asked, and nothing else is to be looked at. */
export function isRedeemedByTap({ terms, balance }: Voucher): boolean {
  const asks = balance !== null || terms.minimum_spend !== null || isForProducts(terms)
  const looksFirst = terms.holder_required === true || terms.combinable === false
  return !asks && !looksFirst && (terms.prompts ?? []).length === 0
}

/** Whether the form can ask for all that is missing. Nobody stands at a kiosk to see who somebody is, or to answer. */
export function canBeAsked(c: Context<AppEnv>, refusals: readonly Refusal[]): boolean {
  return refusals.every(
    ({ reason }) =>
      reason === 'order_required' ||
      ((reason === 'customer_required' || reason === 'input_required') && canSeeHolder(c)),
  )
}

/** Whether somebody is there who can see whose voucher it is. */
export function canSeeHolder(c: Context<AppEnv>): boolean {
  return c.get('principal').role !== 'kiosk'
}

/** The name to compare with; none for partners, and none while the library cannot be read: scanning goes on. */
async function holderName(c: Context<AppEnv>, { customer }: Voucher): Promise<string | null> {
  if (customer === null || isOutsider(c)) return null
  try {
    const row = await customerById(c.env.DB, customer)
    return row === null ? null : nameOf(row) || null
  } catch {
    return null
  }
}
