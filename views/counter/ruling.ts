import type { Refusal, RefusalReason } from '../../src/refusal.ts'
import type { VerdictKind, VerdictWord } from './verdict-view.ts'

const WORDS: { readonly [R in RefusalReason]?: VerdictWord } = {
  already_redeemed: 'used',
  voucher_limit_reached: 'used',
  balance_empty: 'used',
  code_malformed: 'unknown',
  voucher_not_found: 'unknown',
  malformed_request: 'cannot_confirm',
  unauthenticated: 'cannot_confirm',
  rate_limited: 'cannot_confirm',
  idempotency_key_reused: 'cannot_confirm',
  expired: 'ended',
  not_yet_valid: 'not_yet',
  outside_usage_window: 'not_yet',
  store_not_participating: 'not_here',
  partner_not_approved: 'not_here',
  channel_not_allowed: 'not_here',
  minimum_spend_not_met: 'not_enough',
  insufficient_balance: 'not_enough',
  held: 'held',
  leased_offline: 'held',
  voucher_void: 'void',
  code_revoked: 'void',
  stale_code: 'void',
  voucher_blocked: 'blocked',
}

/** The word for a refusal: people learn a dozen pictures, not forty reasons. What never opens again is not said to be early. */
export function wordFor(
  refusal: Pick<Refusal, 'reason'> & { readonly opens_at?: number | null },
): VerdictWord {
  if (refusal.reason === 'outside_usage_window' && refusal.opens_at === null) return 'not_now'
  return WORDS[refusal.reason] ?? 'refused'
}

/** The ground a word stands on. */
export function kindOf(word: VerdictWord): VerdictKind {
  switch (word) {
    case 'valid':
      return 'valid'
    case 'redeemed':
    case 'recorded':
      return 'done'
    case 'used':
      return 'used'
    case 'unknown':
    case 'cannot_confirm':
    case 'not_confirmed':
    case 'undone':
      return 'unknown'
    case 'ended':
    case 'not_yet':
    case 'not_here':
    case 'not_now':
    case 'not_enough':
    case 'held':
    case 'void':
    case 'blocked':
    case 'refused':
      return 'refused'
  }
}
