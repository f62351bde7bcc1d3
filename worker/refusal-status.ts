import type { RefusalReason } from '../src/refusal.ts'

/** HTTP status of a refusal; whatever only the voucher's state forbids is a conflict. */
export function statusOfRefusal(reason: RefusalReason): 400 | 401 | 403 | 404 | 409 | 422 | 429 {
  switch (reason) {
    case 'malformed_request':
      return 400
    case 'unauthenticated':
      return 401
    case 'operator_not_permitted':
    case 'store_not_participating':
    case 'partner_not_approved':
    case 'channel_not_allowed':
    case 'holder_mismatch':
    case 'self_redemption':
    case 'undo_other_device':
    case 'hold_of_other_key':
      return 403
    case 'voucher_not_found':
    case 'redemption_not_found':
    case 'hold_not_found':
      return 404
    case 'rate_limited':
      return 429
    case 'idempotency_key_reused':
    case 'code_malformed':
    case 'customer_required':
    case 'order_required':
    case 'currency_mismatch':
    case 'amount_invalid':
    case 'input_required':
    case 'validity_in_past':
      return 422
    case 'code_revoked':
    case 'stale_code':
    case 'voucher_void':
    case 'voucher_blocked':
    case 'already_redeemed':
    case 'voucher_limit_reached':
    case 'balance_empty':
    case 'held':
    case 'leased_offline':
    case 'hold_taken_over':
    case 'hold_expired':
    case 'not_yet_valid':
    case 'expired':
    case 'outside_usage_window':
    case 'customer_limit_reached':
    case 'product_not_eligible':
    case 'minimum_spend_not_met':
    case 'not_combinable':
    case 'insufficient_balance':
    case 'code_taken':
    case 'already_rolled_back':
    case 'undo_window_closed':
    case 'amount_exceeds_redeemed':
    case 'not_blocked':
    case 'not_extended':
    case 'nothing_to_refund':
      return 409
  }
}
