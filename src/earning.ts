import * as z from 'zod/mini'
import type { Gain } from './account/command.ts'
import type { Unit } from './account/unit.ts'
import { assert } from './assert.ts'
import type { StoreId } from './id.ts'
import type { Instant } from './local-time.ts'
import { amountSchema } from './money.ts'
import { storeIdSchema } from './terms.ts'
import { closesAt } from './validity.ts'

/** Hundredths at most, so that rounding happens once, at the end, and in whole numbers. */
const hundredths = z
  .number()
  .check(z.refine((value) => Math.round(value * 100) / 100 === value, { error: 'has at most two decimals' }))
const factor = hundredths.check(z.minimum(0), z.maximum(10))
const FACTORS_MOST = 200

/** What purchases earn, as a brand sets it; null where nothing is earned that way. */
export const earningSchema = z.strictObject({
  /** So many points for every whole `per` minor units. */
  points_per: z.nullable(
    z.strictObject({ points: z.int().check(z.minimum(1), z.maximum(1000)), per: amountSchema }),
  ),
  cashback_percent: z.nullable(hundredths.check(z.minimum(0.01), z.maximum(100))),
  /** Factors of shops and plans; where one is not named it is 1, and 0 earns nothing. */
  stores: z
    .array(z.strictObject({ store_id: storeIdSchema, factor }))
    .check(z.maxLength(FACTORS_MOST), z.refine(each('store_id'), { error: 'names a shop twice' })),
  plans: z
    .array(z.strictObject({ plan_id: z.string().check(z.minLength(1), z.maxLength(60)), factor }))
    .check(z.maxLength(FACTORS_MOST), z.refine(each('plan_id'), { error: 'names a plan twice' })),
  /** Calendar months after which what was earned ends, through that day; null: it stays. */
  ends_after_months: z.nullable(z.int().check(z.minimum(1), z.maximum(120))),
})
export type Earning = z.output<typeof earningSchema>

/** What holds until a brand says otherwise: nothing is earned. Rule R98. */
export const NO_EARNING: Earning = {
  points_per: null,
  cashback_percent: null,
  stores: [],
  plans: [],
  ends_after_months: null,
}

/** Whether purchases earn anything. */
export function isEarning({ points_per, cashback_percent }: Earning): boolean {
  return points_per !== null || cashback_percent !== null
}

/** What purchases bring. */
export function unitsEarned({ points_per, cashback_percent }: Earning): readonly Unit[] {
  const points: readonly Unit[] = points_per === null ? [] : ['points']
  return cashback_percent === null ? points : [...points, 'cashback']
}

/** What is known of a purchase when it earns. */
export interface Earned {
  /** Minor units of the brand's currency. */
  readonly total: number
  readonly store: StoreId
  readonly plan: string | null
  readonly at: Instant
  /** IANA zone in which its months are counted. */
  readonly zone: string
}

/**
 * What a purchase earns. Both factors multiply, and what comes out is rounded down once, to whole points and whole minor
 * units: a brand never gives more than it promised. Rule R98.
 */
export function gainsOf(earning: Earning, { total, store, plan, at, zone }: Earned): readonly Gain[] {
  assert(Number.isSafeInteger(total) && total >= 0, 'a total in whole minor units')
  const { points_per, cashback_percent, ends_after_months } = earning
  const ofStore = earning.stores.find(({ store_id }) => store_id === store)?.factor ?? 1
  const ofPlan = earning.plans.find(({ plan_id }) => plan_id === plan)?.factor ?? 1
  const months = ends_after_months
  const endsAt = months === null ? null : closesAt({ kind: 'months', count: months }, zone, at)
  const scaled = BigInt(total) * inHundredths(ofStore) * inHundredths(ofPlan)
  const points =
    points_per === null ? 0n : (scaled * BigInt(points_per.points)) / (BigInt(points_per.per) * 10_000n)
  const cashback =
    cashback_percent === null ? 0n : (scaled * inHundredths(cashback_percent)) / (10_000n * 10_000n)
  const gains = [
    { unit: 'points', amount: Number(points), endsAt },
    { unit: 'cashback', amount: Number(cashback), endsAt },
  ] as const
  return gains.filter(({ amount }) => amount > 0)
}

function inHundredths(value: number): bigint {
  return BigInt(Math.round(value * 100))
}

function each<K extends string>(key: K): (items: readonly Readonly<Record<K, string>>[]) => boolean {
  return (items) => new Set(items.map((item) => item[key])).size === items.length
}
