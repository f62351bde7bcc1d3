import { isCurrency } from '../../src/money.ts'
import type { Order } from '../../src/order.ts'
import { type Answers, PROMPTS_MOST } from '../../src/prompt.ts'
import type { Refusal, Refusals } from '../../src/refusal.ts'
import { answerField } from '../../views/counter/answer-field.ts'
import { en } from '../../views/words/en.ts'
import type { Form } from '../form.ts'
import { readAmount } from '../money-text.ts'

/** What a till typed before redeeming: as typed, as read (minor units), and how to repair what cannot be read. */
export interface RedemptionForm {
  readonly typed: Readonly<Record<string, string>>
  readonly amount: number | null
  readonly order: Order | null
  readonly holderSeen: boolean
  /** By the key of what the voucher asks. */
  readonly answers: Answers
  readonly errors: Readonly<Record<string, string>>
}

const ASKED = ['amount', 'order_amount', 'order_id', 'item', 'item_amount', 'holder_seen'] as const
type Asked = (typeof ASKED)[number]

/** The same as the API takes. */
const SHOP_ID_MOST = 120
const ANSWER_MOST = 200
const ITEM = /^(product|category):(.{1,120})$/su

/**
 * Reads the order in the brand's `currency` and what stored value pays in the one it was asked in, which the form
 * names; an order without a number of its own goes by the request's key.
 */
export function readRedemptionForm(form: Form, currency: string, key: string): RedemptionForm {
  const typed = Object.fromEntries(ASKED.map((name) => [name, form.text(name)])) as Record<Asked, string>
  const said = answersSaid(form)
  const asked = form.text('currency')
  const money = (text: string, of = currency) => (text === '' ? null : readAmount(text, of))
  const amount = money(typed.amount, isCurrency(asked) ? asked : currency)
  const total = money(typed.order_amount)
  const part = money(typed.item_amount)
  const unclear = en.rulings.amountUnclear
  const errors = {
    ...(typed.amount !== '' && !amount && { amount: unclear }),
    ...(typed.order_amount !== '' && !total && { order_amount: unclear }),
    ...(typed.item_amount !== '' && !part && { item_amount: unclear }),
    ...(typed.order_id.length > SHOP_ID_MOST && { order_id: en.admin.issue.problems.long(SHOP_ID_MOST) }),
    ...(typed.item !== '' && !ITEM.test(typed.item) && { item: en.rulings.itemUnnamed }),
  }
  const order = total ? { order_id: typed.order_id || key, amount: total, currency } : null
  const items = order && itemsOf(typed.item, part ?? total ?? 0)
  return {
    typed: { ...typed, ...Object.fromEntries(said.map(({ key, text }) => [answerField(key), text])) },
    amount,
    order: order && { ...order, ...(items && { items }) },
    holderSeen: typed.holder_seen === 'yes',
    answers: Object.fromEntries(said.flatMap(({ key, answer }) => (answer === null ? [] : [[key, answer]]))),
    errors,
  }
}

/** The answers, each with how it is to be read, which the form names: the voucher decides whether that is what it asked. */
function answersSaid(form: Form) {
  return form
    .all('asked')
    .slice(0, PROMPTS_MOST)
    .flatMap((asked) => {
      const [, kind, key] = /^(text|number|tick):([a-z][a-z0-9_]{0,39})$/.exec(asked) ?? []
      if (kind === undefined || key === undefined) return []
      const text = form.text(answerField(key)).slice(0, ANSWER_MOST).toWellFormed()
      return [{ key, text, answer: answerIn(kind, text) }]
    })
}

/** Null for none. */
function answerIn(kind: string, text: string): Answers[string] | null {
  if (text === '') return null
  if (kind === 'tick') return text === 'yes'
  return kind === 'number' && /^\d{1,9}$/.test(text) ? Number(text) : text
}

/** What takes part, as one item: what it is in full, the till knows. */
function itemsOf(item: string, unit_amount: number): Order['items'] | null {
  const [, kind, id] = ITEM.exec(item) ?? []
  if (id === undefined) return null
  const one = { product_id: id, quantity: 1, unit_amount }
  return [kind === 'category' ? { ...one, product_id: UNNAMED, category_id: id } : one]
}

/** A product of which only the category was said. */
const UNNAMED = '?'

/** The fields that stood in the way with their reasons, when nothing else did: the till mends them rather than starting again. */
export function fieldsToMend(refusals: Refusals): ReadonlyMap<string, Refusal> | null {
  const fields = refusals.map((refusal) => [fieldsOf(refusal), refusal] as const)
  if (fields.some(([names]) => names.length === 0)) return null
  return new Map(
    fields.toReversed().flatMap(([names, refusal]) => names.map((name) => [name, refusal] as const)),
  )
}

function fieldsOf(refusal: Refusal): readonly string[] {
  if (refusal.reason === 'input_required') return refusal.prompts.map(({ key }) => answerField(key))
  const field = fieldOf(refusal)
  return field === null ? [] : [field]
}

function fieldOf(refusal: Refusal): Asked | null {
  switch (refusal.reason) {
    case 'amount_invalid':
    case 'insufficient_balance':
      return 'amount'
    case 'minimum_spend_not_met':
      return 'order_amount'
    case 'order_required':
      return refusal.items === true ? 'item' : 'order_amount'
    case 'product_not_eligible':
      return 'item'
    case 'customer_required':
      return 'holder_seen'
    default:
      return null
  }
}
