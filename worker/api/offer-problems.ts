import type { Context } from 'hono'
import type { AppEnv } from '../env.ts'
import type { Changing, Drafting } from '../offer-acts.ts'
import type { FoundProblem } from '../offer-references.ts'
import { type FieldError, fieldProblem, problem, requestProblem } from '../problem.ts'
import { versionConflict } from '../version.ts'
import { offerJson } from './offer-json.ts'

/** How to mend each thing that can be wrong with an offer. */
const DETAILS: Readonly<Record<FoundProblem['problem'], string>> = {
  several_prices: 'only one of required_points, required_cashback and required_balance can be asked',
  brand_currency: "must be the brand's currency, in which accounts are kept",
  benefit_currency: 'must be the currency of the benefit',
  value_has_no_uses: 'does not go with stored value, which is spent in parts until it is empty',
  uses_missing: 'is needed for anything but stored value',
  per_day_above_uses: 'must not be more than uses',
  ends_before_start: 'must be after publish_from',
  benefit_missing: 'is needed before it can be published',
  validity_missing: 'is needed before it can be published',
  validity_over: 'would be over before anybody could use a voucher',
  already_over: 'is already past',
  automatic_costs: 'does not go with an automatic offer, which customers do not take and so do not pay',
  automatic_word: 'does not go with an automatic offer, which nobody asks for',
  automatic_never: 'would never be true after a purchase or visit',
  budget: 'is needed, since the campaign has a budget: it reserves the most each voucher can cost',
  budget_currency: "must be the currency of the campaign's budget",
  image_gone: 'is no picture that was uploaded here',
  plan_unknown: 'is not one of your plans',
  segment_unknown: 'is none of your customer tags',
  category_unknown: 'is not one of your categories',
  store_unknown: 'is not one of your shops',
  partner_unknown: 'is not one of your partners',
  campaign_unknown: 'is not one of your campaigns',
}

/** Why an offer was not drafted, changed or published, as the API says it. */
export async function offerRefused(
  c: Context<AppEnv>,
  result: Exclude<Changing | Drafting, { kind: 'created' | 'changed' | 'replayed' }>,
): Promise<Response> {
  switch (result.kind) {
    case 'wrong':
      return fieldProblem(c, result.problems.map(fieldOf))
    case 'unready':
      return requestProblem(c, 'offer_incomplete', { errors: result.problems.map(fieldOf) })
    case 'refused':
      return refused(c, result.refusal)
    case 'stale':
      return versionConflict(c, result.offer.version, await offerJson(c.env, result.offer, c.get('now')))
    case 'key_reused':
      return problem(c, { reason: 'idempotency_key_reused' })
    case 'claim_word_taken':
    case 'offers_full':
      return requestProblem(c, result.kind)
    case 'absent':
      return requestProblem(c, 'not_found')
  }
}

function refused(c: Context<AppEnv>, refusal: Extract<Changing, { kind: 'refused' }>['refusal']): Response {
  const { reason } = refusal
  if (reason === 'limit_below_used')
    return requestProblem(c, reason, { limit: refusal.limit, used: refusal.used })
  return requestProblem(c, reason, { offer_status: refusal.status, possible: refusal.possible })
}

function fieldOf({ pointer, problem: found }: FoundProblem): FieldError {
  return { pointer, detail: DETAILS[found] }
}
