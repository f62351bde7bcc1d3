import { assert } from '../assert.ts'
import type { OfferId, VoucherId } from '../id.ts'
import type { Instant } from '../local-time.ts'
import type { Refusal } from '../refusal.ts'
import type { Terms } from '../terms.ts'
import type { Place, Source } from '../voucher.ts'
import type { Entry } from './account.ts'
import type { Piece } from './lot.ts'
import type { Unit } from './unit.ts'

/** What a claim costs. */
export interface Price {
  readonly unit: Unit
  readonly amount: number
}

/** A voucher a claim may become: only the Worker has the keys, so it derives several from the claim's command id. */
export interface Candidate {
  readonly voucher: VoucherId
  readonly sealedCode: string
  readonly codeLast4: string
}

/** What a claim asks for: the offer as it was then, and everything the saga needs until it ends. */
export interface Claiming {
  readonly offer: OfferId
  readonly version: number
  readonly price: Price | null
  readonly source: Source
  readonly terms: Terms
  readonly candidates: readonly Candidate[]
  /** Names of the objects that count this offer's stock and its campaign's money, where they have limits. */
  readonly stock: string | null
  readonly budget: { readonly name: string; readonly amount: number } | null
  /** Line of the purchase an automatic offer gives it for: reversed, it takes the voucher with it. */
  readonly because?: number
}

/** A claim and how far it has come. `open` and `cancelling` are for the saga to finish. */
export interface AccountClaim extends Claiming {
  readonly seq: number
  readonly at: Instant
  readonly place: Place | null
  /** Where the price was taken from. */
  readonly pieces: readonly Piece[]
  readonly state: 'open' | 'claimed' | 'refused' | 'cancelling' | 'cancelled'
  readonly voucher: VoucherId | null
  readonly refusal: Refusal | null
  /** What it may have taken elsewhere is not given back yet. */
  readonly holdsElsewhere: boolean
  /** The latest wish to cancel it; `reversal`: nobody's, it goes with the purchase it was given for. */
  readonly cancel: { readonly seq: number; readonly place: Place | null; readonly reversal: boolean } | null
}

/** The claim an entry opens. */
export function openedClaim({
  seq,
  at,
  place,
  moves,
  ...entry
}: Extract<Entry, { kind: 'claim_opened' }>): AccountClaim {
  const { offer, version, price, source, terms, candidates, stock, budget, because } = entry
  const pieces = moves.flatMap((move) => move.pieces)
  return {
    ...{ offer, version, price, source, terms, candidates, stock, budget },
    ...{ seq, at, place, pieces },
    ...(because !== undefined && { because }),
    state: 'open',
    voucher: null,
    refusal: null,
    cancel: null,
    holdsElsewhere: stock !== null || budget !== null,
  }
}

type Step = Extract<
  Entry,
  {
    kind:
      | 'claim_refused'
      | 'claimed'
      | 'cancel_opened'
      | 'cancel_refused'
      | 'claim_cancelled'
      | 'claim_closed'
  }
>

/** What a claim must be before a step, and is after it. */
const STEPS = {
  claim_refused: ['open', 'refused'],
  claimed: ['open', 'claimed'],
  cancel_opened: ['claimed', 'cancelling'],
  cancel_refused: ['cancelling', 'claimed'],
  claim_cancelled: ['cancelling', 'cancelled'],
} as const

/** A claim after one of its steps. @throws AssertionFailed for a step that could not have followed */
export function steppedClaim(claim: AccountClaim, entry: Step): AccountClaim {
  return entry.kind === 'claim_closed' ? closed(claim) : moving(claim, entry)
}

function moving(claim: AccountClaim, entry: Exclude<Step, { kind: 'claim_closed' }>): AccountClaim {
  const [from, state] = STEPS[entry.kind]
  assert(claim.state === from, `a claim is ${from} before it is ${state}`)
  const refusal = 'refusal' in entry ? entry.refusal : null
  const voucher = entry.kind === 'claimed' ? entry.voucher : claim.voucher
  const holdsElsewhere =
    entry.kind === 'claim_refused' ? hasTaken(claim, entry.refusal) : claim.holdsElsewhere
  const cancel = entry.kind === 'cancel_opened' ? wishOf(entry) : claim.cancel
  return { ...claim, state, refusal, voucher, cancel, holdsElsewhere }
}

function wishOf({ seq, place, command }: Step): AccountClaim['cancel'] {
  return { seq, place, reversal: command === null }
}

/** What a refused claim had taken elsewhere when it was refused: money is asked for first, then a place, then the voucher. */
function hasTaken({ stock, budget }: AccountClaim, { reason }: Refusal): boolean {
  if (reason === 'budget_exhausted') return false
  return budget !== null || (stock !== null && reason !== 'out_of_stock')
}

function closed(claim: AccountClaim): AccountClaim {
  const ended = claim.state === 'refused' || claim.state === 'cancelled'
  assert(ended && claim.holdsElsewhere, 'only what has ended is given back, once')
  return { ...claim, holdsElsewhere: false }
}
