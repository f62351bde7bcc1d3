import type { Context } from 'hono'
import { BLANK_OFFER, type OfferFacts } from '../../../src/offer.ts'
import { closesAt } from '../../../src/validity.ts'
import type { OfferPreviewProps } from '../../../views/admin/offers/preview.tsx'
import type { OfferValues } from '../../../views/admin/offers/values.ts'
import { validitySentence } from '../../../views/admin/validity-sentence.ts'
import type { AppEnv } from '../../env.ts'
import { frameFor } from '../../frame.ts'
import { offerView } from '../../offer-view.ts'
import { type Reading, readOfferForm, valuesIn } from './form.ts'

/** The offer as the portal would show it, from a form that may be half filled in. */
export async function previewOf(
  c: Context<AppEnv>,
  values: OfferValues,
  before: OfferFacts,
): Promise<Omit<OfferPreviewProps, 'frame'>> {
  const { brand, stores } = c.get('directory')
  const facts = factsSoFar(values, { zone: brand.zone, currency: brand.currency, before })
  const { validity, store_ids } = facts
  const shops = stores.filter(({ id }) => store_ids.length === 0 || store_ids.includes(id))
  const frame = frameFor(c, c.get('principal'))
  const zone =
    shops.length === 1 && shops[0] !== undefined && store_ids.length === 1 ? shops[0].zone : brand.zone
  const sentence =
    validity === null
      ? null
      : validitySentence(frame, { closesAt: closesAt(validity, zone, c.get('now')), zone, shops })
  return { offer: await offerView(c, facts, facts.stock), sentence }
}

/** What the form says, as far as it says it: what is wrong in it does not keep the rest from being shown. */
function factsSoFar(values: OfferValues, reading: Reading): OfferFacts {
  const name = values.name.slice(0, 80).toWellFormed()
  const whole = readOfferForm({ ...values, name: name === '' ? NAMELESS : name }, reading)
  if ('facts' in whole) return said(whole.facts, name)
  // Field by field: whatever is right alone is shown.
  const untouched = valuesIn(BLANK_OFFER, reading)
  let kept: OfferValues = { ...untouched, name: NAMELESS }
  for (const group of GROUPS) {
    const tried = { ...kept, ...Object.fromEntries(group.map((field) => [field, values[field]])) }
    if ('facts' in readOfferForm(tried, reading)) kept = tried
  }
  const read = readOfferForm(kept, reading)
  const facts = 'facts' in read ? read.facts : reading.before
  return said(facts, name)
}

/** What was said, without what only stood in for it. */
function said(facts: OfferFacts, name: string): OfferFacts {
  const { benefit } = facts
  const unsaid =
    benefit !== null &&
    [benefit.kind === 'custom' ? benefit.text : 'item' in benefit && benefit.item].includes(NAMELESS)
  return { ...facts, name, benefit: unsaid ? null : benefit }
}

/** Stands in for a name nobody wrote yet, so that the rest can be read. */
const NAMELESS = '…'

/** Fields that are right or wrong together. */
const GROUPS: readonly (readonly (keyof OfferValues)[])[] = [
  ['description'],
  ['image_url'],
  ['benefit_kind', 'percent', 'max_amount', 'amount', 'item', 'text'],
  ['validity_kind', 'days', 'months', 'date', 'time'],
  ['automatic_on', 'automatic_minimum', 'automatic_every', 'automatic_days', 'automatic_points'],
  ['cost_kind', 'required_points', 'required_sum'],
  ['plan_ids'],
  ['segments'],
  ['first_purchase_only'],
  ['from_date', 'from_time'],
  ['until_date', 'until_time'],
  ['windows'],
  ['blackout_dates'],
  ['uses'],
  ['uses_per_day'],
  ['store_ids'],
  ['partner_ids'],
  ['channels'],
  ['stock'],
  ['per_customer', 'per_customer_period'],
  ['minimum_spend'],
  ['product_ids'],
  ['category_ids'],
  ['combinable', 'holder_required'],
]
