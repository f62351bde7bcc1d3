import type { Entry } from './account/account.ts'
import type { StatementLine } from './account/statement.ts'
import type { MoveKind, Unit } from './account/unit.ts'
import type { StoreId } from './id.ts'
import { type Instant, localDateOf } from './local-time.ts'

/** What a statement can be narrowed to: one unit of the account, or what became of vouchers. */
export const TOLD_ABOUT = ['points', 'cashback', 'balance', 'vouchers'] as const
export type ToldAbout = (typeof TOLD_ABOUT)[number]

/** One line of what happened to a customer, as they and staff read it. Amounts in minor units, or points. */
export type Told = { readonly at: Instant; readonly store: StoreId | null } & (
  | {
      readonly about: Unit
      readonly move: MoveKind
      /** By how much it changed what they have, and what that was afterwards. */
      readonly change: number
      readonly balance: number
      readonly endsAt: Instant | null
      /** What of it: the title of what was taken or given back, the sum of a purchase, what somebody typed; null for none. */
      readonly title: string | null
      readonly paid: { readonly amount: number; readonly currency: string } | null
      readonly reason: string | null
      /** For a debt, how much: nothing of what they have was changed by it. */
      readonly owed: number | null
    }
  | {
      readonly about: 'vouchers'
      readonly event: 'issued' | 'redeemed' | 'rolled_back' | 'expired'
      readonly title: string
      readonly voucher: string
    }
)

/** What brings or takes nothing that people have: a price is told when it is set aside, and again only if it comes back. */
const UNTOLD: readonly MoveKind[] = ['spent', 'debt_moved_out', 'debt_moved_in']

/** The lines of an account as they are told, in the order given. `titles`: of what was claimed, by the line of the claim. */
export function toldOf(
  lines: readonly (StatementLine & { readonly words: { readonly reason?: string } })[],
  titles: ReadonlyMap<number, string>,
): readonly Told[] {
  return lines.flatMap(({ entry, kind, unit, amount, change, balance, endsAt, words }): readonly Told[] => {
    if (unit === null || balance === null || UNTOLD.includes(kind as MoveKind)) return []
    const claim = claimOf(entry)
    return [
      {
        at: entry.at,
        store: entry.kind === 'purchased' ? entry.store : (entry.place?.store ?? null),
        about: unit,
        // A line with a unit is about a move.
        move: kind as MoveKind,
        change,
        balance,
        endsAt,
        title: claim === null ? null : (titles.get(claim) ?? null),
        paid: entry.kind === 'purchased' ? { amount: entry.total, currency: entry.currency } : null,
        reason: words.reason ?? null,
        owed: kind === 'owed' ? amount : null,
      },
    ]
  })
}

/** What was claimed, by the line that opened it. */
export function claimTitles(entries: readonly Entry[]): ReadonlyMap<number, string> {
  return new Map(
    entries.flatMap((entry) =>
      entry.kind === 'claim_opened' ? [[entry.seq, entry.terms.title] as const] : [],
    ),
  )
}

function claimOf(entry: Entry): number | null {
  if (entry.kind === 'claim_opened') return entry.seq
  return 'claim' in entry ? entry.claim : null
}

/** The lines somebody looks for, the newest first: of one kind, and of one calendar month ('2026-11') on that clock; null is any. */
export function toldWithin(
  lines: readonly Told[],
  { about, month }: { readonly about: ToldAbout | null; readonly month: string | null },
  zone: string,
): readonly Told[] {
  return lines
    .filter((line) => about === null || line.about === about)
    .filter(({ at }) => month === null || monthOf(at, zone) === month)
    .toSorted((a, b) => b.at - a.at)
}

/** The calendar months in which something happened, the newest first. */
export function monthsOf(lines: readonly Told[], zone: string): readonly string[] {
  return [...new Set(lines.map(({ at }) => monthOf(at, zone)))].toSorted().toReversed()
}

function monthOf(at: Instant, zone: string): string {
  return localDateOf(at, zone).slice(0, 7)
}
