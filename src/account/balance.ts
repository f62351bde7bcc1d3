import type { Instant } from '../local-time.ts'
import { UNITS, type Unit } from './unit.ts'

/** What a customer has of a unit; `owed` is positive where they owe. */
export interface Balance {
  readonly available: number
  readonly reserved: number
  readonly owed: number
  /** Whether anything of it ever moved. */
  readonly used: boolean
  readonly next: { readonly at: Instant; readonly amount: number } | null
}
export type Balances = Readonly<Record<Unit, Balance>>

/** Those that are shown: of what nobody uses, nobody is told that there is none. */
export type BalancesShown = Readonly<Partial<Balances>>

/** What a customer ever had, and what purchases bring them. */
export function balancesShown(balances: Balances, earned: readonly Unit[]): BalancesShown {
  const shown = UNITS.filter((unit) => balances[unit].used || earned.includes(unit))
  return Object.fromEntries(shown.map((unit) => [unit, balances[unit]]))
}
