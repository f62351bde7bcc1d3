/**
 * Who can act. A partner works in its own stores only; a kiosk does nothing but redeem what is shown to it; a counter is a
 * shared tablet, which lets the people of its shop sign in and does nothing by itself.
 */
export const ROLES = [
  'admin',
  'manager',
  'operator',
  'partner',
  'kiosk',
  'counter',
  'customer',
  'api_key',
] as const
export type Role = (typeof ROLES)[number]

/** What can be done. */
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
  'sessions:end',
  'keys:write',
  'audits:read',
  'erasures:decide',
  'account:own',
  'counter:open',
  'wallet:read',
] as const
export type Action = (typeof ACTIONS)[number]

/** What only a person or a device does, never a key. */
const IN_PERSON: readonly Action[] = [
  'sessions:end',
  'keys:write',
  'audits:read',
  'erasures:decide',
  'account:own',
  'counter:open',
  'wallet:read',
]
/** What an API key may be given: the same words, called scopes. */
export const SCOPES: readonly Action[] = ACTIONS.filter((action) => !IN_PERSON.includes(action))

const ADMIN_ACTIONS: readonly Action[] = ACTIONS.filter(
  (action) => action !== 'wallet:read' && action !== 'counter:open',
)
/** What only those do who answer for the whole brand. */
const RESERVED: readonly Action[] = [
  'settings:write',
  'staff:write',
  'approvals:decide',
  'system:read',
  'keys:write',
  'audits:read',
  'erasures:decide',
]

/** One table over role × action; a key may do what its scopes say. Operators issue by hand only where settings give them a budget. */
const GRANTS: { readonly [R in Exclude<Role, 'api_key'>]: readonly Action[] } = {
  admin: ADMIN_ACTIONS,
  manager: ADMIN_ACTIONS.filter((action) => !RESERVED.includes(action)),
  operator: ['redemptions:create', 'redemptions:undo', 'account:own'],
  partner: ['redemptions:create', 'redemptions:undo', 'account:own'],
  kiosk: ['redemptions:create'],
  counter: ['counter:open'],
  customer: ['wallet:read'],
}

/** Whether someone of this role (and, for a key, these scopes; for a limited session, only these) may do it. */
export function may(
  who: { readonly role: Role; readonly scopes: readonly Action[]; readonly only?: readonly Action[] },
  action: Action,
): boolean {
  if (who.only !== undefined && !who.only.includes(action)) return false
  return who.role === 'api_key'
    ? SCOPES.includes(action) && who.scopes.includes(action)
    : GRANTS[who.role].includes(action)
}
