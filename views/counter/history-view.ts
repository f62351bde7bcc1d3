import type { RefusalReason } from '../../src/refusal.ts'
import type { UndoView } from './verdict-view.ts'

/** What the history can be asked for. */
export const HISTORY_KINDS = ['redeemed', 'refused', 'purchases'] as const
export type HistoryKind = (typeof HISTORY_KINDS)[number]

/** What was chosen to be shown. */
export interface HistorySearch {
  readonly kind: HistoryKind
  /** Only what this device did. */
  readonly own: boolean
  readonly q: string
  /** What is wrong with it; null where nothing is. */
  readonly problem: string | null
}

/** One line of the history. Instants are epoch ms, amounts minor units. */
export interface HistoryLine {
  readonly at: number
  readonly title: string
  readonly codeLast4: string | null
  /** Who holds it, as far as the reader may know; null where nobody asked for a name. */
  readonly holder: string | null
  readonly by: string | null
  readonly ownDevice: boolean
  readonly amount: number | null
  readonly currency: string | null
  readonly fate:
    | { readonly kind: 'stands'; readonly returned: number }
    | { readonly kind: 'undone'; readonly at: number }
    /** A rollback of something redeemed before today. */
    | { readonly kind: 'undoes'; readonly redeemedAt: number }
    | { readonly kind: 'refused'; readonly reason: RefusalReason | null; readonly undoing: boolean }
    | { readonly kind: 'purchased'; readonly href: string | null }
    | { readonly kind: 'purchase_taken_back' }
  /** The way to take it back; `until` is null for whoever always may. */
  readonly undo: (Omit<UndoView, 'until'> & { readonly until: number | null }) | null
}

/** `/scan/history`: what this device, or its shop, did today. */
export interface HistoryView {
  readonly placeName: string | null
  readonly storeId: string | null
  readonly zone: string
  readonly search: HistorySearch
  readonly kinds: readonly HistoryKind[]
  /** Whether names are found too. */
  readonly findsNames: boolean
  readonly lines: readonly HistoryLine[]
  /** Refusals of today by reason, where those are shown. */
  readonly reasons: readonly { readonly reason: RefusalReason; readonly count: number }[]
  readonly next: string | null
  readonly searchedUpTo: number | null
}
