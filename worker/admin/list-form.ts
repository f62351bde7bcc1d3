import type { Plan } from '../../src/plan.ts'
import type { FieldErrors } from '../../views/admin/issue-values.ts'
import {
  FIELDS_OF,
  ITEM_FIELDS,
  type ItemField,
  type ItemValues,
  planVoucherRows,
} from '../../views/admin/list-view.ts'
import { en } from '../../views/words/en.ts'
import type { Form } from '../form.ts'
import type { Content, ListName } from '../library/lists.ts'
import { isContent, readContent } from '../list-content.ts'
import { amountText, readAmount } from '../money-text.ts'

type Currencies = Readonly<Record<string, string>>

/** The form nobody has touched. */
export const NO_VALUES: ItemValues = {
  name: '',
  price: '',
  period: 'month',
  gives: '',
  vouchers: '',
  goal: '',
  budget: '',
  starts_on: '',
  ends_on: '',
}

/** Every field as it was typed. */
export function itemValues(form: Form): ItemValues {
  const typed = ITEM_FIELDS.map((field) => [
    field,
    field === 'vouchers' ? voucherLines(form) : form.text(field),
  ])
  return Object.fromEntries(typed) as Record<ItemField, string>
}

/** The rows of the form that name an offer, or the text they were carried on in. */
function voucherLines(form: Form): string {
  const counts = form.all('voucher_count')
  const rows = form
    .all('voucher_offer')
    .map((offer, row) => (offer === '' ? '' : `${offer} ${counts[row] ?? ''}`))
  const lines = rows.filter((line) => line !== '').join('\n')
  return lines === '' ? form.text('vouchers') : lines
}

/** A form filled in with what stands. */
export function valuesOf(content: Content): ItemValues {
  const texts = ITEM_FIELDS.map((field) => [field, textOf(content[field])])
  return Object.fromEntries(texts) as Record<ItemField, string>
}

/** The currency each sum was said in, else the brand's. */
export function currenciesOf(content: Content | null, brand: string): Currencies {
  const sums = ['price', 'goal', 'budget'].map((field) => [
    field,
    moneyOf(content?.[field])?.currency ?? brand,
  ])
  return Object.fromEntries(sums)
}

/** What the form says, or how to repair each field that is wrong. */
export function readItem(
  list: ListName,
  values: ItemValues,
  currencies: Currencies,
): { readonly content: Content } | { readonly errors: FieldErrors } {
  const asked = FIELDS_OF[list].map((field) => [field, factOf(field, values[field], currencies[field] ?? '')])
  const read = readContent(list, Object.fromEntries(asked))
  if (isContent(read)) return { content: read }
  const fields = read.map(
    ({ pointer }) => ITEM_FIELDS.find((field) => field === pointer.split('/')[1]) ?? 'name',
  )
  return {
    errors: Object.fromEntries(fields.map((field) => [field, repair(list, field, values)]).toReversed()),
  }
}

function factOf(field: ItemField, text: string, currency: string): unknown {
  switch (field) {
    case 'name':
    case 'period':
      return text
    case 'price':
    case 'goal':
    case 'budget':
      return text === '' ? null : { amount: readAmount(text, currency), currency }
    case 'gives':
      return linesOf(text)
    case 'vouchers':
      return planVoucherRows(text).map(({ offer, count }) => ({
        offer_id: offer,
        count: /^\d{1,4}$/.test(count) ? Number(count) : Number.NaN,
      }))
    case 'starts_on':
    case 'ends_on':
      return text === '' ? null : text
  }
}

function repair(list: ListName, field: ItemField, { starts_on, ends_on }: ItemValues): string {
  const said = en.admin.lists.problems
  switch (field) {
    case 'name':
      return said.name(list === 'tags' ? 40 : 80)
    case 'price':
    case 'goal':
    case 'budget':
      return said.money
    case 'period':
      return said.period
    case 'gives':
      return said.gives
    case 'vouchers':
      return said.vouchers
    case 'starts_on':
      return said.date
    case 'ends_on':
      return ends_on < starts_on ? said.order : said.date
  }
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function textOf(fact: unknown): string {
  const money = moneyOf(fact)
  if (money !== null) return amountText(money.amount, money.currency)
  if (Array.isArray(fact)) return fact.map(lineOf).join('\n')
  return typeof fact === 'string' ? fact : ''
}

/** A line in plain words, or a voucher of a plan. */
function lineOf(one: unknown): string {
  return typeof one === 'object' && one !== null && 'offer_id' in one && 'count' in one
    ? `${one.offer_id} ${one.count}`
    : String(one)
}

/** A fact as a sum, or null for anything else. */
export function moneyOf(fact: unknown): NonNullable<Plan['price']> | null {
  return typeof fact === 'object' && fact !== null && 'amount' in fact
    ? (fact as NonNullable<Plan['price']>)
    : null
}
