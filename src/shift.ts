import type { Benefit } from './benefit.ts'
import type { RefusalReason } from './refusal.ts'

/** Alike lines of one person's work at a counter, counted. */
export interface Tally {
  readonly kind: 'redeemed' | 'rolled_back'
  readonly outcome: 'accepted' | 'refused'
  /** Null for what was accepted. */
  readonly reason: RefusalReason | null
  readonly by: string
  readonly benefit: Benefit['kind']
  /** Null where what was given has no amount. */
  readonly currency: string | null
  /** Of rollbacks: what they took back was redeemed before the shift began. */
  readonly earlier: boolean
  readonly count: number
  /** Of redemptions: how many were taken back since. */
  readonly undone: number
  /** Minor units: of redemptions what still stands, of rollbacks what was given back. */
  readonly amount: number
}

/** A sum in one currency, in minor units. */
export interface Sum {
  readonly currency: string
  readonly amount: number
}

/** One person's share of a shift. */
export interface ShareOfShift {
  readonly by: string
  readonly redeemed: number
  readonly undone: number
  readonly refused: number
  readonly sums: readonly Sum[]
}

/** What a till is closed with. */
export interface Shift {
  readonly redeemed: number
  /** Of these, taken back since. */
  readonly undone: number
  /** What stands, by what it gave: discounts and stored value by currency, and what has no amount. */
  readonly given: readonly {
    readonly benefit: Benefit['kind']
    readonly currency: string | null
    readonly count: number
    readonly amount: number
  }[]
  /** Redeemed before the shift and taken back in it. */
  readonly earlier: { readonly count: number; readonly sums: readonly Sum[] }
  /** The most frequent first. */
  readonly refused: readonly { readonly reason: RefusalReason; readonly count: number }[]
  /** Whoever redeemed most first. */
  readonly people: readonly ShareOfShift[]
}

/** Closes a till: what its lines come to. What was taken back counts as taken back, and its money not at all. */
export function shiftOf(tallies: readonly Tally[]): Shift {
  const uses = tallies.filter(({ kind, outcome }) => kind === 'redeemed' && outcome === 'accepted')
  const refused = tallies.filter(({ outcome }) => outcome === 'refused')
  const earlier = tallies.filter(({ outcome, earlier }) => outcome === 'accepted' && earlier)
  return {
    redeemed: total(uses, 'count'),
    undone: total(uses, 'undone'),
    given: givenIn(uses),
    earlier: { count: total(earlier, 'count'), sums: sumsOf(earlier) },
    refused: [...Map.groupBy(refused, ({ reason }) => reason)]
      .flatMap(([reason, alike]) => (reason === null ? [] : [{ reason, count: total(alike, 'count') }]))
      .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    people: [...Map.groupBy(tallies, ({ by }) => by)]
      .map(([by, theirs]) => shareOf(by, theirs))
      .filter(({ redeemed, undone, refused }) => redeemed + undone + refused > 0)
      .toSorted((a, b) => b.redeemed - a.redeemed || (a.by < b.by ? -1 : 1)),
  }
}

function givenIn(uses: readonly Tally[]): Shift['given'] {
  const alike = Map.groupBy(uses, ({ benefit, currency }) => `${benefit} ${currency ?? ''}`)
  return [...alike.values()]
    .flatMap((some) => {
      const [first] = some
      const count = total(some, 'count') - total(some, 'undone')
      if (first === undefined || count === 0) return []
      return [{ benefit: first.benefit, currency: first.currency, count, amount: total(some, 'amount') }]
    })
    .toSorted((a, b) => b.amount - a.amount || b.count - a.count)
}

function shareOf(by: string, theirs: readonly Tally[]): ShareOfShift {
  const uses = theirs.filter(({ kind, outcome }) => kind === 'redeemed' && outcome === 'accepted')
  const refused = theirs.filter(({ outcome }) => outcome === 'refused')
  return {
    by,
    redeemed: total(uses, 'count'),
    undone: total(uses, 'undone'),
    refused: total(refused, 'count'),
    sums: sumsOf(uses),
  }
}

/** By currency, without what came to nothing. */
function sumsOf(tallies: readonly Tally[]): readonly Sum[] {
  return [...Map.groupBy(tallies, ({ currency }) => currency)].flatMap(([currency, alike]) => {
    const amount = total(alike, 'amount')
    return currency === null || amount === 0 ? [] : [{ currency, amount }]
  })
}

function total(tallies: readonly Tally[], of: 'count' | 'undone' | 'amount'): number {
  return tallies.reduce((sum, tally) => sum + tally[of], 0)
}

const DAY_MS = 86_400_000
/** Longer than anybody stands at a till: a sign-in before that is none of this shift. */
const SHIFT_MOST_MS = 16 * 3_600_000

/** When a shift that is closed at `now` began: with the sign-in, unless that is no shift's length ago; then with the day. */
export function shiftStart(signedInAt: number | null, startOfToday: number, now: number): number {
  return signedInAt === null || now - signedInAt > SHIFT_MOST_MS ? startOfToday : signedInAt
}

/** The latest moment of a clock time that is not ahead: at one in the morning, 18:00 is last evening. */
export function latestOf(today: number, yesterday: number, now: number): number {
  return today <= now ? today : Math.max(yesterday, now - DAY_MS)
}
