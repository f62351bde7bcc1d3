import type { Env } from './env.ts'
import type { KnownOffer } from './library/offers.ts'
import { takersOf } from './library/stock.ts'
import { campaignOf } from './offer-references.ts'
import { stockStub } from './stubs.ts'

/** Who counts the money of a campaign, and how much of it one voucher may cost. */
interface Budgeted {
  readonly name: string
  /** Minor units. */
  readonly amount: number
}

/** By then whoever took an offer without being counted has their voucher, and lists know of it. */
const LISTED_MS = 5_000
/** So many takers are told in one message. */
const TOLD_AT_ONCE = 5_000

/**
 * The name of what counts an offer's stock, told how much there is as of that version; null where nobody has to count. Who took
 * it before there was a stock has their place in it: they are entered when the counting begins. Whoever comes in the first
 * seconds of a first stock waits until the lists know of everybody before them. Rule R97.
 */
export async function stockOf(env: Env, offer: KnownOffer): Promise<string | null> {
  const { id, facts, version, counted, countedAt } = offer
  if (!counted) return null
  const begun = await stockStub(env, id).configure(facts.stock, version, false)
  if (begun) return id
  const early = (countedAt ?? 0) + LISTED_MS - Date.now()
  if (early > 0) await scheduler.wait(Math.min(early, LISTED_MS))
  const takers = await takersOf(env.DB, id)
  for (let from = 0; from < takers.length; from += TOLD_AT_ONCE)
    await stockStub(env, id).enter(takers.slice(from, from + TOLD_AT_ONCE))
  await stockStub(env, id).configure(facts.stock, version)
  return id
}

/** The money of its campaign that one voucher can cost at most; none where the campaign has no budget. `worth`: null is any sum. */
export async function budgetOf(
  env: Env,
  { facts }: Pick<KnownOffer, 'facts'>,
  worth: number | null,
): Promise<Budgeted | null> {
  const campaign = await campaignOf(env, facts)
  const budget = campaign?.budget ?? null
  if (campaign === null || budget === null || worth === 0) return null
  await stockStub(env, campaign.id).configure(budget.amount, campaign.version)
  // What may cost any sum fits into no budget: it can only be published while its campaign gets one.
  return { name: campaign.id, amount: worth ?? budget.amount + 1 }
}
