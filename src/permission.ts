/** Who can act. A partner works in its own stores only; a kiosk does nothing but redeem what is shown to it. */
export const ROLES = ['admin', 'manager', 'operator', 'partner', 'kiosk', 'customer', 'api_key'] as const
export type Role = (typeof ROLES)[number]

/** What can be done; API keys carry the same words as scopes. */
export const ACTIONS = [
  'vouchers:issue',
  'vouchers:read',
  'vouchers:change',
  'codes:read',
  'redemptions:create',
  'redemptions:undo',
  'redemptions:reverse',
  'redemptions:override',
  'customers:read',
  'customers:write',
  'images:write',
  'reports:read',
  'settings:read',
  'settings:write',
  'staff:read',
  'staff:write',
  'approvals:decide',
  'system:read',
  'wallet:read',
] as const
export type Action = (typeof ACTIONS)[number]

const ADMIN_ACTIONS: readonly Action[] = ACTIONS.filter((action) => action !== 'wallet:read')
/** What only those do who answer for the whole brand. */
const RESERVED: readonly Action[] = ['settings:write', 'staff:write', 'approvals:decide', 'system:read']

/** One table over role × action; a key may do what its scopes say. Operators issue by hand only where settings give them a budget. */
const GRANTS: { readonly [R in Exclude<Role, 'api_key'>]: readonly Action[] } = {
  admin: ADMIN_ACTIONS,
  manager: ADMIN_ACTIONS.filter((action) => !RESERVED.includes(action)),
  operator: ['redemptions:create', 'redemptions:undo'],
  partner: ['redemptions:create', 'redemptions:undo'],
  kiosk: ['redemptions:create'],
  customer: ['wallet:read'],
}

/** Whether someone of this role (and, for a key, these scopes) may do it. */
export function may(
  who: { readonly role: Role; readonly scopes: readonly Action[] },
  action: Action,
): boolean {
  return who.role === 'api_key'
    ? action !== 'wallet:read' && who.scopes.includes(action)
    : GRANTS[who.role].includes(action)
}
