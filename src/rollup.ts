import { type Instant, type LocalDate, localDateOf } from './local-time.ts'
import { apply, type Entry, isSpent, type Voucher } from './voucher.ts'

/** What a voucher that can still be used holds out: when it ends, and its value in minor units (0 where it has none). */
export interface Promised {
  readonly endsAt: Instant | null
  readonly value: number
  readonly currency: string | null
}

/** What one ledger line changed about it; null: nothing (any more) is promised. */
export interface Effect {
  readonly before: Promised | null
  readonly after: Promised | null
}

/** One ledger line as figures count it. */
export interface Happening {
  readonly kind: string
  readonly outcome: string
  readonly at: Instant
  readonly store: string | null
  /** Where the voucher was issued: what it promises is counted there. */
  readonly issuedStore: string | null
  /** Why the voucher exists; null where nobody knows. */
  readonly source: string | null
  readonly effect: Effect | null
}

/** Changes of one day's figures, of the whole brand (scope '') or of one store, in all and by source (`sourceScope`). */
export interface DayChange {
  readonly scope: string
  readonly day: LocalDate
  readonly issued: number
  readonly redeemed: number
  readonly rolledBack: number
  readonly refused: number
  readonly ending: number
}

/** A change of the value that ends with a day, in minor units. */
export interface ValueChange {
  readonly scope: string
  readonly day: LocalDate
  readonly currency: string
  readonly value: number
}

/** The scope of the whole brand. */
export const WHOLE_BRAND = ''

/** Within a scope, that of the vouchers of one source alone. */
export function sourceScope(scope: string, source: string): string {
  return `${scope}@${source}`
}

/** The day on which value without an end ends. */
const NEVER: LocalDate = '9999-12-31'

/** The effect of every entry of one ledger, in its order. */
export function effectsOf(entries: readonly Entry[]): readonly (Effect | null)[] {
  let voucher: Voucher | null = null
  return entries.map((entry) => {
    const before = promisedBy(voucher)
    voucher = apply(voucher, entry)
    const after = promisedBy(voucher)
    return isSame(before, after) ? null : { before, after }
  })
}

/** What a voucher still promises, or null when it is void, blocked, used up or was never issued. The clock has no say. */
function promisedBy(voucher: Voucher | null): Promised | null {
  if (voucher === null || voucher.lock.kind !== 'none' || isSpent(voucher)) return null
  const { benefit } = voucher.terms
  switch (benefit.kind) {
    case 'value':
      return { endsAt: voucher.closesAt, value: voucher.balance ?? 0, currency: benefit.currency }
    case 'amount':
      return {
        endsAt: voucher.closesAt,
        value: benefit.amount * (voucher.usesLeft ?? 0),
        currency: benefit.currency,
      }
    case 'percent':
    case 'item':
    case 'fixed_price':
    case 'custom':
      return { endsAt: voucher.closesAt, value: 0, currency: null }
  }
}

/**
 * Folds lines into changes of figures. Sums only: in which order lines come, and in how many folds, changes nothing.
 * Every line counts once for the brand and once for its store, and in each again for the source of its voucher.
 */
export function rollup(
  happenings: readonly Happening[],
  zone: string,
): { readonly days: readonly DayChange[]; readonly values: readonly ValueChange[] } {
  const days = new Map<string, DayChange>()
  const values = new Map<string, ValueChange>()
  const count = (scope: string, day: LocalDate, figure: Figure, by: number) => {
    const key = `${scope} ${day}`
    const so = days.get(key) ?? { scope, day, ...NOTHING }
    days.set(key, { ...so, [figure]: so[figure] + by })
  }
  const promise = (scope: string, { endsAt, value, currency }: Promised, sign: 1 | -1) => {
    const day = endsAt === null ? NEVER : lastDay(endsAt, zone)
    if (endsAt !== null) count(scope, day, 'ending', sign)
    if (currency === null || value === 0) return
    const key = `${scope} ${day} ${currency}`
    const so = values.get(key)?.value ?? 0
    values.set(key, { scope, day, currency, value: so + sign * value })
  }
  for (const happening of happenings) {
    const { at, store, issuedStore, source, effect } = happening
    const figure = figureOf(happening)
    const day = localDateOf(at, zone)
    const counted = withSource(scopes(store), source)
    if (figure !== null) for (const scope of counted) count(scope, day, figure, 1)
    for (const scope of effect === null ? [] : scopes(issuedStore)) {
      if (effect?.before) promise(scope, effect.before, -1)
      if (effect?.after) promise(scope, effect.after, 1)
    }
  }
  return { days: [...days.values()], values: [...values.values()] }
}

type Figure = Exclude<keyof DayChange, 'scope' | 'day'>

const NOTHING = { issued: 0, redeemed: 0, rolledBack: 0, refused: 0, ending: 0 }

function figureOf({ kind, outcome }: Happening): Figure | null {
  if (outcome === 'refused') return 'refused'
  if (kind === 'issued' || kind === 'redeemed') return kind
  return kind === 'rolled_back' ? 'rolledBack' : null
}

function withSource(scopes: readonly string[], source: string | null): readonly string[] {
  return source === null ? scopes : [...scopes, ...scopes.map((scope) => sourceScope(scope, source))]
}

function scopes(store: string | null): readonly string[] {
  return store === null ? [WHOLE_BRAND] : [WHOLE_BRAND, store]
}

/** People read "until Sunday, 23:59": the day that contains the last moment, not the one that follows. */
function lastDay(endsAt: Instant, zone: string): LocalDate {
  return localDateOf(endsAt - 1, zone)
}

function isSame(one: Promised | null, other: Promised | null): boolean {
  if (one === null || other === null) return one === other
  return one.endsAt === other.endsAt && one.value === other.value && one.currency === other.currency
}
