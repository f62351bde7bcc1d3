import { describe, expect, it } from 'vitest'
import { ACTIONS, ROLES, type Role, scopeOf } from '../../src/permission.ts'
import type { Principal } from '../../src/principal.ts'
import { hearsOf, looksAfter, reachesVoucher, reachOf } from '../../src/reach.ts'

const someone = (role: Role, more: Partial<Principal> = {}): Principal => ({
  id: role === 'customer' ? 'cus_mina' : 'usr_mara',
  role,
  name: 'Mara',
  stores: ['sto_chiado'],
  partner: null,
  scopes: [],
  self: null,
  ...more,
})
const here = reachOf(someone('manager'), 'vouchers:read')
const nowhere = {
  storeIds: ['sto_porto'],
  issuedIn: 'sto_porto',
  issuedBy: 'usr_rui',
  redeemedIn: ['sto_porto'],
}

describe('How far a permission reaches (R39)', () => {
  it('names a scope for everything a role may do, and reaches nothing it may not', () => {
    for (const role of ROLES.filter((one) => one !== 'api_key')) {
      for (const action of ACTIONS) {
        const reach = reachOf(someone(role), action)
        expect(reach.kind === 'nothing', `${role} ${action}`).toBe(
          scopeOf({ role, scopes: [] }, action) === null,
        )
      }
    }
  })

  it('is the brand for an admin, own shops for a manager, and customers of the whole brand for both', () => {
    expect(reachOf(someone('admin', { stores: [] }), 'vouchers:read')).toEqual({ kind: 'brand' })
    expect(here).toEqual({ kind: 'stores', stores: ['sto_chiado'], by: 'usr_mara' })
    expect(reachOf(someone('manager'), 'customers:read')).toEqual({ kind: 'brand' })
  })

  it("is the tablet's shop for an admin who signed in at one", () => {
    expect(reachOf(someone('admin'), 'vouchers:read').kind).toBe('stores')
  })

  it('is never the brand for operators, partners, kiosks and tablets, even if somebody forgot their shop', () => {
    for (const role of ['operator', 'partner', 'kiosk'] as const)
      expect(reachOf(someone(role, { stores: [] }), 'redemptions:create').kind).toBe('nothing')
    expect(reachOf(someone('counter', { stores: [] }), 'counter:open').kind).toBe('nothing')
  })

  it('is the shops of a key that has some, and one wallet for a customer', () => {
    const key = someone('api_key', { scopes: ['vouchers:read'] })
    expect(reachOf(key, 'vouchers:read').kind).toBe('stores')
    expect(reachOf({ ...key, stores: [] }, 'vouchers:read').kind).toBe('brand')
    expect(reachOf(key, 'vouchers:change').kind).toBe('nothing')
    expect(reachOf(someone('customer'), 'wallet:read')).toEqual({ kind: 'wallet', customer: 'cus_mina' })
    expect(reachOf(someone('operator'), 'account:own')).toEqual({ kind: 'self', id: 'usr_mara' })
  })
})

describe('A voucher lies within own shops', () => {
  it.each([
    ['if it is good everywhere', { storeIds: [] }],
    ['if it is good in one of them', { storeIds: ['sto_porto', 'sto_chiado'] }],
    ['if it was issued there', { issuedIn: 'sto_chiado' }],
    ['if they issued it themselves', { issuedBy: 'usr_mara' }],
    ['if somebody forced it there', { redeemedIn: ['sto_porto', 'sto_chiado'] }],
  ])('%s', (_, places) => {
    expect(reachesVoucher(here, { ...nowhere, ...places })).toBe(true)
  })

  it('and otherwise not, nor for anybody without reach', () => {
    expect(reachesVoucher(here, nowhere)).toBe(false)
    expect(reachesVoucher(here, { ...nowhere, issuedIn: null, redeemedIn: [null] })).toBe(false)
    expect(reachesVoucher({ kind: 'nothing' }, { ...nowhere, storeIds: [] })).toBe(false)
    expect(reachesVoucher({ kind: 'self', id: 'usr_rui' }, nowhere)).toBe(false)
    expect(reachesVoucher({ kind: 'brand' }, nowhere)).toBe(true)
  })
})

it('Whoever is bound to shops hears of those who share one, and changes those who work nowhere else', () => {
  expect(hearsOf(here, ['sto_chiado', 'sto_porto'])).toBe(true)
  expect(looksAfter(here, ['sto_chiado', 'sto_porto'])).toBe(false)
  expect(looksAfter(here, ['sto_chiado'])).toBe(true)
  expect(hearsOf(here, [])).toBe(false)
  expect(looksAfter(here, [])).toBe(false)
  expect(looksAfter({ kind: 'brand' }, [])).toBe(true)
})
