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
  'accounts:read',
  'accounts:adjust',
  'purchases:create',
  'claims:create',
  'plans:sell',
  'offers:read',
  'offers:write',
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
  'wallet:claim',
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
  'wallet:claim',
]
/** What an API key may be given: the same words, called scopes. */
export const SCOPES: readonly Action[] = ACTIONS.filter((action) => !IN_PERSON.includes(action))

/**
 * How far a grant reaches. `brand` everything · `own_stores` what belongs to the shops they are bound to · `own_partner` the same for the shops of their partner · `own_wallet` their
 * own customer record · `self` what is about themselves.
 */
export type Scope = 'brand' | 'own_stores' | 'own_partner' | 'own_wallet' | 'self'
type Grants = { readonly [A in Action]?: Scope }

/** What belongs to no shop: whoever may do it does it for the brand, wherever they work. Customers are of the brand. */
export const OF_THE_BRAND: readonly Action[] = [
  'customers:read',
  'customers:write',
  'accounts:read',
  'accounts:adjust',
  'plans:sell',
  'offers:read',
  'offers:write',
  'images:write',
  'settings:read',
  'settings:write',
  'approvals:decide',
  'system:read',
  'audits:read',
  'erasures:decide',
]
/** What only those do who answer for the whole brand. */
const RESERVED: readonly Action[] = [
  // Points and money out of nothing: managers give vouchers, within the budget of their role.
  'accounts:adjust',
  'offers:write',
  'settings:write',
  'staff:write',
  'approvals:decide',
  'system:read',
  'keys:write',
  'audits:read',
  'erasures:decide',
]
/** What nobody does for others. */
const OWN: Grants = { 'account:own': 'self' }
const DESK: readonly Action[] = ACTIONS.filter(
  (action) => !['wallet:read', 'wallet:claim', 'counter:open', 'account:own'].includes(action),
)

/** The one table, role × action × scope. Operators issue by hand only where settings give them a budget. */
const GRANTS: { readonly [R in Exclude<Role, 'api_key'>]: Grants } = {
  admin: { ...granted(DESK, 'brand'), ...OWN },
  manager: {
    ...granted(
      DESK.filter((action) => !RESERVED.includes(action)),
      'own_stores',
    ),
    ...OWN,
  },
  operator: {
    ...granted(['redemptions:create', 'redemptions:undo', 'purchases:create'], 'own_stores'),
    ...OWN,
  },
  partner: { ...granted(['redemptions:create', 'redemptions:undo'], 'own_partner'), ...OWN },
  kiosk: granted(['redemptions:create'], 'own_stores'),
  counter: granted(['counter:open'], 'own_stores'),
  customer: granted(['wallet:read', 'wallet:claim'], 'own_wallet'),
}
/** A key may do what its scopes say, in the shops it is bound to, if any. */
const OF_KEYS: Grants = granted(SCOPES, 'own_stores')

function granted(actions: readonly Action[], scope: Scope): Grants {
  return Object.fromEntries(
    actions.map((action) => [action, OF_THE_BRAND.includes(action) ? 'brand' : scope]),
  )
}

/** Whoever asks: a principal, or as much of one as decides. `only`: all that a limited session is good for. */
interface Asking {
  readonly role: Role
  readonly scopes: readonly Action[]
  readonly only?: readonly Action[]
}

/** How far this role (and, for a key, these scopes; for a limited session, only these) may do it; null: not at all. */
export function scopeOf(who: Asking, action: Action): Scope | null {
  if (who.only !== undefined && !who.only.includes(action)) return null
  if (who.role !== 'api_key') return GRANTS[who.role][action] ?? null
  return who.scopes.includes(action) ? (OF_KEYS[action] ?? null) : null
}

/** Whether someone may do it at all. */
export function may(who: Asking, action: Action): boolean {
  return scopeOf(who, action) !== null
}
