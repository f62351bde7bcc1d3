import type { Campaign } from '../src/campaign.ts'
import type { Directory } from '../src/directory.ts'
import type { OfferFacts, OfferProblem } from '../src/offer.ts'
import type { Env } from './env.ts'
import { imageExists } from './images.ts'
import { type ListName, listRow, listRows } from './library/lists.ts'

/** Anything that can be wrong with an offer, with its field; what it names may not be there, which no schema can know. */
export interface FoundProblem {
  readonly pointer: string
  readonly problem:
    | OfferProblem['problem']
    | 'image_gone'
    | 'plan_unknown'
    | 'segment_unknown'
    | 'category_unknown'
    | 'store_unknown'
    | 'partner_unknown'
    | 'campaign_unknown'
}

/** The lists an offer can name things of, each with where it does. */
const LISTS = [
  ['plans', 'plan_ids', 'plan_unknown'],
  ['categories', 'categories', 'category_unknown'],
] as const

/** All that an offer names and is not there, or was archived; what it named `before` may stay. */
export async function strangers(
  env: Env,
  directory: Directory,
  facts: OfferFacts,
  before: OfferFacts | null,
): Promise<readonly FoundProblem[]> {
  const { store_ids, partner_ids, image_url } = facts
  const stores = directory.stores.filter(({ state }) => state !== 'archived').map(({ id }) => id)
  const partners = directory.partners.map(({ id }) => id)
  const gone = image_url !== null && image_url !== before?.image_url && !(await imageExists(env, image_url))
  const listed = LISTS.map(async ([list, field, problem]) =>
    unknown(field, facts[field], before?.[field], problem, await activeIds(env, list, facts[field])),
  )
  return [
    ...(gone ? [{ pointer: '/image_url', problem: 'image_gone' as const }] : []),
    ...(await Promise.all(listed)).flat(),
    ...(await strangeSegments(env, facts, before)),
    ...unknown('store_ids', store_ids, before?.store_ids, 'store_unknown', stores),
    ...unknown('partner_ids', partner_ids, before?.partner_ids, 'partner_unknown', partners),
    ...(await strangeCampaign(env, facts, before)),
  ]
}

/** The budget of its campaign; null where it is in none, or the campaign has none. */
export async function budgetFor(env: Env, facts: OfferFacts): Promise<Campaign['budget']> {
  return (await campaignOf(env, facts))?.budget ?? null
}

/** The campaign an offer is in, as of which version, and its budget; null where it is in none. */
export async function campaignOf(
  env: Env,
  { campaign_id }: OfferFacts,
): Promise<{ readonly id: string; readonly version: number; readonly budget: Campaign['budget'] } | null> {
  const row = campaign_id === null ? null : await listRow(env.DB, 'campaigns', campaign_id)
  if (row === null) return null
  return { id: row.id, version: row.version, budget: (row.facts.budget ?? null) as Campaign['budget'] }
}

function unknown(
  field: string,
  named: readonly string[],
  before: readonly string[] | undefined,
  problem: FoundProblem['problem'],
  known: readonly string[],
): FoundProblem[] {
  return named.flatMap((one, index) =>
    known.includes(one) || before?.includes(one) === true ? [] : [{ pointer: `/${field}/${index}`, problem }],
  )
}

/** Asked only where something is named. */
async function activeIds(env: Env, list: ListName, named: readonly string[]): Promise<readonly string[]> {
  if (named.length === 0) return []
  return (await listRows(env.DB, list)).filter(({ state }) => state === 'active').map(({ id }) => id)
}

/** Where the brand keeps a list of tags, only its own. */
async function strangeSegments(env: Env, { segments }: OfferFacts, before: OfferFacts | null) {
  if (segments.length === 0) return []
  const rows = await listRows(env.DB, 'tags')
  if (rows.length === 0) return []
  const offered = rows.filter(({ state }) => state === 'active').map(({ name }) => name)
  return unknown('segments', segments, before?.segments, 'segment_unknown', offered)
}

async function strangeCampaign(
  env: Env,
  { campaign_id }: OfferFacts,
  before: OfferFacts | null,
): Promise<FoundProblem[]> {
  if (campaign_id === null || campaign_id === before?.campaign_id) return []
  const row = await listRow(env.DB, 'campaigns', campaign_id)
  return row?.state === 'active' ? [] : [{ pointer: '/campaign_id', problem: 'campaign_unknown' }]
}
