import type { Instant } from './local-time.ts'
import { counted, type Source, statusOf, type Voucher } from './voucher.ts'

/** What a plan or a rule gave is the brand's to take back: its holder did not ask for it. */
const GIVEN: readonly Source[] = ['plan', 'rule']

/** Whether ending it can give anything back: a claim took a price, a place or both; what was issued by hand took nothing. Rule R22. */
export function isRefundable({ claim }: Pick<Voucher, 'claim'>): boolean {
  return claim !== null
}

/** Whether it can be taken back with what its claim took: it has not been used, and could be. Rule R96. */
export function isTakeable(voucher: Voucher, now: Instant): boolean {
  return isRefundable(voucher) && counted(voucher).length === 0 && statusOf(voucher, now) === 'active'
}

/** Whether its holder may give it back: they claimed it themselves. Rule R96. */
export function isReturnable(voucher: Voucher, now: Instant): boolean {
  return isTakeable(voucher, now) && !GIVEN.includes(voucher.source)
}
