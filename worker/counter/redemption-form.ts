import { isCurrency } from '../../src/money.ts'
import type { Order } from '../../src/order.ts'
import type { Refusal, Refusals } from '../../src/refusal.ts'
import { en } from '../../views/words/en.ts'
import type { Form } from '../form.ts'
import { readAmount } from '../money-text.ts'

/** What a till typed before redeeming: as typed, as read (minor units), and how to repair what cannot be read. */
export interface RedemptionForm {
  readonly typed: { readonly amount: string; readonly order_amount: string; readonly order_id: string }
  readonly amount: number | null
  readonly order: Order | null
  readonly errors: Readonly<Record<string, string>>
}

/** The same as the API takes. */
const ORDER_ID_MOST = 120

/**
 * Reads the order in the brand's `currency` and what stored value pays in the one it was asked in, which the form
 * names; an order without a number of its own goes by the request's key.
 */
export function readRedemptionForm(form: Form, currency: string, key: string): RedemptionForm {
  const typed = {
    amount: form.text('amount'),
    order_amount: form.text('order_amount'),
    order_id: form.text('order_id'),
  }
  const asked = form.text('currency')
  const amount = typed.amount === '' ? null : readAmount(typed.amount, isCurrency(asked) ? asked : currency)
  const total = typed.order_amount === '' ? null : readAmount(typed.order_amount, currency)
  const unclear = en.rulings.amountUnclear
  const errors = {
    ...(typed.amount !== '' && !amount && { amount: unclear }),
    ...(typed.order_amount !== '' && !total && { order_amount: unclear }),
    ...(typed.order_id.length > ORDER_ID_MOST && { order_id: en.admin.issue.problems.long(ORDER_ID_MOST) }),
  }
  const order = total ? { order_id: typed.order_id || key, amount: total, currency } : null
  return { typed, amount, order, errors }
}

/** The field whose number stood in the way, when nothing else did: the till mends it rather than starting again. */
export function fieldToMend(refusals: Refusals): 'amount' | 'order_amount' | null {
  const fields = new Set(refusals.map(fieldOf))
  const [only] = fields
  return fields.size === 1 ? (only ?? null) : null
}

function fieldOf({ reason }: Refusal): 'amount' | 'order_amount' | null {
  switch (reason) {
    case 'amount_invalid':
    case 'insufficient_balance':
      return 'amount'
    case 'minimum_spend_not_met':
    case 'order_required':
      return 'order_amount'
    default:
      return null
  }
}
