import type { Benefit } from '../src/benefit.ts'
import type { Requirements } from '../src/offer-requirements.ts'
import type { StockLevel } from '../src/offer-stock.ts'

/** An offer as customers see it, with the names of all it speaks of. */
export interface OfferView {
  readonly name: string
  readonly description: string
  readonly terms: string
  readonly imageUrl: string | null
  /** Null while its author has not said it. */
  readonly benefit: Benefit | null
  readonly requirements: Requirements
  /** How its stock stands where only that is known, and not how many are left; null where the number is, or there is no stock. */
  readonly stockLevel: StockLevel | null
  /** Plans by name, in the order they were named. */
  readonly plans: readonly string[]
  /** Shops and partners it names; empty means all. */
  readonly places: readonly string[]
  /** How many shops there are. */
  readonly shops: number
  /** IANA zone its moments are told in. */
  readonly zone: string
}
