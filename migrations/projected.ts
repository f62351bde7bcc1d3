/** Tables filled from ledgers alone: a rebuild empties and refills them, a backup leaves them out. */
export const PROJECTED_TABLES = [
  'vouchers',
  'entries',
  'voucher_terms',
  'account_entries',
  'visit_days',
  'statement_lines',
] as const

/** Filled from the objects of people at work, devices and keys. */
export const PEOPLE_TABLES = ['people', 'people_terms'] as const

/** Counted from the entries by the clock: emptied with them, the cursor last, so that nothing is counted in between. */
export const COUNTED_TABLES = ['late_entries', 'day_figures', 'day_values', 'rollup_cursor'] as const

/** Passing facts about who tried what, kept 30 days at most: no rebuild makes them again, and no backup carries them. */
export const PASSING_TABLES = ['guess_hours', 'guesses'] as const

/** Kept by triggers beside the rows they count: emptied and filled with them, and carried by no backup. */
export const TRIGGERED_TABLES = ['offer_claims'] as const
