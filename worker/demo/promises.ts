import type { Benefit } from '../../src/benefit.ts'
import type { StoreId } from '../../src/id.ts'
import type { LocalDate } from '../../src/local-time.ts'
import type { UsageWindow } from '../../src/usage-window.ts'
import type { Validity } from '../../src/validity.ts'

/** The drawings of scripts/demo/pictures. */
export type Picture = 'coffee' | 'coffee-and-nata' | 'breakfast' | 'cake' | 'loaf' | 'gift' | 'lunch' | 'book'

/** What Meridiano promises, and how that usually goes. Sums in cents. */
export interface Promised {
  readonly title: string
  readonly description: string
  readonly picture: Picture | null
  readonly benefit: Benefit
  readonly validity: (issued: LocalDate) => Validity
  /** Null for stored value. */
  readonly uses: number | null
  readonly windows: readonly UsageWindow[]
  readonly minimumSpend: number | null
  readonly stores: readonly StoreId[]
  /** Share of these that are given to a customer by name. */
  readonly bound: number
  /** What an order comes to, where the promise needs one. */
  readonly orders: readonly [from: number, to: number] | null
  /** Mean days until somebody comes with it. */
  readonly patience: number
  readonly reasons: readonly string[]
  readonly notes: readonly string[]
}

/** What a promise is unless it says otherwise: one use, anywhere, at any time, and people come within the week. */
export const PLAIN = {
  description: '',
  uses: 1,
  windows: [],
  minimumSpend: null,
  stores: [],
  orders: null,
  patience: 6,
  notes: [],
} as const

/** Monday to Friday. */
export const WORKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const

/** Valid for so many local days, the day of issue included. */
export function forDays(count: number): Promised['validity'] {
  return () => ({ kind: 'days', count })
}

/** Valid for so many calendar months. */
export function forMonths(count: number): Promised['validity'] {
  return () => ({ kind: 'months', count })
}
