import { worthOf } from '../src/goodwill.ts'
import type { Offer, OfferId } from '../src/offer.ts'
import type { Env } from './env.ts'
import { campaignOf } from './offer-references.ts'
import { stockStub } from './stubs.ts'

type Budgeted = Pick<Offer, 'id' | 'facts'>

/**
 * Those of these offers whose campaign has not enough left for one voucher more: for lists and pages, which say so before
 * somebody asks in vain. Whoever counts the money decides when it is claimed. Rule R83.
 */
export async function usedUp(env: Env, offers: readonly Budgeted[]): Promise<ReadonlySet<OfferId>> {
  const campaigns = Map.groupBy(
    offers.filter(({ facts }) => facts.campaign_id !== null),
    ({ facts }) => facts.campaign_id,
  )
  const found = await Promise.all(
    [...campaigns.values()].map(async ([first, ...rest]) =>
      first === undefined ? [] : outOf(await leftFor(env, first), [first, ...rest]),
    ),
  )
  return new Set(found.flat())
}

/** What is left of the budget of an offer's campaign; null where it has none. */
async function leftFor(env: Env, { facts }: Budgeted): Promise<number | null> {
  const campaign = await campaignOf(env, facts)
  if (campaign?.budget == null) return null
  return campaign.budget.amount - ((await stockStub(env, campaign.id).read())?.used ?? 0)
}

function outOf(left: number | null, offers: readonly Budgeted[]): readonly OfferId[] {
  if (left === null) return []
  return offers.filter(({ facts }) => (costsMost(facts) ?? left + 1) > left).map(({ id }) => id)
}

/** The most one voucher of it can cost; null for any sum. */
function costsMost({ benefit, uses, minimum_spend }: Offer['facts']): number | null {
  return benefit === null ? 0 : worthOf({ benefit, uses, minimum_spend }).amount
}
