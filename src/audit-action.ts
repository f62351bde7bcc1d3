import type { ActKind } from './principal.ts'

type OfList = 'plans' | 'categories' | 'campaigns' | 'tags' | 'goodwill'

/** Everything the log tells of, in its own words. One without words for people does not compile. */
export type AuditAction =
  | ActKind
  | 'admin_joined'
  | 'approval_asked'
  | 'approval_approved'
  | 'approval_declined'
  | 'approval_failed'
  | 'brand_changed'
  | 'setup_settled'
  | 'store_added'
  | 'store_changed'
  | 'store_opened'
  | 'store_closed'
  | 'store_archived'
  | 'customer_created'
  | 'customer_changed'
  | 'customer_merged'
  | 'customer_merged_in'
  | 'customers_exported'
  | 'customers_imported'
  | 'marketing_consent_given'
  | 'marketing_consent_withdrawn'
  | 'wallet_link_made'
  | 'exported'
  | 'setting_changed'
  | 'permission_refused'
  | `${OfList}_${'added' | 'changed' | 'moved'}`
