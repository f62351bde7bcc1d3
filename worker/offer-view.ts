import type { Context } from 'hono'
import { type Directory, storeOf } from '../src/directory.ts'
import type { OfferFacts, OfferId } from '../src/offer.ts'
import { requirementsOf } from '../src/offer-requirements.ts'
import type { StockLevel } from '../src/offer-stock.ts'
import type { OfferView } from '../views/offer-view.ts'
import type { AppEnv, Env } from './env.ts'
import { planNames } from './library/customer-plans.ts'
import { listRows } from './library/lists.ts'
import type { KnownOffer } from './library/offers.ts'
import { type StockKnown, takenOf } from './library/stock.ts'
import { stockStub } from './stubs.ts'

/** What is known of an offer's stock: how many are left, or only how it stands; null leaves it unsaid. */
type Left = number | StockLevel | null

/** An offer as customers see it. */
export async function offerView(c: Context<AppEnv>, facts: OfferFacts, left: Left): Promise<OfferView> {
  return viewOf(c.get('directory'), facts, await planNames(c.env.DB, facts.plan_ids), left)
}

/** The same for a list: stocks as `stock` knows them, and the names of plans read once for all. */
export async function offerViews<T extends Pick<KnownOffer, 'id' | 'facts'>>(
  c: Context<AppEnv>,
  offers: readonly T[],
  stock: StockKnown,
): Promise<readonly { readonly known: T; readonly view: OfferView }[]> {
  const anyPlan = offers.some(({ facts }) => facts.plan_ids.length > 0)
  const plans = new Map(
    anyPlan ? (await listRows(c.env.DB, 'plans')).map(({ id, name }) => [id, name] as const) : [],
  )
  return offers.map((known) => ({
    known,
    view: viewOf(c.get('directory'), known.facts, plans, stock.level(known)),
  }))
}

function viewOf(
  directory: Directory,
  facts: OfferFacts,
  plans: ReadonlyMap<string, string>,
  left: Left,
): OfferView {
  const partners = new Map(directory.partners.map(({ id, name }) => [String(id), name]))
  const exact = typeof left === 'number' ? left : null
  return {
    name: facts.name,
    description: facts.description,
    terms: facts.terms_text,
    imageUrl: facts.image_url,
    benefit: facts.benefit,
    requirements: requirementsOf(left === null ? { ...facts, stock: null } : facts, exact),
    stockLevel: typeof left === 'string' ? left : null,
    plans: facts.plan_ids.flatMap((id) => plans.get(id) ?? []),
    places: [
      ...facts.store_ids.flatMap((id) => storeOf(directory, id)?.name ?? []),
      ...facts.partner_ids.flatMap((id) => partners.get(id) ?? []),
    ],
    shops: directory.stores.filter(({ state }) => state !== 'archived').length,
    zone: directory.brand.zone,
  }
}

/** How many of an offer's stock are left, from what counts them; null without a stock. */
export async function stockLeft(
  env: Env,
  { id, facts }: { readonly id: OfferId; readonly facts: OfferFacts },
): Promise<number | null> {
  return facts.stock === null ? null : Math.max(0, facts.stock - (await stockTaken(env, id)))
}

/** How many of it are taken: counted exactly since it first had a stock, and until then as lists know it. */
export async function stockTaken(env: Env, id: OfferId): Promise<number> {
  return (await stockStub(env, id).read())?.used ?? takenOf(env.DB, id)
}
