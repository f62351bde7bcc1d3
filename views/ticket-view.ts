import type { Benefit } from '../src/benefit.ts'
import type { OpeningHours } from '../src/opening-hours.ts'
import type { Terms } from '../src/terms.ts'
import type { UsageWindow } from '../src/usage-window.ts'
import type { VoucherStatus } from './status.tsx'

/** A voucher as its holder sees it. Instants are epoch ms, amounts minor units of `currency`. */
export interface TicketView {
  readonly id: string
  /** The bare code, as its symbols carry it. */
  readonly code: string
  /** Whether the holder sees the code; if not, they give their name at the counter. */
  readonly codeShown: boolean
  readonly title: string
  readonly description: string
  readonly imageUrl: string | null
  /** What the picture shows; '' where it only decorates. */
  readonly imageAlt: string
  /** What must stay in view of it; null is its middle. */
  readonly imageFocus: Terms['image_focus'] | null
  readonly benefit: Benefit
  readonly status: VoucherStatus
  /** From when it can be used, where that is still to come; else null. */
  readonly opensAt: number | null
  /** Exclusive; null has no end. */
  readonly closesAt: number | null
  /** Where its dates are read. */
  readonly zone: string
  /** Where it can be used; empty means every shop of the brand. */
  readonly stores: readonly ShopView[]
  readonly allStores: readonly ShopView[]
  /** Cities of all shops, for vouchers good everywhere; may be empty. */
  readonly cities: readonly string[]
  readonly windows: readonly UsageWindow[]
  readonly conditions: Conditions
  readonly minimumSpend: { readonly amount: number; readonly currency: string } | null
  /** Null for stored value, which counts money instead. */
  readonly uses: number | null
  readonly usesLeft: number | null
  /** What is left of a stored value; null for everything else. */
  readonly balance: number | null
  readonly currency: string | null
  /** Bound to a customer, rather than good for whoever shows it. */
  readonly bound: boolean
  readonly holderFirstName: string | null
  /** Its holder claimed it, has not used it, and may give it back. */
  readonly returnable?: boolean
  /** Uses that stand, oldest first. */
  readonly redemptions: readonly RedemptionView[]
  /** When it was voided or blocked, where it was. */
  readonly lockedAt: number | null
  /** Grows with every change of the ledger. */
  readonly version: number
}

/** What only some promises say. */
export interface Conditions {
  /** 'YYYY-MM-DD'. */
  readonly blackoutDates: readonly string[]
  /** Null: both ways. */
  readonly only: 'in_store' | 'online' | null
  /** Names of the partners that honour it; empty where it names none. */
  readonly partners: readonly string[]
  /** Products and categories as the shop calls them; empty means any. */
  readonly products: readonly string[]
  readonly usesPerDay: number | null
  readonly combinable: boolean
  readonly holderRequired: boolean
  readonly reusable: boolean
}

export interface StoreView {
  readonly id: string
  readonly name: string
  readonly zone: string
}

/** A shop as its customers look for it. */
export interface ShopView extends StoreView {
  readonly address: string
  readonly hours: OpeningHours
  readonly imageUrl: string | null
  /** Closed for now: it refuses until it opens again. */
  readonly closed: boolean
}

export interface RedemptionView {
  readonly at: number
  /** Null for uses without a shop, such as online ones. */
  readonly storeName: string | null
  readonly zone: string
  readonly amount: number | null
}

/** Whether it can still be shown at a counter, now or later: only then does it carry symbols. */
export function isPresentable(status: VoucherStatus): boolean {
  return status === 'active' || status === 'held' || status === 'partially_redeemed'
}

/** Whether nothing more will happen to it by itself: a page about it can stop watching. */
export function isFinal(status: VoucherStatus): boolean {
  return status === 'redeemed' || status === 'void' || status === 'expired'
}

/** As people read it aloud: generated codes (12 or 16 symbols) in groups of four, chosen ones as they are. */
export function shownCode(code: string): string {
  if (code.length !== 12 && code.length !== 16) return code
  return code.replace(/(.{4})(?=.)/g, '$1-')
}
