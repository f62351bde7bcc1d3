import type { Directory } from '../../src/directory.ts'
import type { Earning } from '../../src/earning.ts'
import type { EarningValues, Factored } from '../../views/admin/earning-page.tsx'
import type { FieldErrors } from '../../views/admin/issue-values.ts'
import { en } from '../../views/words/en.ts'
import type { Plan } from '../library/customer-plans.ts'
import { amountText, readAmount } from '../money-text.ts'

/** So many shops have a field of their own; those with a factor first. */
const STORES_MOST = 200

/** What the form has beside its fixed fields. */
export interface EarningChoices {
  readonly currency: string
  readonly stores: readonly Factored[]
  readonly moreStores: number
  readonly plans: readonly Factored[]
}

/** Shops and plans as the form names them. */
export function choicesIn(
  { brand, stores }: Directory,
  plans: readonly Plan[],
  earning: Earning,
): EarningChoices {
  const factored = new Set<string>(earning.stores.map(({ store_id }) => store_id))
  const open = stores.filter(({ state }) => state !== 'archived')
  const first = open.toSorted((a, b) => Number(factored.has(b.id)) - Number(factored.has(a.id)))
  return {
    currency: brand.currency,
    stores: first.slice(0, STORES_MOST).map(({ id, name }) => ({ field: id, name })),
    moreStores: Math.max(0, open.length - STORES_MOST),
    plans: plans.map(({ id, name }) => ({ field: id, name })),
  }
}

/** The fields that say what was decided. */
export function valuesOf(earning: Earning, currency: string): EarningValues {
  const { points_per, cashback_percent, ends_after_months, stores, plans } = earning
  const text = (value: number | null) => (value === null ? '' : String(value))
  return {
    points: text(points_per?.points ?? null),
    per: points_per === null ? '' : amountText(points_per.per, currency),
    cashback: text(cashback_percent),
    months: text(ends_after_months),
    ...Object.fromEntries(stores.map(({ store_id, factor }) => [store_id, String(factor)])),
    ...Object.fromEntries(plans.map(({ plan_id, factor }) => [plan_id, String(factor)])),
  }
}

/** What the fields decide, or what is wrong with them by field. What has no field now, being archived, keeps its factor. */
export function earningFrom(
  values: EarningValues,
  { currency, stores, plans }: EarningChoices,
  standing: Earning,
): { readonly earning: Earning } | { readonly errors: FieldErrors } {
  const words = en.admin.earning.problems
  const errors: Record<string, string> = {}
  const read = (field: string, reads: (text: string) => number | null, problem: string) => {
    const text = (values[field] ?? '').trim()
    if (text === '') return null
    const number = reads(text)
    if (number === null) errors[field] = problem
    return number
  }
  const points = read('points', wholeTo(1, 1000), words.points)
  const per = read('per', (text) => readAmount(text, currency) || null, words.per)
  const cashback = read('cashback', decimalTo(0.01, 100), words.cashback)
  const months = read('months', wholeTo(1, 120), words.months)
  if (points !== null && per === null) errors.per = words.per
  if (points === null && per !== null && errors.points === undefined) errors.points = words.points
  const factors = (of: readonly Factored[]) =>
    of.flatMap(({ field }) => {
      const factor = read(field, decimalTo(0, 10), words.factor)
      return factor === null || factor === 1 ? [] : [[field, factor] as const]
    })
  const ofStores = factors(stores)
  const ofPlans = factors(plans)
  if (Object.keys(errors).length > 0) return { errors }
  const hasField = (id: string) => [...stores, ...plans].some(({ field }) => field === id)
  return {
    earning: {
      points_per: points === null || per === null ? null : { points, per },
      cashback_percent: cashback,
      stores: [
        ...ofStores.map(([id, factor]) => ({ store_id: `sto_${id.slice('sto_'.length)}` as const, factor })),
        ...standing.stores.filter(({ store_id }) => !hasField(store_id)),
      ],
      plans: [
        ...ofPlans.map(([plan_id, factor]) => ({ plan_id, factor })),
        ...standing.plans.filter(({ plan_id }) => !hasField(plan_id)),
      ],
      ends_after_months: months,
    },
  }
}

function wholeTo(least: number, most: number): (text: string) => number | null {
  return (text) => (/^\d{1,6}$/.test(text) ? within(Number(text), least, most) : null)
}

function decimalTo(least: number, most: number): (text: string) => number | null {
  return (text) =>
    /^\d{1,3}([.,]\d{1,2})?$/.test(text) ? within(Number(text.replace(',', '.')), least, most) : null
}

function within(number: number, least: number, most: number): number | null {
  return number >= least && number <= most ? number : null
}
