import type { OfferFacts } from '../../../src/offer.ts'
import type { OfferValues } from '../../../views/admin/offers/values.ts'
import { amountText, readAmount } from '../../money-text.ts'
import { wholeNumber } from '../issue-form.ts'

type AutomaticValues = Pick<
  OfferValues,
  'automatic_on' | 'automatic_minimum' | 'automatic_every' | 'automatic_days' | 'automatic_points'
>

/** On what the form says the offer gives itself, for its schema to read; null where customers take it. */
export function automaticOf(values: AutomaticValues, currency: string): unknown {
  const { automatic_on: on, automatic_minimum: least } = values
  const count = (text: string) => wholeNumber(text) ?? Number.NaN
  switch (on) {
    case 'taken':
      return null
    case 'purchase':
      return { on, minimum: least === '' ? null : { amount: readAmount(least, currency), currency } }
    case 'visit':
      return { on, every: count(values.automatic_every) }
    case 'absence':
      return { on, days: count(values.automatic_days) }
    case 'points':
      return { on, reached: count(values.automatic_points) }
    case 'sign_up':
    case 'birthday':
      return { on }
  }
}

/** The same as the form is filled in with it; what it does not say stands there as a good beginning. */
export function automaticTyped(automatic: OfferFacts['automatic']): AutomaticValues {
  const said = automatic ?? { on: 'taken' as const }
  const least = 'minimum' in said ? said.minimum : null
  return {
    automatic_on: said.on,
    automatic_minimum: least === null ? '' : amountText(least.amount, least.currency),
    automatic_every: 'every' in said ? String(said.every) : '5',
    automatic_days: 'days' in said ? String(said.days) : '60',
    automatic_points: 'reached' in said ? String(said.reached) : '100',
  }
}
