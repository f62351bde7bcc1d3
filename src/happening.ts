import type { Entry } from './account/account.ts'
import { MOVES } from './account/unit.ts'
import { type OfferId, purchaseId } from './id.ts'
import { type Instant, type LocalDate, localDateOf } from './local-time.ts'

/** Something that happened to a customer, as rules of offers look at it. */
export type Happening = { readonly at: Instant } & (
  | {
      readonly kind: 'purchase'
      readonly purchase: string
      /** Minor units of its currency. */
      readonly total: number
      readonly currency: string
    }
  /** `number`: how many days they have been there by then, this one counted. */
  | { readonly kind: 'visit'; readonly number: number }
  | { readonly kind: 'sign_up' }
  /** `available`: the points they have since that line of their account. */
  | { readonly kind: 'points'; readonly available: number; readonly line: number }
  | { readonly kind: 'birthday'; readonly day: LocalDate }
  /** `last`: the day they were last there; `day`: the one on which that is long ago. */
  | { readonly kind: 'absence'; readonly last: LocalDate; readonly day: LocalDate }
)

/** The same as it is noted until rules have looked at it. A purchase is a visit too. */
export type Noted =
  | (Extract<Happening, { kind: 'purchase' }> & { readonly day: LocalDate })
  | { readonly kind: 'visit'; readonly at: Instant; readonly day: LocalDate }
  | Extract<Happening, { kind: 'sign_up' }>
  | Extract<Happening, { kind: 'points' }>
  /** Found by looking through the calendar for one offer. */
  | (Extract<Happening, { kind: 'birthday' | 'absence' }> & { readonly offer: OfferId })

/** What happened in a line of an account; `points`: how many are available since. */
export function happeningsIn(entry: Entry, points: number): readonly Noted[] {
  const { at } = entry
  const came = entry.moves.some(({ kind, unit }) => unit === 'points' && MOVES[kind][1] === 'available')
  return [
    ...(entry.kind === 'purchased' && entry.place !== null ? [purchased(entry, entry.place.zone)] : []),
    ...(came ? [{ kind: 'points' as const, at, line: entry.seq, available: points }] : []),
  ]
}

function purchased(entry: Extract<Entry, { kind: 'purchased' }>, zone: string): Noted {
  const { customer, seq, total, currency, happenedAt: at } = entry
  const purchase = purchaseId(customer, seq)
  return { kind: 'purchase', purchase, total, currency, at, day: localDateOf(at, zone) }
}

/** Under what something is noted: once, however often it is told. */
export function noteKey(noted: Noted): string {
  switch (noted.kind) {
    case 'purchase':
      return noted.purchase
    case 'visit':
      return `visit ${noted.day}`
    case 'sign_up':
      return 'sign_up'
    case 'points':
      return `points ${noted.line}`
    case 'birthday':
    case 'absence':
      return `${noted.offer} ${noted.day}`
  }
}

/** A visit by using a voucher one holds. */
export function visited(at: Instant, zone: string): Extract<Noted, { kind: 'visit' }> {
  return { kind: 'visit', at, day: localDateOf(at, zone) }
}

/** Somebody begins to be a customer. */
export function signedUp(at: Instant): Extract<Noted, { kind: 'sign_up' }> {
  return { kind: 'sign_up', at }
}
