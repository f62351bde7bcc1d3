import type { Context } from 'hono'
import { storeOf } from '../src/directory.ts'
import type { OfferFacts, OfferId } from '../src/offer.ts'
import { requirementsOf } from '../src/offer-requirements.ts'
import type { OfferView } from '../views/offer-view.ts'
import type { AppEnv, Env } from './env.ts'
import { planNames } from './library/customer-plans.ts'
import { stockStub } from './stubs.ts'

/** An offer as customers see it. `left`: how many of its stock are left; null leaves the stock unsaid. */
export async function offerView(
  c: Context<AppEnv>,
  facts: OfferFacts,
  left: number | null,
): Promise<OfferView> {
  const directory = c.get('directory')
  const plans = await planNames(c.env.DB, facts.plan_ids)
  const partners = new Map(directory.partners.map(({ id, name }) => [String(id), name]))
  return {
    name: facts.name,
    description: facts.description,
    terms: facts.terms_text,
    imageUrl: facts.image_url,
    benefit: facts.benefit,
    requirements: requirementsOf(left === null ? { ...facts, stock: null } : facts, left),
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

/** How many of it are taken. */
export async function stockTaken(env: Env, id: OfferId): Promise<number> {
  return (await stockStub(env, id).read())?.used ?? 0
}
