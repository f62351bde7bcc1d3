import type { FieldErrors } from '../../../views/admin/issue-values.ts'
import type { OfferValues } from '../../../views/admin/offers/values.ts'
import { en } from '../../../views/words/en.ts'
import type { Changing, Drafting } from '../../offer-acts.ts'
import type { FoundProblem } from '../../offer-references.ts'
import { benefitError, validityError, windowError } from '../issue-form.ts'

const said = en.offerForm.problems
const issue = en.admin.issue.problems

/** How to repair each place the schema found wrong, by the form's own fields. */
export function schemaErrors(values: OfferValues, paths: readonly (readonly string[])[]): FieldErrors {
  return Object.fromEntries(paths.map((path) => fieldError(values, path)).toReversed())
}

function fieldError(values: OfferValues, [head = '', ...rest]: readonly string[]): [string, string] {
  switch (head) {
    case 'benefit':
      return benefitRepair(values, rest[0] ?? '')
    case 'validity':
      return validityError(values, rest[0] ?? '')
    case 'windows':
      return windowError(rest)
    case 'required_points':
      return ['required_points', said.points]
    case 'required_cashback':
    case 'required_balance':
      return ['required_sum', issue.money]
    case 'automatic':
      return automaticError(values)
    case 'publish_from':
      return momentError(values, 'from')
    case 'publish_until':
      return momentError(values, 'until')
    case 'blackout_dates':
      return ['blackout_dates', rest.length === 0 ? said.twice : said.date]
    case 'prompts':
      return ['prompts', said.prompts]
    case 'name':
      return ['name', values.name === '' ? said.name : issue.long(80)]
    default:
      return [head, PLAIN[head] ?? issue.money]
  }
}

const PLAIN: Readonly<Record<string, string>> = {
  description: issue.long(1000),
  terms_text: issue.long(2000),
  image_url: issue.imageGone,
  plan_ids: said.plan,
  segments: said.segment,
  categories: said.category,
  store_ids: issue.store,
  partner_ids: said.partner,
  channels: said.channel,
  claim_word: said.word,
  campaign_id: said.campaign,
  uses: issue.uses,
  uses_per_day: said.count('500'),
  stock: said.count('10,000,000'),
  per_customer: said.count('1,000'),
  product_ids: said.products,
  category_ids: said.products,
}

function automaticError({ automatic_on }: OfferValues): [string, string] {
  switch (automatic_on) {
    case 'purchase':
      return ['automatic_minimum', said.automaticMinimum]
    case 'visit':
      return ['automatic_every', said.automaticCount]
    case 'absence':
      return ['automatic_days', said.automaticCount]
    case 'points':
      return ['automatic_points', said.points]
    case 'taken':
    case 'sign_up':
    case 'birthday':
      return ['automatic_on', said.automaticOn]
  }
}

/** An item left empty is what the name says: then the name is what is missing. */
function benefitRepair(values: OfferValues, field: string): [string, string] {
  const [name, repair] = benefitError({ ...values, title: values.name }, field)
  return name === 'title' ? ['name', said.name] : [name, repair]
}

function momentError(values: OfferValues, edge: 'from' | 'until'): [string, string] {
  const date = values[`${edge}_date`]
  if (date === '') return [`${edge}_date`, said.dayForTime]
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && values[`${edge}_time`] !== ''
    ? [`${edge}_time`, said.time]
    : [`${edge}_date`, said.date]
}

/** How to repair what the rules found wrong. */
export function ruleErrors(values: OfferValues, problems: readonly FoundProblem[]): FieldErrors {
  return Object.fromEntries(problems.map((problem) => ruleError(values, problem)).toReversed())
}

function ruleError(values: OfferValues, { pointer, problem }: FoundProblem): [string, string] {
  const [, head = ''] = pointer.split('/')
  switch (problem) {
    case 'benefit_missing':
      return ['benefit_kind', said.benefitMissing]
    case 'budget':
      return ['max_amount', said.budget]
    case 'budget_currency':
      return ['benefit_kind', said.budgetCurrency]
    case 'validity_missing':
      return ['validity_kind', said.validityMissing]
    case 'validity_over':
      return [values.validity_kind === 'fixed_date' ? 'date' : 'time', said.validityOver]
    case 'already_over':
      return ['until_date', said.past]
    case 'ends_before_start':
      return ['until_date', said.order]
    case 'per_day_above_uses':
      return ['uses_per_day', said.perDay]
    case 'brand_currency':
      return ['required_sum', said.currency]
    case 'benefit_currency':
      return ['minimum_spend', said.currency]
    case 'automatic_costs':
      return ['cost_kind', said.automaticCosts]
    case 'automatic_word':
      return ['claim_word', said.automaticWord]
    case 'automatic_never':
      return ['automatic_on', said.automaticNever]
    case 'several_prices':
    case 'value_has_no_uses':
    case 'uses_missing':
    case 'image_gone':
    case 'plan_unknown':
    case 'segment_unknown':
    case 'category_unknown':
    case 'store_unknown':
    case 'partner_unknown':
    case 'campaign_unknown':
      return [head, PLAIN[head] ?? said.name]
  }
}

/** What the form can say to why nothing was saved; null where it is no matter of its fields. */
export function refusalErrors(
  values: OfferValues,
  result: Exclude<Changing | Drafting, { kind: 'created' | 'changed' | 'replayed' }>,
): FieldErrors | null {
  switch (result.kind) {
    case 'wrong':
    case 'unready':
      return ruleErrors(values, result.problems)
    case 'claim_word_taken':
      return { claim_word: said.wordTaken }
    case 'refused': {
      const { refusal } = result
      if (refusal.reason !== 'limit_below_used') return null
      const used = String(refusal.used)
      return refusal.limit === 'stock'
        ? { stock: said.stockTaken(used) }
        : { per_customer: said.perCustomerTaken(used) }
    }
    default:
      return null
  }
}
