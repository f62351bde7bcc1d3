import { currencyDigits } from './money.ts'
import { BLANK_OFFER, type OfferFacts } from './offer.ts'

/** Good beginnings, the commonest first. */
export const OFFER_TEMPLATES = [
  'return_offer',
  'free_item',
  'happy_hour',
  'next_visit',
  'birthday',
  'welcome',
  'win_back',
  'gift_value',
] as const
export type OfferTemplate = (typeof OFFER_TEMPLATES)[number]

/** What a template cannot know: words. `item` where it gives a thing. */
export interface TemplateWords {
  readonly name: string
  readonly description: string
  readonly item: string
}

/** A draft to go on from, in the brand's money. */
export function templateDraft(template: OfferTemplate, words: TemplateWords, currency: string): OfferFacts {
  const { name, description, item } = words
  const whole = (amount: number) => ({ amount: amount * 10 ** currencyDigits(currency), currency })
  return { ...BLANK_OFFER, name, description, ...FACTS[template](whole, item) }
}

type Whole = (amount: number) => { readonly amount: number; readonly currency: string }

const FACTS: Readonly<Record<OfferTemplate, (whole: Whole, item: string) => Partial<OfferFacts>>> = {
  return_offer: (whole) => ({
    benefit: { kind: 'amount', ...whole(3) },
    validity: { kind: 'days', count: 14 },
    automatic: { on: 'purchase', minimum: whole(10) },
    minimum_spend: whole(10),
    ...often(1, 'month'),
  }),
  free_item: (_, item) => ({
    benefit: { kind: 'item', item },
    required_points: 100,
    validity: { kind: 'days', count: 30 },
  }),
  happy_hour: () => ({
    benefit: { kind: 'percent', percent: 20 },
    validity: { kind: 'days', count: 7 },
    windows: [{ days: [...WORKDAYS], from: '15:00', to: '18:00' }],
    channels: ['in_store'],
    ...often(1, 'week'),
  }),
  next_visit: (_, item) => ({
    benefit: { kind: 'item', item },
    validity: { kind: 'days', count: 30 },
    automatic: { on: 'visit', every: 5 },
    channels: ['in_store'],
    ...often(1, 'month'),
  }),
  birthday: (_, item) => ({
    benefit: { kind: 'item', item },
    validity: { kind: 'days', count: 14 },
    automatic: { on: 'birthday' },
    holder_required: true,
    ...often(1, 'year'),
  }),
  welcome: () => ({
    benefit: { kind: 'percent', percent: 10 },
    validity: { kind: 'days', count: 30 },
    automatic: { on: 'sign_up' },
    first_purchase_only: true,
    ...often(1, 'ever'),
  }),
  win_back: (whole) => ({
    benefit: { kind: 'amount', ...whole(5) },
    validity: { kind: 'days', count: 21 },
    automatic: { on: 'absence', days: 60 },
    minimum_spend: whole(15),
    holder_required: true,
    ...often(1, 'year'),
  }),
  gift_value: (whole) => ({
    benefit: { kind: 'value', ...whole(25) },
    required_balance: whole(25),
    validity: { kind: 'months', count: 12 },
    uses: null,
  }),
}

const WORKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const

function often(per_customer: number, per_customer_period: OfferFacts['per_customer_period']) {
  return { per_customer, per_customer_period }
}
