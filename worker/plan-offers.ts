import type { PlanVouchers } from '../src/plan.ts'
import { type PlanObstacle, planObstacle } from '../src/plan-offer.ts'
import type { Surroundings } from './claiming.ts'
import type { Content } from './library/lists.ts'
import { type KnownOffer, offersNamed } from './library/offers.ts'
import { budgetFor } from './offer-references.ts'
import type { FieldError } from './problem.ts'

/** What a plan gives of one offer, and what keeps it from that now. */
export interface PlanLine {
  readonly offer: KnownOffer | null
  readonly obstacle: PlanObstacle | null
}

/** The offers of a plan's lines, each with what stands in its way. Rule R112. */
export async function planLines(
  { env, directory, now }: Surroundings,
  vouchers: PlanVouchers,
): Promise<ReadonlyMap<string, PlanLine>> {
  const ids = vouchers.map(({ offer_id }) => offer_id)
  const offers = await offersNamed(env.DB, ids)
  const lines = ids.map(async (id): Promise<readonly [string, PlanLine]> => {
    const offer = offers.find((one) => one.id === id) ?? null
    const budget = offer === null ? null : await budgetFor(env, offer.facts)
    return [id, { offer, obstacle: planObstacle(offer, { now, zone: directory.brand.zone, budget }) }]
  })
  return new Map(await Promise.all(lines))
}

/** Lines of a plan that name an offer it cannot issue; what it named `before` may stay. Nothing for other lists. */
export async function strangeVouchers(
  surroundings: Surroundings,
  content: Content,
  before: Content | null,
): Promise<readonly FieldError[]> {
  const vouchers = vouchersIn(content)
  const stood = before === null ? [] : vouchersIn(before).map(({ offer_id }) => offer_id)
  const lines = await planLines(surroundings, vouchers)
  return vouchers.flatMap(({ offer_id }, index) => {
    const obstacle = stood.includes(offer_id) ? null : (lines.get(offer_id)?.obstacle ?? null)
    return obstacle === null ? [] : [{ pointer: `/vouchers/${index}/offer_id`, detail: DETAILS[obstacle] }]
  })
}

/** The vouchers a plan promises. */
export function vouchersIn(content: Content): PlanVouchers {
  return (content.vouchers ?? []) as PlanVouchers
}

const DETAILS: Readonly<Record<PlanObstacle, string>> = {
  offer_gone: 'is not one of your offers',
  offer_paused: 'is an offer that is paused',
  offer_ended: 'is an offer that is over',
  offer_incomplete: 'is an offer that lacks what it gives or how long its vouchers last',
}
