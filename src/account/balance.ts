import type { Instant } from '../local-time.ts'
import type { Unit } from './unit.ts'

/** What a customer has of a unit; `owed` is positive where they owe. */
export interface Balance {
  readonly available: number
  readonly reserved: number
  readonly owed: number
  readonly next: { readonly at: Instant; readonly amount: number } | null
}
export type Balances = Readonly<Record<Unit, Balance>>
