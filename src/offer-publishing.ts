import type { Campaign } from './campaign.ts'
import { worthOf } from './goodwill.ts'
import type { Instant } from './local-time.ts'
import type { OfferFacts, OfferProblem } from './offer.ts'
import { closesAt } from './validity.ts'

/** When and under which budget it is published. */
export interface Publishing {
  readonly now: Instant
  /** The brand's: days of publication and of vouchers without a shop of their own are counted there. */
  readonly zone: string
  /** Of its campaign; null where it is in none, or the campaign has none. */
  readonly budget: Campaign['budget']
}

/** All that an offer still lacks to be published, each with its field; none when it is complete. Rule R81. */
export function lacking(facts: OfferFacts, { now, zone, budget }: Publishing): readonly OfferProblem[] {
  const { benefit, validity, publish_from, publish_until } = facts
  const opens = Math.max(now, publish_from ?? now)
  const closes = validity === null ? null : closesAt(validity, zone, opens)
  const found: readonly (OfferProblem | false)[] = [
    benefit === null && { pointer: '/benefit', problem: 'benefit_missing' },
    ...budgetProblems(facts, budget),
    validity === null && { pointer: '/validity', problem: 'validity_missing' },
    // Nobody could use what they claim on the first day.
    closes !== null && closes <= opens && { pointer: '/validity', problem: 'validity_over' },
    publish_until !== null && publish_until <= now && { pointer: '/publish_until', problem: 'already_over' },
  ]
  return found.filter((problem) => problem !== false)
}

/** A budget reserves the most a voucher can cost: a percentage without a most, or another currency, has none to reserve. Rule R83. */
export function budgetProblems(
  { benefit, uses, minimum_spend }: OfferFacts,
  budget: Campaign['budget'],
): OfferProblem[] {
  if (budget === null || benefit === null) return []
  const worth = worthOf({ benefit, uses, minimum_spend })
  if (worth.amount === null) return [{ pointer: '/benefit/max_amount', problem: 'budget' }]
  const strange = worth.amount > 0 && worth.currency !== null && worth.currency !== budget.currency
  return strange ? [{ pointer: '/benefit/currency', problem: 'budget_currency' }] : []
}
