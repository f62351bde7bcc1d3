import type { Instant } from './local-time.ts'
import { type UsageTimes, windowAt } from './usage-window.ts'
import type { Status } from './voucher.ts'

/** Where a voucher stands among its holder's: what can be used now comes first. */
export type Shelf = 'now' | 'later' | 'used' | 'ended'

/** As much of a voucher as says when it can be used. */
export interface Shelved extends UsageTimes {
  readonly status: Status
  /** From when it can be used at all, where that is still to come. */
  readonly opensAt: Instant | null
  /** Exclusive; null has no end. */
  readonly closesAt: Instant | null
  /** On whose clock its hours are read. */
  readonly zone: string
}

/** The shelf, and for what comes later since when it can be used; null where no opening is within reach. */
export interface Standing {
  readonly shelf: Shelf
  readonly opensAt: Instant | null
}

/** Where it stands at `now`. Its hours are those of `zone`: in a shop on another clock they may differ. */
export function standingOf(voucher: Shelved, now: Instant): Standing {
  switch (voucher.status) {
    case 'redeemed':
      return { shelf: 'used', opensAt: null }
    case 'expired':
    case 'void':
    case 'blocked':
      return { shelf: 'ended', opensAt: null }
    case 'active':
    case 'held':
    case 'partially_redeemed':
      return openingOf(voucher, now)
  }
}

interface Placed {
  readonly closesAt: Instant | null
  readonly standing: Standing
}

/** What matters first: what can be used soonest, and of that what ends soonest. */
export function soonestFirst(a: Placed, b: Placed): number {
  return opening(a) - opening(b) || endOf(a) - endOf(b)
}

function opening({ standing: { shelf, opensAt } }: Placed): number {
  return shelf === 'now' ? 0 : (opensAt ?? NEVER)
}

function endOf({ closesAt }: Pick<Placed, 'closesAt'>): number {
  return closesAt ?? NEVER
}

/** Later than anything, and still a number to subtract. */
const NEVER = Number.MAX_SAFE_INTEGER

function openingOf(voucher: Shelved, now: Instant): Standing {
  const from = Math.max(now, voucher.opensAt ?? now)
  const window = windowAt(voucher, from, voucher.zone)
  if (window.open) return from === now ? { shelf: 'now', opensAt: null } : { shelf: 'later', opensAt: from }
  const { opensAt } = window
  // An opening after its end is none.
  const comes = opensAt !== null && opensAt < endOf(voucher)
  return { shelf: 'later', opensAt: comes ? opensAt : null }
}
