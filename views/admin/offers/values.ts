import type { OfferFacts } from '../../../src/offer.ts'
import type { Prompt } from '../../../src/prompt.ts'
import { type BenefitValues, type ValidityValues, type WindowValues, windowNames } from '../issue-values.ts'

/** What a claim can cost, the commonest first. */
export const COSTS = ['nothing', 'points', 'cashback', 'balance'] as const
/** How customers come to it: they take it, or it gives itself. */
export const WAYS = [
  'taken',
  'purchase',
  'visit',
  'points',
  'sign_up',
  'birthday',
  'absence',
] as const satisfies readonly (NonNullable<OfferFacts['automatic']>['on'] | 'taken')[]
/** How claims of one customer are counted. */
export const PERIODS = [
  'ever',
  'day',
  'week',
  'month',
  'year',
] as const satisfies readonly OfferFacts['per_customer_period'][]
/** Where a voucher can be used. */
export const CHANNELS = ['in_store', 'online'] as const satisfies OfferFacts['channels']
/** How a question of the counter is answered. */
export const PROMPT_KINDS = ['text', 'number', 'tick'] as const satisfies readonly Prompt['kind'][]
/** As many rows of hours as an offer may have. */
export const WINDOW_ROWS_MOST = 14

/** A question the counter asks, as typed; without a label it is an empty row. */
export interface PromptValues {
  readonly label: string
  readonly kind: Prompt['kind']
}

/** Every field of the form under its own name, as people typed it. */
export interface OfferValues extends ValidityValues, BenefitValues {
  readonly name: string
  readonly description: string
  readonly image_url: string
  readonly automatic_on: (typeof WAYS)[number]
  readonly automatic_minimum: string
  readonly automatic_every: string
  readonly automatic_days: string
  readonly automatic_points: string
  readonly cost_kind: (typeof COSTS)[number]
  readonly required_points: string
  readonly required_sum: string
  readonly plan_ids: readonly string[]
  readonly segments: readonly string[]
  readonly first_purchase_only: boolean
  readonly claim_word: string
  readonly from_date: string
  readonly from_time: string
  readonly until_date: string
  readonly until_time: string
  readonly windows: readonly WindowValues[]
  readonly blackout_dates: readonly string[]
  readonly uses: string
  readonly uses_per_day: string
  readonly store_ids: readonly string[]
  readonly partner_ids: readonly string[]
  readonly channels: readonly string[]
  readonly stock: string
  readonly per_customer: string
  readonly per_customer_period: OfferFacts['per_customer_period']
  readonly minimum_spend: string
  /** One id a line. */
  readonly product_ids: string
  readonly category_ids: string
  readonly categories: readonly string[]
  readonly campaign_id: string
  readonly terms_text: string
  readonly combinable: boolean
  readonly holder_required: boolean
  readonly prompts: readonly PromptValues[]
  readonly reusable_after_cancellation: boolean
}

const WINDOW_FIELDS = Array.from({ length: WINDOW_ROWS_MOST }, (_, row) => windowNames(row)).flatMap(
  Object.values<string>,
)

/** The folds of the form, in order, each with its fields. */
export const SECTIONS = {
  voucher: [
    'validity_kind',
    'days',
    'months',
    'date',
    'time',
    ...WINDOW_FIELDS,
    'blackout_dates',
    'uses',
    'uses_per_day',
    'prompts',
  ],
  who: ['plan_ids', 'segments', 'first_purchase_only', 'claim_word'],
  when: ['from_date', 'from_time', 'until_date', 'until_time'],
  where: ['store_ids', 'partner_ids', 'channels'],
  limits: ['stock', 'per_customer', 'per_customer_period', 'minimum_spend', 'product_ids', 'category_ids'],
  details: [
    'categories',
    'campaign_id',
    'terms_text',
    'combinable',
    'holder_required',
    'reusable_after_cancellation',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type Section = keyof typeof SECTIONS

/** Every field in the order of the page: errors are listed like that. */
export const OFFER_FIELDS: readonly string[] = [
  'name',
  'benefit_kind',
  'percent',
  'max_amount',
  'amount',
  'item',
  'text',
  'image',
  'image_url',
  'description',
  'automatic_on',
  'automatic_minimum',
  'automatic_every',
  'automatic_points',
  'automatic_days',
  'cost_kind',
  'required_points',
  'required_sum',
  ...Object.values(SECTIONS).flat(),
]

/** What the form offers to choose from. */
export interface OfferChoices {
  readonly plans: readonly Choice[]
  readonly segments: readonly Choice[]
  readonly categories: readonly Choice[]
  readonly campaigns: readonly Choice[]
  readonly stores: readonly Choice[]
  readonly partners: readonly Choice[]
}

/** One of several, by the name people know. */
export interface Choice {
  readonly value: string
  readonly label: string
}
