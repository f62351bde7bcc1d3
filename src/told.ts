import type { Entry } from './account/account.ts'
import { statementOf } from './account/statement.ts'
import type { MoveKind, Unit } from './account/unit.ts'
import { unreachable } from './assert.ts'
import { currencyOf } from './benefit.ts'
import type { StoreId } from './id.ts'
import { addMonths, type Instant, localDateOf, startOfDay } from './local-time.ts'
import { fold, stateOf, type Entry as VoucherEntry } from './voucher.ts'

/** What a statement can be narrowed to: one unit of the account, or what became of vouchers. */
export const TOLD_ABOUT = ['points', 'cashback', 'balance', 'vouchers'] as const
export type ToldAbout = (typeof TOLD_ABOUT)[number]

/** What somebody looks for in a statement; null is any. */
export interface ToldSearch {
  readonly about: ToldAbout | null
  /** '2026-11', on the brand's calendar. */
  readonly month: string | null
}

/** What becomes of a voucher, as its holder reads it. */
export type VoucherEvent =
  | 'issued'
  | 'redeemed'
  | 'rolled_back'
  | 'voided'
  | 'given_back'
  | 'blocked'
  | 'unblocked'
  | 'extended'
  | 'expired'

/** One line of what happened to a customer, as they and staff read it. Amounts in minor units, or points. */
export type Told = {
  readonly at: Instant
  /** Names the line, in order within an instant. */
  readonly line: string
  readonly store: StoreId | null
  /** By how much it changed what was there, and what that was afterwards; null for what is no amount. */
  readonly change: number | null
  readonly balance: number | null
  /** Of a voucher's money, or of what was paid; what an account holds is in the brand's. */
  readonly currency: string | null
  /** For a debt, how much: nothing of what they have was changed by it. */
  readonly owed: number | null
  readonly endsAt: Instant | null
  /** What of it: the title of a voucher, or of what was taken or given back; null for none. */
  readonly title: string | null
  /** The sum of a purchase. */
  readonly paid: number | null
} & (
  | { readonly about: Unit; readonly event: MoveKind }
  /** One that earned nothing, and its reversal: it was a visit all the same. */
  | { readonly about: 'purchases'; readonly event: 'purchased' | 'purchase_reversed' }
  | { readonly about: 'vouchers'; readonly event: VoucherEvent }
)

const NO_AMOUNT = { change: null, balance: null, currency: null, owed: null } as const

/** What brings or takes nothing that people have: a price is told when it is set aside, and again only if it comes back. */
const UNTOLD: readonly string[] = ['spent', 'debt_moved_out', 'debt_moved_in'] satisfies MoveKind[]

/** The lines of a whole account as they are told, oldest first. */
export function toldOfAccount(entries: readonly Entry[]): readonly Told[] {
  return statementOf(entries).flatMap((moved): readonly Told[] => {
    const { entry, n, kind, unit, amount, change, balance, endsAt } = moved
    const purchase = purchaseIn(entries, entry)
    const common = {
      at: entry.at,
      line: `a_${padded(entry.seq, 9)}_${padded(n, 3)}`,
      store: entry.kind === 'purchased' ? entry.store : (entry.place?.store ?? null),
      paid: purchase?.total ?? null,
      currency: purchase?.currency ?? null,
      ...{ endsAt, title: titleIn(entries, entry) },
    }
    if (unit === null) {
      if (entry.kind !== 'purchased' && entry.kind !== 'purchase_reversed') return []
      return [{ ...NO_AMOUNT, ...common, about: 'purchases', event: entry.kind }]
    }
    if (UNTOLD.includes(kind)) return []
    // A line with a unit is about a move.
    const event = kind as MoveKind
    return [{ ...common, about: unit, event, change, balance, owed: event === 'owed' ? amount : null }]
  })
}

/** The line of the account that a told line tells of; null for what a voucher tells. */
export function accountSeqOf({ line }: Pick<Told, 'line'>): number | null {
  return line.startsWith('a_') ? Number(line.slice(2, 11)) : null
}

/**
 * What became of a voucher, oldest first, for whoever holds it now. Its end is told like the rest though nobody wrote it
 * down, ahead of time: until then nobody is shown what lies in the future. Holds are not told: they change nothing.
 */
export function toldOfVoucher(entries: readonly VoucherEntry[]): readonly Told[] {
  const voucher = fold(entries)
  if (voucher === null) return []
  const { id, closesAt } = voucher
  const { title, benefit } = voucher.terms
  const common = { about: 'vouchers', title, currency: null, owed: null, paid: null } as const
  const told = entries.flatMap((entry): readonly Told[] => {
    const event = eventOf(entry)
    if (event === null) return []
    const { at, seq, place } = entry
    const endsAt = entry.kind === 'extended' ? entry.closesAt : null
    const value = {
      ...storedValueOf(entry, benefit),
      ...(benefit.kind === 'value' && { currency: currencyOf(benefit) }),
    }
    return [{ ...common, at, line: `${id}_${padded(seq, 9)}`, store: place.store, endsAt, event, ...value }]
  })
  if (closesAt === null || !['active', 'partially_redeemed'].includes(stateOf(voucher))) return told
  const end = { line: endLineOf(id), at: closesAt, store: null, endsAt: null, event: 'expired' } as const
  return [...told, { ...common, ...NO_AMOUNT, ...end }]
}

/** Names the line about a voucher's end, wherever it stands. */
export function endLineOf(voucher: string): string {
  return `${voucher}_end`
}

/** Whether a line of a voucher was written behind that one; its end always is. */
export function isBehind({ line }: Told, voucher: string, seq: number): boolean {
  return line > `${voucher}_${padded(seq, 9)}`
}

/** When a calendar month ('2026-11') begins and ends on a clock, exclusive; null for a text that is none. */
export function monthRange(
  month: string,
  zone: string,
): { readonly from: Instant; readonly to: Instant } | null {
  if (!/^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(month)) return null
  const first = `${month}-01`
  return { from: startOfDay(first, zone), to: startOfDay(addMonths(first, 1), zone) }
}

/** The calendar months from one moment to another, the newest first. */
export function monthsBetween(from: Instant, to: Instant, zone: string): readonly string[] {
  const earliest = localDateOf(from, zone).slice(0, 7)
  const months: string[] = []
  for (let month = localDateOf(to, zone).slice(0, 7); month >= earliest; ) {
    months.push(month)
    month = addMonths(`${month}-01`, -1).slice(0, 7)
  }
  return months
}

function purchaseIn(entries: readonly Entry[], entry: Entry) {
  const of = entry.kind === 'purchase_reversed' ? entries[entry.purchase - 1] : entry
  return of?.kind === 'purchased' ? of : null
}

/** What was claimed, on every line of the claim. */
function titleIn(entries: readonly Entry[], entry: Entry): string | null {
  const opening = 'claim' in entry ? entries[entry.claim - 1] : entry
  return opening?.kind === 'claim_opened' ? opening.terms.title : null
}

function eventOf(entry: VoucherEntry): VoucherEvent | null {
  switch (entry.kind) {
    case 'voided':
      return entry.refund ? 'given_back' : 'voided'
    case 'issued':
    case 'redeemed':
    case 'rolled_back':
    case 'blocked':
    case 'unblocked':
    case 'extended':
      return entry.kind
    case 'held':
    case 'released':
    case 'reassigned':
      return null
    default:
      return unreachable(entry)
  }
}

/** What stored value was put in, taken out or put back. */
function storedValueOf(entry: VoucherEntry, benefit: Parameters<typeof currencyOf>[0]) {
  if (benefit.kind !== 'value') return NO_VALUE
  if (entry.kind === 'issued') return { change: benefit.amount, balance: benefit.amount }
  if (entry.kind !== 'redeemed' && entry.kind !== 'rolled_back') return NO_VALUE
  if (entry.amount === null || entry.balance === null) return NO_VALUE
  return { change: entry.kind === 'redeemed' ? -entry.amount : entry.amount, balance: entry.balance }
}

const NO_VALUE = { change: null, balance: null }

function padded(n: number, digits: number): string {
  return String(n).padStart(digits, '0')
}
