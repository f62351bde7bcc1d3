import { describe, expect, it } from 'vitest'
import { decide } from '../../src/decide.ts'
import { canBeForced, decidesIn, NEVER_FORCED } from '../../src/forcing.ts'
import { REFUSAL_REASONS } from '../../src/refusal.ts'
import { override, redeem } from './a-command.ts'
import { aVoucher } from './a-voucher.ts'
import { reasonsOf } from './answers.ts'
import { LENA, NOW } from './cast.ts'

const MIA = { id: 'usr_mia', name: 'Mia', partner: null, scopes: [], self: null } as const

describe('What a manager is asked (R18)', () => {
  it('is nothing that could not be forced, but for what the form asks', () => {
    const asked = REFUSAL_REASONS.filter((reason) => canBeForced([reason]))
    expect(asked.filter((reason) => NEVER_FORCED.includes(reason))).toEqual(['input_required'])
  })

  it.each(['voucher_not_found', 'code_malformed', 'rate_limited', 'idempotency_key_reused'] as const)(
    'is not %s, which says nothing of a voucher',
    (reason) => expect(canBeForced([reason])).toBe(false),
  )

  it('is none of it where one reason is beyond a manager', () => {
    expect(canBeForced(['expired', 'self_redemption'])).toBe(false)
  })

  it.each([
    ['void', aVoucher().voided()],
    ['blocked', aVoucher().blocked()],
    ['used', aVoucher().redeemed()],
    ['of another shop and hour', aVoucher({ stores: ['sto_x'], minimumSpend: 2000 })],
  ])('of a voucher that is %s is what the override then accepts', (_, { state }) => {
    expect(canBeForced(reasonsOf(decide(state, redeem({ customer: LENA }), NOW)))).toBe(true)
    expect(decide(state, override({ customer: LENA }), NOW).kind).toBe('accepted')
  })
})

describe('Who decides (R18)', () => {
  it.each([
    ['manager', ['sto_a'], 'sto_a', true],
    ['manager', ['sto_b'], 'sto_a', false],
    ['manager', ['sto_b'], null, false],
    ['admin', [], 'sto_a', true],
    ['admin', [], null, true],
    ['operator', ['sto_a'], 'sto_a', false],
    ['partner', ['sto_a'], 'sto_a', false],
    ['kiosk', ['sto_a'], 'sto_a', false],
  ] as const)('%s of %j in %s: %s', (role, stores, store, may) => {
    expect(decidesIn(store, { ...MIA, role, stores })).toBe(may)
  })

  it('needs no more than a session that is good for the counter', () => {
    const atTheCounter = { ...MIA, role: 'manager', stores: ['sto_a'], only: ['redemptions:create'] } as const
    expect(decidesIn('sto_a', atTheCounter)).toBe(true)
  })
})
