import * as z from 'zod/mini'
import { WEEKDAYS } from '../../../src/local-time.ts'
import { changedFacts, type OfferFacts, offerSchema } from '../../../src/offer.ts'
import { BENEFIT_KINDS, VALIDITY_KINDS, windowNames } from '../../../views/admin/issue-values.ts'
import {
  COSTS,
  type OfferValues,
  PERIODS,
  WAYS,
  WINDOW_ROWS_MOST,
} from '../../../views/admin/offers/values.ts'
import type { Form } from '../../form.ts'
import { amountText, readAmount } from '../../money-text.ts'
import { benefitOf, oneOf, validityOf, wholeNumber } from '../issue-form.ts'
import { automaticOf, automaticTyped } from './form-automatic.ts'
import { readMoment, typedMoment } from './form-moments.ts'
import { promptRows, promptsAsked, promptsTyped } from './form-prompts.ts'

/** Where and in what money a form is read, and what it was filled in from. */
export interface Reading {
  readonly zone: string
  /** The brand's, in which accounts are kept. */
  readonly currency: string
  readonly before: OfferFacts
}

/** Every field as it was typed, so that nothing is lost when the page comes back. */
export function offerValues(form: Form): OfferValues {
  const text = (name: string) => form.text(name)
  const ticked = (name: string) => form.text(name) !== ''
  const typed = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, text(name)]))
  return {
    ...(typed(TEXTS) as Record<(typeof TEXTS)[number], string>),
    benefit_kind: oneOf(BENEFIT_KINDS, text('benefit_kind'), 'item'),
    validity_kind: oneOf(VALIDITY_KINDS, text('validity_kind'), 'days'),
    cost_kind: oneOf(COSTS, text('cost_kind'), 'nothing'),
    automatic_on: oneOf(WAYS, text('automatic_on'), 'taken'),
    per_customer_period: oneOf(PERIODS, text('per_customer_period'), 'ever'),
    plan_ids: form.all('plan_ids'),
    segments: form.all('segments'),
    categories: form.all('categories'),
    store_ids: form.all('store_ids'),
    partner_ids: form.all('partner_ids'),
    channels: form.all('channels'),
    blackout_dates: form.all('blackout_dates').filter((date) => date !== ''),
    first_purchase_only: ticked('first_purchase_only'),
    combinable: ticked('combinable'),
    holder_required: ticked('holder_required'),
    reusable_after_cancellation: ticked('reusable_after_cancellation'),
    prompts: promptsTyped(form),
    windows: Array.from({ length: WINDOW_ROWS_MOST }, (_, row) => {
      const names = windowNames(row)
      const days = WEEKDAYS.filter((day) => form.all(names.days).includes(day))
      return { days, from: text(names.from), to: text(names.to) }
    }),
  }
}

const TEXTS = [
  'name',
  'description',
  'image_url',
  'percent',
  'max_amount',
  'amount',
  'item',
  'text',
  'days',
  'months',
  'date',
  'time',
  'automatic_minimum',
  'automatic_every',
  'automatic_days',
  'automatic_points',
  'required_points',
  'required_sum',
  'claim_word',
  'from_date',
  'from_time',
  'until_date',
  'until_time',
  'uses',
  'uses_per_day',
  'stock',
  'per_customer',
  'minimum_spend',
  'product_ids',
  'category_ids',
  'campaign_id',
  'terms_text',
] as const satisfies readonly (keyof OfferValues)[]

/** The money an offer speaks of: its benefit's, else its minimum's, else the brand's. */
export function currencyIn({ benefit, minimum_spend }: OfferFacts, brand: string): string {
  return (benefit !== null && 'currency' in benefit ? benefit.currency : minimum_spend?.currency) ?? brand
}

/** What the form says, as the very schema of the API reads it, or every place in it that is wrong. */
export function readOfferForm(
  values: OfferValues,
  reading: Reading,
): { readonly facts: OfferFacts } | { readonly paths: readonly (readonly string[])[] } {
  const asked = factsAsked(values, reading)
  const read = z.safeParse(offerSchema, asked)
  if (read.success) return { facts: changedFacts(reading.before, read.data) }
  return { paths: read.error.issues.map(({ path }) => path.map(String)) }
}

function factsAsked(values: OfferValues, { zone, currency: brand, before }: Reading): unknown {
  const money = currencyIn(before, brand)
  const { cost_kind, automatic_on, required_sum } = values
  // The form does not ask what a present costs.
  const cost = automatic_on === 'taken' ? cost_kind : 'nothing'
  const sum = { amount: readAmount(required_sum, brand), currency: brand }
  const end = (edge: 'from' | 'until', stood: number | null) =>
    readMoment({ date: values[`${edge}_date`], time: values[`${edge}_time`] }, edge, zone, stood)
  const count = (text: string) => (text === '' ? null : (wholeNumber(text) ?? Number.NaN))
  return {
    ...copied(values),
    image_url: values.image_url === '' ? null : values.image_url,
    benefit: benefitOf({ ...values, title: values.name }, money),
    validity: validityOf(values),
    required_points: cost === 'points' ? wholeNumber(values.required_points) || Number.NaN : null,
    required_cashback: cost === 'cashback' ? sum : null,
    required_balance: cost === 'balance' ? sum : null,
    automatic: automaticOf(values, brand),
    publish_from: end('from', before.publish_from),
    publish_until: end('until', before.publish_until),
    windows: values.windows.filter(({ days, from, to }) => days.length > 0 || from !== '' || to !== ''),
    uses: values.benefit_kind === 'value' ? null : (wholeNumber(values.uses) ?? Number.NaN),
    uses_per_day: count(values.uses_per_day),
    prompts: promptsAsked(values.prompts, before.prompts),
    stock: count(values.stock),
    per_customer: count(values.per_customer),
    minimum_spend:
      values.minimum_spend === ''
        ? null
        : { amount: readAmount(values.minimum_spend, money), currency: money },
    product_ids: lines(values.product_ids),
    category_ids: lines(values.category_ids),
    campaign_id: values.campaign_id === '' ? null : values.campaign_id,
    claim_word: values.claim_word === '' ? null : values.claim_word,
  }
}

/** What the form calls as the offer does. */
function copied(values: OfferValues) {
  const { name, description, terms_text, plan_ids, segments, categories, store_ids, partner_ids } = values
  const { channels, blackout_dates, first_purchase_only, per_customer_period } = values
  const { combinable, holder_required, reusable_after_cancellation } = values
  return {
    name,
    description,
    terms_text,
    plan_ids,
    segments,
    categories,
    store_ids,
    partner_ids,
    channels,
    blackout_dates,
    first_purchase_only,
    per_customer_period,
    combinable,
    holder_required,
    reusable_after_cancellation,
  }
}

/** A form filled in with what stands. */
export function valuesIn(facts: OfferFacts, { zone, currency: brand }: Omit<Reading, 'before'>): OfferValues {
  const money = currencyIn(facts, brand)
  const [from, until] = [
    typedMoment(facts.publish_from, 'from', zone),
    typedMoment(facts.publish_until, 'until', zone),
  ]
  const sum = facts.required_cashback ?? facts.required_balance
  const number = (value: number | null) => (value === null ? '' : String(value))
  return {
    ...BLANKS,
    ...facts,
    ...benefitTyped(facts, money),
    ...validityTyped(facts),
    image_url: facts.image_url ?? '',
    ...automaticTyped(facts.automatic),
    cost_kind: costKind(facts),
    required_points: number(facts.required_points),
    required_sum: sum === null ? '' : amountText(sum.amount, sum.currency),
    from_date: from.date,
    from_time: from.time,
    until_date: until.date,
    until_time: until.time,
    uses: number(facts.uses ?? 1),
    uses_per_day: number(facts.uses_per_day),
    prompts: promptRows(facts.prompts),
    stock: number(facts.stock),
    per_customer: number(facts.per_customer),
    minimum_spend: facts.minimum_spend === null ? '' : amountText(facts.minimum_spend.amount, money),
    product_ids: facts.product_ids.join('\n'),
    category_ids: facts.category_ids.join('\n'),
    campaign_id: facts.campaign_id ?? '',
    claim_word: facts.claim_word ?? '',
  }
}

const BLANKS = {
  percent: '',
  max_amount: '',
  amount: '',
  item: '',
  text: '',
  days: '30',
  months: '1',
  date: '',
  time: '',
}

function costKind({
  required_points,
  required_cashback,
  required_balance,
}: OfferFacts): OfferValues['cost_kind'] {
  if (required_points !== null) return 'points'
  if (required_cashback !== null) return 'cashback'
  return required_balance === null ? 'nothing' : 'balance'
}

function benefitTyped({ benefit }: OfferFacts, money: string) {
  if (benefit === null) return { benefit_kind: 'item' as const }
  const { kind } = benefit
  return {
    benefit_kind: kind,
    ...('percent' in benefit && { percent: String(benefit.percent) }),
    ...('max_amount' in benefit &&
      benefit.max_amount !== undefined && { max_amount: amountText(benefit.max_amount, money) }),
    ...('amount' in benefit && { amount: amountText(benefit.amount, money) }),
    ...('item' in benefit && { item: benefit.item }),
    ...('text' in benefit && { text: benefit.text }),
  }
}

function validityTyped({ validity }: OfferFacts) {
  if (validity === null) return { validity_kind: 'days' as const }
  const time = 'time' in validity && validity.time !== undefined ? validity.time : ''
  switch (validity.kind) {
    case 'unlimited':
      return { validity_kind: validity.kind }
    case 'days':
      return { validity_kind: validity.kind, days: String(validity.count), time }
    case 'months':
      return { validity_kind: validity.kind, months: String(validity.count), time }
    case 'fixed_date':
      return { validity_kind: validity.kind, date: validity.date, time }
  }
}

function lines(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}
