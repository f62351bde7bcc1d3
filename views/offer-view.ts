import type { Benefit } from '../src/benefit.ts'
import type { Requirements } from '../src/offer-requirements.ts'

/** An offer as customers see it, with the names of all it speaks of. */
export interface OfferView {
  readonly name: string
  readonly description: string
  readonly terms: string
  readonly imageUrl: string | null
  /** Null while its author has not said it. */
  readonly benefit: Benefit | null
  readonly requirements: Requirements
  /** Plans by name, in the order they were named. */
  readonly plans: readonly string[]
  /** Shops and partners it names; empty means all. */
  readonly places: readonly string[]
  /** How many shops there are. */
  readonly shops: number
  /** IANA zone its moments are told in. */
  readonly zone: string
}
