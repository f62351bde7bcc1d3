import * as z from 'zod/mini'
import { chosenCodeProblem } from '../../src/code.ts'
import type { Directory } from '../../src/directory.ts'
import { WEEKDAYS } from '../../src/local-time.ts'
import {
  BENEFIT_KINDS,
  type BenefitValues,
  CODE_MODES,
  type FieldErrors,
  ISSUE_DEFAULTS,
  type IssueValues,
  VALIDITY_KINDS,
  type ValidityValues,
  WINDOW_ROWS,
  windowNames,
} from '../../views/admin/issue-values.ts'
import { PICTURE_FOCUSES } from '../../views/picture-field.tsx'
import { en } from '../../views/words/en.ts'
import { type IssueRequest, issueRequest } from '../api/shapes.ts'
import type { Form } from '../form.ts'
import { type Issuing, readIssuing } from '../issuing.ts'
import { readAmount } from '../money-text.ts'

/** What a form asks to issue, or how to repair each field that is wrong; the values go back to the page either way. */
export type IssueFormReading =
  | { readonly kind: 'good'; readonly request: IssueRequest; readonly issuing: Issuing }
  | { readonly kind: 'wrong'; readonly errors: FieldErrors }

/** Every field as it was typed, so that nothing is lost when the page comes back. */
export function issueValues(form: Form): IssueValues {
  const text = (name: string) => form.text(name)
  return {
    q: text('q'),
    title: text('title'),
    description: text('description'),
    image_url: text('image_url'),
    image_alt: text('image_alt'),
    image_focus: oneOf(PICTURE_FOCUSES, text('image_focus'), ISSUE_DEFAULTS.image_focus),
    benefit_kind: oneOf(BENEFIT_KINDS, text('benefit_kind'), ISSUE_DEFAULTS.benefit_kind),
    percent: text('percent'),
    max_amount: text('max_amount'),
    amount: text('amount'),
    item: text('item'),
    text: text('text'),
    validity_kind: oneOf(VALIDITY_KINDS, text('validity_kind'), ISSUE_DEFAULTS.validity_kind),
    days: text('days'),
    months: text('months'),
    date: text('date'),
    time: text('time'),
    code_mode: oneOf(CODE_MODES, text('code_mode'), ISSUE_DEFAULTS.code_mode),
    code: text('code'),
    store_ids: form.all('store_ids'),
    uses: text('uses'),
    minimum_spend: text('minimum_spend'),
    windows: Array.from({ length: WINDOW_ROWS }, (_, row) => {
      const names = windowNames(row)
      const days = WEEKDAYS.filter((day) => form.all(names.days).includes(day))
      return { days, from: text(names.from), to: text(names.to) }
    }),
    reason: text('reason'),
    note: text('note'),
  }
}

/** Reads the form by the very schema and rules of the API; only the words for people differ. */
export function readIssueForm(values: IssueValues, customer: string, directory: Directory): IssueFormReading {
  const asked = requestOf(values, customer, directory.brand.currency)
  const read = z.safeParse(issueRequest, asked)
  if (!read.success)
    return wrong(
      values,
      read.error.issues.map(({ path }) => path.map(String)),
    )
  const issuing = readIssuing(read.data, directory)
  if ('terms' in issuing) return { kind: 'good', request: read.data, issuing }
  return wrong(
    values,
    issuing.map(({ pointer }) => pointer.split('/').slice(1)),
  )
}

function requestOf(values: IssueValues, customer: string, currency: string): unknown {
  const {
    title,
    description,
    image_url,
    image_alt,
    image_focus,
    code_mode,
    code,
    store_ids,
    uses,
    minimum_spend,
    windows,
    reason,
    note,
  } = values
  return {
    title,
    description,
    image_url: image_url === '' ? null : image_url,
    // Words for a picture that was taken away again are nothing to show.
    image_alt: image_alt === '' || image_url === '' ? null : image_alt,
    image_focus: image_focus === '' || image_url === '' ? null : image_focus,
    benefit: benefitOf(values, currency),
    validity: validityOf(values),
    // Spaces and dashes are how people write it down.
    ...(code_mode === 'chosen' && { code: code.replace(/[\s-]/g, '') }),
    ...(code_mode === 'none' && { code: null }),
    customer_id: customer === '' ? null : customer,
    store_ids,
    uses: values.benefit_kind === 'value' ? null : wholeNumber(uses),
    windows: windows.filter(({ days, from, to }) => days.length > 0 || from !== '' || to !== ''),
    minimum_spend: minimum_spend === '' ? null : { amount: readAmount(minimum_spend, currency), currency },
    ...(reason !== '' && { reason }),
    ...(note !== '' && { note }),
  }
}

/** An item or words left empty are what the title says. */
export function benefitOf(values: BenefitValues & { readonly title: string }, currency: string): unknown {
  const { benefit_kind: kind, percent, max_amount, amount, item, text, title } = values
  // A title too long for its own field is no second mistake in this one.
  const fallback = title.slice(0, 120).toWellFormed()
  const money = { amount: readAmount(amount, currency), currency }
  switch (kind) {
    case 'percent':
      return {
        kind,
        percent: Number(percent.replace(',', '.') || Number.NaN),
        ...(max_amount !== '' && { max_amount: readAmount(max_amount, currency) }),
      }
    case 'amount':
    case 'value':
      return { kind, ...money }
    case 'item':
      return { kind, item: item === '' ? fallback : item }
    case 'fixed_price':
      return { kind, ...money, item: item === '' ? fallback : item }
    case 'custom':
      return { kind, text: text === '' ? fallback : text }
  }
}

/** How long it lasts, as the form says it. */
export function validityOf({ validity_kind: kind, days, months, date, time }: ValidityValues): unknown {
  const until = time === '' ? {} : { time }
  switch (kind) {
    case 'unlimited':
      return { kind }
    case 'days':
      return { kind, count: wholeNumber(days), ...until }
    case 'months':
      return { kind, count: wholeNumber(months), ...until }
    case 'fixed_date':
      return { kind, date, ...until }
  }
}

/** A number people typed, or null for anything else. */
export function wholeNumber(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null
}

function wrong(values: IssueValues, paths: readonly (readonly string[])[]): IssueFormReading {
  const errors = paths.map((path) => fieldError(values, path)).toReversed()
  return { kind: 'wrong', errors: Object.fromEntries(errors) }
}

/** The form's field for a place in the request, and how to repair it. */
function fieldError(values: IssueValues, [head = '', ...rest]: readonly string[]): [string, string] {
  const said = en.admin.issue.problems
  switch (head) {
    case 'title':
      return ['title', values.title === '' ? said.title : said.long(80)]
    case 'benefit':
      return benefitError(values, rest[0] ?? '')
    case 'validity':
      return validityError(values, rest[0] ?? '')
    case 'windows':
      return windowError(rest)
    case 'code':
      return ['code', codeError(values)]
    case 'description':
      return ['description', said.long(1000)]
    case 'note':
      return ['note', said.long(500)]
    case 'store_ids':
      return ['store_ids', said.store]
    case 'uses':
      return ['uses', said.uses]
    case 'minimum_spend':
      return ['minimum_spend', said.money]
    case 'customer_id':
      return ['customer_id', said.customerUnknown]
    case 'image_url':
      return ['image_url', said.imageGone]
    case 'image_alt':
      return ['image_alt', said.long(200)]
    default:
      return ['reason', said.reason]
  }
}

/** The field of a benefit that is wrong, and how to repair it. */
export function benefitError(
  { benefit_kind: kind, title, item, text }: BenefitValues & { readonly title: string },
  field: string,
): [string, string] {
  const said = en.admin.issue.problems
  if (field === 'percent') return ['percent', said.percent]
  if (field === 'max_amount') return ['max_amount', said.money]
  if (field === 'amount') return ['amount', said.money]
  if (kind === 'custom') return text === '' ? ['title', said.title] : ['text', said.long(120)]
  if (item !== '') return ['item', said.long(120)]
  return title === '' ? ['title', said.title] : ['item', said.item]
}

/** The field of a validity that is wrong, and how to repair it. */
export function validityError({ validity_kind: kind }: ValidityValues, field: string): [string, string] {
  const said = en.admin.issue.problems
  if (field === 'time') return ['time', said.time]
  if (kind === 'fixed_date') return ['date', said.date]
  return kind === 'months' ? ['months', said.months] : ['days', said.days]
}

/** The field of the hours that is wrong, and how to repair it. */
export function windowError([row = '0', field = '']: readonly string[]): [string, string] {
  const said = en.admin.issue.problems
  const names = windowNames(Number(row))
  if (field === 'days') return [names.days, said.windowDays]
  return field === 'to'
    ? [names.to, said.windowHours]
    : [names.from, field === 'from' ? said.windowHours : said.windowSame]
}

function codeError({ code, code_mode }: IssueValues): string {
  const said = en.admin.issue.problems
  if (code_mode === 'none') return said.noCodeForAnyone
  switch (chosenCodeProblem(code.replace(/[\s-]/g, ''))) {
    case 'length':
      return said.code
    case 'symbols':
      return said.codeSymbols
    case 'reserved_length':
      return said.codeReserved
    case null:
      return said.codeGuessable
  }
}

/** Text that is one of several words, else the fallback. */
export function oneOf<T extends string>(all: readonly T[], text: string, fallback: T): T {
  return all.find((one) => one === text) ?? fallback
}
