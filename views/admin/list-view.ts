import type { Plan } from '../../src/plan.ts'

/** The lists of the settings, called as their pages are. */
export type SettingsList = 'plans' | 'categories' | 'campaigns' | 'tags' | 'goodwill'

/** How often a plan can be paid, as its form offers it. */
export const PERIODS = ['month', 'quarter', 'year', 'once'] as const satisfies readonly Plan['period'][]

/** Fields that the forms of lists have; each form shows those of its list. */
export const ITEM_FIELDS = [
  'name',
  'price',
  'period',
  'gives',
  'vouchers',
  'goal',
  'budget',
  'starts_on',
  'ends_on',
] as const
export type ItemField = (typeof ITEM_FIELDS)[number]

/** A row of the vouchers a plan issues, as typed: of which offer, and how many. */
export interface PlanVoucherRow {
  readonly offer: string
  readonly count: string
}

/** The rows as one text, and back: `ofr_… 2`, a line each. */
export function planVoucherRows(text: string): readonly PlanVoucherRow[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [offer = '', count = ''] = line.trim().split(/\s+/)
      return { offer, count }
    })
}

/** Everything as people typed it, so that nothing is lost when the page comes back. */
export type ItemValues = Readonly<Record<ItemField, string>>

/** Which fields each list asks for, in the order of its form. */
export const FIELDS_OF: { readonly [L in SettingsList]: readonly ItemField[] } = {
  plans: ['name', 'price', 'period', 'gives', 'vouchers'],
  categories: ['name'],
  campaigns: ['name', 'goal', 'budget', 'starts_on', 'ends_on'],
  tags: ['name'],
  goodwill: ['name'],
}

/** One of a list, as its page shows it. */
export interface ItemView {
  readonly id: string
  readonly name: string
  /** What it says beside its name, in one line. */
  readonly gist: string
  readonly archived: boolean
  readonly version: number
  /** Where the offers of a campaign are listed; null for what has none. */
  readonly offersHref: string | null
}
