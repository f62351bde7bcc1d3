import { describe, expect, it } from 'vitest'
import { ACTIONS, type Action, may, ROLES, type Role, SCOPES } from '../../src/permission.ts'

/** Read from the house's side: one line per action, who may do it. */
const ALLOWED: { readonly [A in Action]: readonly Role[] } = {
  'vouchers:issue': ['admin', 'manager'],
  'vouchers:read': ['admin', 'manager'],
  'vouchers:change': ['admin', 'manager'],
  'codes:read': ['admin', 'manager'],
  'redemptions:create': ['admin', 'manager', 'operator', 'partner', 'kiosk'],
  'redemptions:undo': ['admin', 'manager', 'operator', 'partner'],
  'redemptions:reverse': ['admin', 'manager'],
  'redemptions:override': ['admin', 'manager'],
  'customers:read': ['admin', 'manager'],
  'customers:write': ['admin', 'manager'],
  'accounts:read': ['admin', 'manager'],
  'accounts:adjust': ['admin'],
  'purchases:create': ['admin', 'manager', 'operator'],
  'claims:create': ['admin', 'manager'],
  'plans:sell': ['admin', 'manager'],
  'offers:read': ['admin', 'manager'],
  'offers:write': ['admin'],
  'images:write': ['admin', 'manager'],
  'reports:read': ['admin', 'manager'],
  'settings:read': ['admin', 'manager'],
  'settings:write': ['admin'],
  'staff:read': ['admin', 'manager'],
  'staff:write': ['admin'],
  'approvals:decide': ['admin'],
  'system:read': ['admin'],
  'sessions:end': ['admin', 'manager'],
  'keys:write': ['admin'],
  'audits:read': ['admin'],
  'erasures:decide': ['admin'],
  'account:own': ['admin', 'manager', 'operator', 'partner'],
  'counter:open': ['counter'],
  'wallet:read': ['customer'],
  'wallet:claim': ['customer'],
}

const PEOPLE = ROLES.filter((role) => role !== 'api_key')

describe('Who may do what (R39)', () => {
  it.each(ACTIONS)('%s', (action) => {
    expect(PEOPLE.filter((role) => may({ role, scopes: [] }, action))).toEqual(ALLOWED[action])
  })

  it('is not widened by scopes for anybody but a key', () => {
    for (const role of PEOPLE.filter((other) => other !== 'customer')) {
      expect(may({ role, scopes: ['wallet:read'] }, 'wallet:read')).toBe(false)
    }
    expect(may({ role: 'kiosk', scopes: [...ACTIONS] }, 'redemptions:override')).toBe(false)
  })
})

describe('An API key (R39)', () => {
  it.each(SCOPES)('with only the scope %s does only that', (scope) => {
    const allowed = ACTIONS.filter((action) => may({ role: 'api_key', scopes: [scope] }, action))
    expect(allowed).toEqual([scope])
  })

  it('without scopes does nothing', () => {
    expect(ACTIONS.filter((action) => may({ role: 'api_key', scopes: [] }, action))).toEqual([])
  })

  it("never opens a customer's wallet", () => {
    expect(may({ role: 'api_key', scopes: [...ACTIONS] }, 'wallet:read')).toBe(false)
  })
})
