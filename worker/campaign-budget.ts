import { and, eq, inArray } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { offers } from '../migrations/schema/offers.ts'
import { type Campaign, campaignSchema } from '../src/campaign.ts'
import type { Instant } from '../src/local-time.ts'
import { budgetProblems } from '../src/offer-publishing.ts'
import { phaseAt, standingOf } from '../src/offer-state.ts'
import type { Env } from './env.ts'
import type { Content, ListRow } from './library/lists.ts'
import { offerOf } from './library/offers.ts'
import { stockStub } from './stubs.ts'

/** Why a campaign cannot get that budget. `used`: minor units that its vouchers have cost or can still cost. */
export type BudgetObjection =
  | { readonly kind: 'below_used'; readonly used: number; readonly currency: string }
  /** Offers given out now whose vouchers may cost any sum, or another currency. */
  | { readonly kind: 'unbudgeted'; readonly offers: readonly string[] }

/** Named at most; who mends these finds the rest by saving again. */
const NAMED_MOST = 5

/** What the vouchers of a campaign have cost and can still cost, in minor units: exact, from what counts it. Rule R87. */
export async function budgetUsed(env: Env, campaign: string): Promise<number> {
  return (await stockStub(env, campaign).read())?.used ?? 0
}

/** The budget of something in a list that has one; null for everything else. */
export function budgetIn(content: Content): Campaign['budget'] {
  return campaignSchema.safeParse(content).data?.budget ?? null
}

/** What stands against the content somebody wants to give a campaign; null for every other list. Rules R82 and R83. */
export async function budgetObjection(
  env: Env,
  { id }: Pick<ListRow, 'id'>,
  content: Content,
  now: Instant,
): Promise<BudgetObjection | null> {
  const budget = budgetIn(content)
  if (budget === null) return null
  const used = await budgetUsed(env, id)
  if (budget.amount < used) return { kind: 'below_used', used, currency: budget.currency }
  const unbudgeted = await unbudgetedOffers(env.DB, id, budget, now)
  return unbudgeted.length === 0 ? null : { kind: 'unbudgeted', offers: unbudgeted }
}

/** Names of what is published or may be again without its author's doing, and reserves nothing of that budget. */
async function unbudgetedOffers(
  db: D1Database,
  campaign: string,
  budget: Campaign['budget'],
  now: Instant,
): Promise<readonly string[]> {
  const given = inArray(offers.state, ['published', 'paused'])
  const rows = await drizzle(db)
    .select()
    .from(offers)
    .where(and(eq(offers.campaignId, campaign), given))
  return rows
    .map(offerOf)
    .filter(
      (offer) =>
        phaseAt(standingOf(offer), now) !== 'ended' && budgetProblems(offer.facts, budget).length > 0,
    )
    .slice(0, NAMED_MOST)
    .map(({ facts }) => facts.name)
}
