import type { Context } from 'hono'
import type { OfferFacts } from '../../../src/offer.ts'
import type { OfferChoices } from '../../../views/admin/offers/values.ts'
import type { AppEnv } from '../../env.ts'
import { tagsInUse } from '../../library/customer-list.ts'
import { tagsOffered } from '../../library/customer-tags.ts'
import { type ListName, listRows } from '../../library/lists.ts'

/** What the form offers: what is in use, and what the offer names already. */
export async function offerChoices(c: Context<AppEnv>, facts: OfferFacts): Promise<OfferChoices> {
  const { stores, partners } = c.get('directory')
  const named = async (list: ListName, chosen: readonly string[]) =>
    (await listRows(c.env.DB, list))
      .filter(({ id, state }) => state === 'active' || chosen.includes(id))
      .map(({ id, name }) => ({ value: id, label: name }))
  const [plans, categories, campaigns, offered] = await Promise.all([
    named('plans', facts.plan_ids),
    named('categories', facts.categories),
    named('campaigns', facts.campaign_id === null ? [] : [facts.campaign_id]),
    tagsOffered(c.env.DB),
  ])
  const tags = offered.length > 0 ? offered : await tagsInUse(c.env.DB)
  const segments = [...new Set([...tags, ...facts.segments])].map((tag) => ({ value: tag, label: tag }))
  const shops = stores.filter(({ id, state }) => state !== 'archived' || facts.store_ids.includes(id))
  return {
    plans,
    categories,
    campaigns,
    segments,
    stores: shops.map(({ id, name }) => ({ value: id, label: name })),
    partners: partners.map(({ id, name }) => ({ value: id, label: name })),
  }
}
