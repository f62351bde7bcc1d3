import type { Benefit } from '../../src/benefit.ts'
import type { Weekday } from '../../src/local-time.ts'
import type { Validity } from '../../src/validity.ts'
import type { PICTURE_FOCUSES } from '../picture-field.tsx'

/** The days a week has, as forms name them. */
export const WEEK = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies readonly Weekday[]

/** What can be given, the commonest first. */
export const BENEFIT_KINDS = [
  'item',
  'amount',
  'percent',
  'fixed_price',
  'value',
  'custom',
] as const satisfies readonly Benefit['kind'][]

/** How a voucher's end can be said. */
export const VALIDITY_KINDS = [
  'unlimited',
  'days',
  'months',
  'fixed_date',
] as const satisfies readonly Validity['kind'][]

/** Where a code comes from; `none` leaves it unseen by the customer. */
export const CODE_MODES = ['automatic', 'chosen', 'none'] as const
export type CodeMode = (typeof CODE_MODES)[number]

/** A reason the brand offers: the word the voucher keeps, and its name. */
export interface ReasonChoice {
  readonly word: string
  readonly name: string
}

/** How long it lasts, as typed. */
export interface ValidityValues {
  readonly validity_kind: Validity['kind']
  readonly days: string
  readonly months: string
  readonly date: string
  readonly time: string
}

/** One row of hours, as typed; a row without days is no row. */
export interface WindowValues {
  readonly days: readonly Weekday[]
  readonly from: string
  readonly to: string
}

/** Rows of hours the form offers: `window_days_0` … `window_to_2`. */
export const WINDOW_ROWS = 3

/** What it gives, as typed; an item or words left empty are what its title says. */
export interface BenefitValues {
  readonly benefit_kind: Benefit['kind']
  readonly percent: string
  readonly max_amount: string
  readonly amount: string
  readonly item: string
  readonly text: string
}

/** Every field of the form under its own name, as people typed it, so that nothing is lost when it comes back. */
export interface IssueValues extends ValidityValues, BenefitValues {
  readonly q: string
  readonly title: string
  readonly description: string
  readonly image_url: string
  readonly image_alt: string
  readonly image_focus: (typeof PICTURE_FOCUSES)[number]
  readonly code_mode: CodeMode
  readonly code: string
  readonly store_ids: readonly string[]
  readonly uses: string
  readonly minimum_spend: string
  readonly windows: readonly WindowValues[]
  /** The word of one of the brand's reasons; '' is the first of them. */
  readonly reason: string
  readonly note: string
}

/** The form nobody has touched: a free item for 30 days, in any shop, once. */
export const ISSUE_DEFAULTS: IssueValues = {
  q: '',
  title: '',
  description: '',
  image_url: '',
  image_alt: '',
  image_focus: '',
  benefit_kind: 'item',
  percent: '',
  max_amount: '',
  amount: '',
  item: '',
  text: '',
  validity_kind: 'days',
  days: '30',
  months: '1',
  date: '',
  time: '',
  code_mode: 'automatic',
  code: '',
  store_ids: [],
  uses: '1',
  minimum_spend: '',
  windows: [],
  reason: '',
  note: '',
}

/** Errors by field name, in words that say how to repair it. */
export type FieldErrors = Readonly<Record<string, string>>

/** Fields that lie in the fold, in its order. */
export const FOLDED_FIELDS: readonly string[] = [
  'description',
  'store_ids',
  ...Array.from({ length: WINDOW_ROWS }, (_, row) => windowNames(row)).flatMap(Object.values<string>),
  'uses',
  'minimum_spend',
  'code_mode',
  'code',
  'reason',
  'note',
]

/** Every field in the order of the page: errors are listed like that. */
export const ISSUE_FIELDS: readonly string[] = [
  'customer_id',
  'title',
  'benefit_kind',
  'percent',
  'max_amount',
  'amount',
  'item',
  'text',
  'validity_kind',
  'days',
  'months',
  'date',
  'time',
  'image',
  'image_url',
  'image_alt',
  ...FOLDED_FIELDS,
]

/** What one row of hours is called in the form. */
export function windowNames(row: number): { days: string; from: string; to: string } {
  return { days: `window_days_${row}`, from: `window_from_${row}`, to: `window_to_${row}` }
}
