import type { Assets } from './assets.ts'
import type { Display } from './display.ts'
import type { Words } from './words/words.ts'

/** The brand as pages show it. */
export interface Brand {
  readonly name: string
  /** '#rrggbb': the one value a brand sets; the stylesheet derives everything else from it. */
  readonly colour: string
  readonly logoUrl: string | null
  /** IANA zone of whatever has no store. */
  readonly zone: string
  readonly currency: string
  /** BCP 47, for numbers, money and dates. */
  readonly locale: string
  /** Counts changes, so that what is derived from the brand can be cached by it. */
  readonly version: number
  /** What it is and where, after its name: 'café and bakery · Lisbon and Ponta Delgada'; may be empty. */
  readonly line: string
  /** Where customers write to it, if anywhere. */
  readonly email: string | null
}

/** Who is signed in, as the page addresses them. `place` is where they work ('Chiado', 'all shops'), '' for customers. */
export interface Viewer {
  /** Tells two people of one name apart. */
  readonly id?: string
  readonly name: string
  readonly role: 'admin' | 'manager' | 'operator' | 'partner' | 'kiosk' | 'counter' | 'customer'
  readonly place: string
  /** Whether they have an account page: people at work, unless a PIN lets them do nothing but redeem. */
  readonly account?: boolean
  /** Whether the settings give them a budget for vouchers by hand, where their role alone would not let them. */
  readonly issues?: boolean
  /** Whether they stand at a shared tablet, where somebody else comes next. */
  readonly atTablet?: boolean
}

/** Everything a page needs besides its own data. */
export interface Frame {
  readonly brand: Brand
  readonly words: Words
  readonly display: Display
  readonly assets: Assets
  readonly viewer: Viewer | null
  /** Path of the page as requested, to mark the current link. */
  readonly path: string
  /** When the page was made, in epoch ms: no view reads a clock. */
  readonly now: number
  readonly world: 'test' | 'live'
}
