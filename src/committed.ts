import { worthOf } from './goodwill.ts'
import type { Instant } from './local-time.ts'
import { counted, type Voucher } from './voucher.ts'

/**
 * What a voucher has cost and can still cost, in minor units of its benefit: what a budget keeps for it. Never more than
 * `worthOf` its terms, and once it has ended no more than was used. A use whose discount nobody recorded costs its most.
 * Items, fixed prices and words cost 0 here, as their budgets reserve nothing. Rule R87.
 */
export function committed(voucher: Voucher, now: Instant): number {
  const { terms, balance, usesLeft } = voucher
  const over = hasEndedForGood(voucher, now)
  if (terms.benefit.kind === 'value')
    return over ? terms.benefit.amount - (balance ?? 0) : terms.benefit.amount
  const most = worthOf({ ...terms, uses: 1 }).amount ?? 0
  const used = counted(voucher).reduce((sum, { amount }) => sum + Math.min(amount ?? most, most), 0)
  return over ? used : used + (usesLeft ?? 0) * most
}

/** When what it keeps of a budget falls by itself: at its end, if anything could still be used until then; null if never. */
export function settlesAt(voucher: Voucher, now: Instant): Instant | null {
  const { closesAt } = voucher
  if (closesAt === null || now >= closesAt) return null
  return committed(voucher, closesAt) < committed(voucher, now) ? closesAt : null
}

/** Blocking keeps what is left for whoever unblocks it; an end can be moved, and is counted anew then. */
function hasEndedForGood({ lock, closesAt }: Voucher, now: Instant): boolean {
  return lock.kind === 'void' || (closesAt !== null && now >= closesAt)
}
