import type { Context } from 'hono'
import { ConflictPage } from '../../../views/admin/conflict.tsx'
import { windowNames } from '../../../views/admin/issue-values.ts'
import type { OfferValues } from '../../../views/admin/offers/values.ts'
import { windowsLine } from '../../../views/windows.ts'
import { en } from '../../../views/words/en.ts'
import type { AppEnv } from '../../env.ts'
import { frameFor } from '../../frame.ts'
import type { KnownOffer } from '../../library/offers.ts'
import { valuesIn } from './form.ts'
import { offerChoices } from './view.ts'

/** 412 with both versions: what was typed, and what somebody else saved meanwhile. */
export async function offerConflict(
  c: Context<AppEnv>,
  offer: KnownOffer,
  values: OfferValues,
): Promise<Response> {
  const { zone, currency } = c.get('directory').brand
  const frame = frameFor(c, c.get('principal'))
  const theirs = valuesIn(offer.facts, { zone, currency })
  const choices = Object.values(await offerChoices(c, offer.facts)).flat()
  const labels = new Map(choices.map(({ value, label }) => [value, label]))
  const told = (value: OfferValues[keyof OfferValues]): string => {
    if (typeof value === 'boolean') return value ? en.audits.yes : en.audits.no
    if (typeof value === 'string') return labels.get(value) ?? said(value)
    return value
      .map((one) => {
        if (typeof one === 'string') return labels.get(one) ?? said(one)
        return 'label' in one ? promptLine(one) : windowsLine(frame, filled([one]))
      })
      .filter((text) => text !== '')
      .join(', ')
  }
  const fields = (Object.keys(LABELS) as (keyof OfferValues)[]).filter(
    (field) => told(values[field]) !== told(theirs[field]),
  )
  return c.html(
    <ConflictPage
      frame={frame}
      title={en.offerForm.editTitle(offer.facts.name)}
      rows={fields.map((field) => ({
        label: LABELS[field],
        yours: told(values[field]),
        theirs: told(theirs[field]),
      }))}
      action={`/admin/offers/${offer.id}`}
      fields={sent(values)}
      current={`/admin/offers/${offer.id}`}
      version={offer.version}
    />,
    412,
  )
}

function promptLine({ label, kind }: OfferValues['prompts'][number]): string {
  return label === '' ? '' : `${label} (${form.promptKinds[kind]})`
}

type Window = OfferValues['windows'][number]

function filled(windows: readonly Window[]) {
  return windows.flatMap(({ days, from, to }) => (days.length === 0 ? [] : [{ days: [...days], from, to }]))
}

/** Everything the form carried, under its own names. */
function sent(values: OfferValues): readonly (readonly [string, string])[] {
  return Object.entries(values).flatMap(([name, value]: [string, OfferValues[keyof OfferValues]]) => {
    if (typeof value === 'string') return [[name, value] as const]
    if (typeof value === 'boolean') return value ? [[name, 'yes'] as const] : []
    return value.flatMap((one, row): readonly (readonly [string, string])[] => {
      if (typeof one === 'string') return [[name, one]]
      if ('label' in one)
        return [
          ['prompt_label', one.label],
          ['prompt_kind', one.kind],
        ]
      const names = windowNames(row)
      return [
        ...one.days.map((day) => [names.days, day] as const),
        [names.from, one.from],
        [names.to, one.to],
      ]
    })
  })
}

const { issue } = en.admin
const form = en.offerForm
const LABELS: Readonly<Record<keyof OfferValues, string>> = {
  name: form.name,
  description: form.description,
  image_url: form.picture,
  benefit_kind: issue.benefit,
  percent: issue.percent,
  max_amount: issue.maxAmount,
  amount: issue.amountOff,
  item: issue.item,
  text: issue.text,
  validity_kind: issue.validity,
  days: issue.days,
  months: issue.months,
  date: issue.date,
  time: issue.time,
  automatic_on: form.way,
  automatic_minimum: form.automaticMinimum,
  automatic_every: form.automaticEvery,
  automatic_days: form.automaticDays,
  automatic_points: form.automaticPoints,
  cost_kind: form.cost,
  required_points: form.points,
  required_sum: form.sum,
  plan_ids: form.plans,
  segments: form.segments,
  first_purchase_only: form.firstPurchase,
  claim_word: form.word,
  from_date: form.fromDay,
  from_time: `${form.fromDay}, ${form.fromTime}`,
  until_date: form.untilDay,
  until_time: `${form.untilDay}, ${form.untilTime}`,
  windows: issue.windows,
  blackout_dates: form.blackout,
  uses: issue.uses,
  uses_per_day: form.usesPerDay,
  prompts: form.prompts,
  store_ids: form.stores,
  partner_ids: form.partners,
  channels: form.channels,
  stock: form.stock,
  per_customer: form.perCustomer,
  per_customer_period: form.period,
  minimum_spend: issue.minimumSpend,
  product_ids: form.products,
  category_ids: form.productCategories,
  categories: form.categories,
  campaign_id: form.campaign,
  terms_text: form.terms,
  combinable: form.combinable,
  holder_required: form.holder,
  reusable_after_cancellation: form.reusable,
}

const WORDS = new Map<string, string>([
  ...Object.entries(issue.kinds),
  ...Object.entries(issue.validities),
  ...Object.entries(form.costs),
  ...Object.entries(form.ways),
  ...Object.entries(form.channel),
  ...Object.entries(form.periods),
])

/** Choices of the form by what they are called there. */
function said(text: string): string {
  return WORDS.get(text) ?? text
}
