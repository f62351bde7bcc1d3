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
  | 'purchases_imported'
  | 'marketing_consent_given'
  | 'marketing_consent_withdrawn'
  | 'wallet_link_made'
  | 'wallet_link_revoked'
  | 'voucher_sent'
  | 'sign_in_code_sent'
  | 'erasure_asked'
  | 'erasure_taken_back'
  | 'customer_erased'
  | 'plan_sold'
  | 'plan_ended'
  | 'exported'
  | 'setting_changed'
  | 'permission_refused'
  | 'caller_let_in'
  | `offer_${'created' | 'changed' | 'published' | 'paused' | 'ended'}`
  | `${OfList}_${'added' | 'changed' | 'moved'}`

/** What a line is about, at the width of a person who looks for something. */
const AUDIT_GROUPS = [
  'signing_in',
  'people',
  'keys',
  'customers',
  'vouchers',
  'offers',
  'settings',
  'data',
  'refusals',
] as const
export type AuditGroup = (typeof AUDIT_GROUPS)[number]

const LISTS = {
  plans_added: 'settings',
  plans_changed: 'settings',
  plans_moved: 'settings',
  categories_added: 'settings',
  categories_changed: 'settings',
  categories_moved: 'settings',
  campaigns_added: 'settings',
  campaigns_changed: 'settings',
  campaigns_moved: 'settings',
  tags_added: 'settings',
  tags_changed: 'settings',
  tags_moved: 'settings',
  goodwill_added: 'settings',
  goodwill_changed: 'settings',
  goodwill_moved: 'settings',
} as const

const GROUP_OF: Readonly<Record<AuditAction, AuditGroup>> = {
  ...LISTS,
  signed_in: 'signing_in',
  sign_in_code_sent: 'signing_in',
  sign_in_refused: 'signing_in',
  signed_out: 'signing_in',
  session_ended: 'signing_in',
  passkey_added: 'signing_in',
  passkey_renamed: 'signing_in',
  passkey_removed: 'signing_in',
  pin_set: 'signing_in',
  pin_removed: 'signing_in',
  pin_locked: 'signing_in',
  pin_unlocked: 'signing_in',
  override_vouched: 'vouchers',
  person_created: 'people',
  person_changed: 'people',
  person_invited: 'people',
  person_joined: 'people',
  person_suspended: 'people',
  person_returned: 'people',
  person_archived: 'people',
  admin_joined: 'people',
  key_made: 'keys',
  key_changed: 'keys',
  key_rotated: 'keys',
  key_revoked: 'keys',
  customer_created: 'customers',
  customer_changed: 'customers',
  customer_merged: 'customers',
  customer_merged_in: 'customers',
  customers_imported: 'customers',
  purchases_imported: 'customers',
  erasure_asked: 'customers',
  erasure_taken_back: 'customers',
  customer_erased: 'customers',
  plan_sold: 'customers',
  plan_ended: 'customers',
  caller_let_in: 'refusals',
  marketing_consent_given: 'customers',
  marketing_consent_withdrawn: 'customers',
  wallet_link_revoked: 'customers',
  voucher_sent: 'vouchers',
  wallet_link_made: 'customers',
  approval_asked: 'vouchers',
  approval_approved: 'vouchers',
  approval_declined: 'vouchers',
  approval_failed: 'vouchers',
  offer_created: 'offers',
  offer_changed: 'offers',
  offer_published: 'offers',
  offer_paused: 'offers',
  offer_ended: 'offers',
  brand_changed: 'settings',
  setup_settled: 'settings',
  store_added: 'settings',
  store_changed: 'settings',
  store_opened: 'settings',
  store_closed: 'settings',
  store_archived: 'settings',
  setting_changed: 'settings',
  customers_exported: 'data',
  exported: 'data',
  permission_refused: 'refusals',
}

/** Every action of a group. */
export function actionsOf(group: AuditGroup): readonly string[] {
  return Object.entries(GROUP_OF).flatMap(([action, of]) => (of === group ? [action] : []))
}

/** Whether that is the name of a group. */
export function isAuditGroup(text: string): text is AuditGroup {
  return AUDIT_GROUPS.some((group) => group === text)
}
