import type { Source } from '../../src/voucher.ts'
import type { VoucherStatus } from '../status.tsx'

/** States to narrow a list by, in the order of a voucher's life. */
export const STATUSES = [
  'active',
  'partially_redeemed',
  'redeemed',
  'expired',
  'blocked',
  'void',
] as const satisfies readonly VoucherStatus[]

/** Why vouchers exist, the commonest first. */
export const SOURCES = [
  'manual',
  'points',
  'cashback',
  'balance',
  'plan',
  'rule',
] as const satisfies readonly Source[]
