import type { Instant } from './local-time.ts'
import { counted, type Source, statusOf, type Voucher } from './voucher.ts'

/** What a plan or a rule gave brings nothing back: there is nothing to give it back for. */
const GIVEN: readonly Source[] = ['plan', 'rule']

/** Whether its holder may give it back: they claimed it, it has not been used, and could be. Rule R96. */
export function isReturnable(voucher: Voucher, now: Instant): boolean {
  const { claim, source } = voucher
  if (claim === null || GIVEN.includes(source) || counted(voucher).length > 0) return false
  return statusOf(voucher, now) === 'active'
}
