import { Field, TextField } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import type { FieldErrors } from '../issue-values.ts'
import { AmountField, currencySign } from '../money-field.tsx'
import { Select } from '../select.tsx'
import { Tick, Ticks } from './ticks.tsx'
import { CHANNELS, type OfferChoices, type OfferValues, PERIODS } from './values.ts'

interface SectionProps {
  readonly frame: Frame
  readonly values: OfferValues
  readonly errors: FieldErrors
  readonly choices: OfferChoices
}

/** Plans, tags, first purchase, and a word. */
export function Who({ frame, values, errors, choices }: SectionProps) {
  const words = frame.words.offerForm
  return (
    <>
      <Ticks
        name="plan_ids"
        label={words.plans}
        hint={words.plansHint}
        choices={choices.plans}
        chosen={values.plan_ids}
        error={errors.plan_ids}
      />
      <Ticks
        name="segments"
        label={words.segments}
        hint={words.segmentsHint}
        choices={choices.segments}
        chosen={values.segments}
        error={errors.segments}
      />
      <Tick name="first_purchase_only" label={words.firstPurchase} checked={values.first_purchase_only} />
      <Field
        id="claim_word"
        label={words.word}
        optional={frame.words.common.optional}
        hint={words.wordHint}
        error={errors.claim_word}
        value={values.claim_word}
        code
      />
    </>
  )
}

/** From when until when people can get it. */
export function When({ frame, values, errors }: SectionProps) {
  const words = frame.words.offerForm
  const { common, offerForm } = frame.words
  const ends = [
    ['from', words.fromDay, words.fromTime],
    ['until', words.untilDay, words.untilTime],
  ] as const
  return (
    <>
      <p class="hint">{offerForm.whenHint(common.zone(frame.display.city(frame.brand.zone)))}</p>
      {ends.map(([end, day, time]) => (
        <div class="side-by-side">
          <Field
            id={`${end}_date`}
            label={day}
            value={values[`${end}_date`]}
            error={errors[`${end}_date`]}
            attributes={{ type: 'date' }}
          />
          <div class="slim">
            <Field
              id={`${end}_time`}
              label={time}
              optional={common.optional}
              value={values[`${end}_time`]}
              error={errors[`${end}_time`]}
              attributes={{ type: 'time' }}
            />
          </div>
        </div>
      ))}
    </>
  )
}

/** Shops, partners, and whether online. */
export function Where({ frame, values, errors, choices }: SectionProps) {
  const words = frame.words.offerForm
  const channels = CHANNELS.map((value) => ({ value, label: words.channel[value] }))
  return (
    <>
      <Ticks
        name="store_ids"
        label={words.stores}
        hint={frame.words.admin.issue.whereHint(choices.stores.length)}
        choices={choices.stores}
        chosen={values.store_ids}
        error={errors.store_ids}
      />
      <Ticks
        name="partner_ids"
        label={words.partners}
        hint={words.partnersHint}
        choices={choices.partners}
        chosen={values.partner_ids}
        error={errors.partner_ids}
      />
      <Ticks
        name="channels"
        label={words.channels}
        choices={channels}
        chosen={values.channels}
        error={errors.channels}
      />
    </>
  )
}

/** How many there are, how many for one, from what purchase and for which products. */
export function Limits({ frame, values, errors }: SectionProps) {
  const words = frame.words.offerForm
  const { optional } = frame.words.common
  const count = { inputmode: 'numeric', autocomplete: 'off' }
  return (
    <>
      <Field
        id="stock"
        label={words.stock}
        hint={words.stockHint}
        value={values.stock}
        error={errors.stock}
        attributes={count}
      />
      <div class="side-by-side side-by-side--level">
        <Field
          id="per_customer"
          label={words.perCustomer}
          hint={words.perCustomerHint}
          value={values.per_customer}
          error={errors.per_customer}
          attributes={count}
        />
        <Select
          id="per_customer_period"
          label={words.period}
          value={values.per_customer_period}
          options={PERIODS.map((value) => ({ value, label: words.periods[value] }))}
        />
      </div>
      <AmountField
        id="minimum_spend"
        label={frame.words.admin.issue.minimumSpend}
        optional={optional}
        value={values.minimum_spend}
        unit={currencySign(frame)}
        error={errors.minimum_spend}
      />
      <TextField
        id="product_ids"
        label={words.products}
        optional={optional}
        hint={words.productsHint}
        value={values.product_ids}
        error={errors.product_ids}
        attributes={{ rows: 2 }}
      />
      <TextField
        id="category_ids"
        label={words.productCategories}
        optional={optional}
        hint={words.productsHint}
        value={values.category_ids}
        error={errors.category_ids}
        attributes={{ rows: 2 }}
      />
    </>
  )
}

/** Where it stands on the portal, which campaign it belongs to, the small print, and three rules of the voucher. */
export function Details({ frame, values, errors, choices }: SectionProps) {
  const words = frame.words.offerForm
  return (
    <>
      <Ticks
        name="categories"
        label={words.categories}
        choices={choices.categories}
        chosen={values.categories}
        error={errors.categories}
      />
      {choices.campaigns.length > 0 && (
        <Select
          id="campaign_id"
          label={words.campaign}
          value={values.campaign_id}
          options={[{ value: '', label: words.noCampaign }, ...choices.campaigns]}
          error={errors.campaign_id}
        />
      )}
      <TextField
        id="terms_text"
        label={words.terms}
        optional={frame.words.common.optional}
        hint={words.termsHint}
        value={values.terms_text}
        error={errors.terms_text}
        attributes={{ rows: 3 }}
      />
      <div>
        <Tick name="combinable" label={words.combinable} checked={values.combinable} />
        <Tick name="holder_required" label={words.holder} checked={values.holder_required} />
        <Tick
          name="reusable_after_cancellation"
          label={words.reusable}
          checked={values.reusable_after_cancellation}
        />
      </div>
    </>
  )
}
