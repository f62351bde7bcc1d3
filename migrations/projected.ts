/** Tables filled from ledgers alone: a rebuild empties and refills them, a backup leaves them out. */
export const PROJECTED_TABLES = ['vouchers', 'entries', 'voucher_terms'] as const
