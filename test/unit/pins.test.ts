import { describe, expect, it } from 'vitest'
import {
  decidePin,
  isEasyPin,
  isLocked,
  PIN_MISSES_MOST,
  type PinCommand,
  pinUnlocked,
} from '../../src/access/pins.ts'
import { enrolled, type PrincipalRecord, signedIn } from '../../src/principal.ts'
import { FRESH_MS, isFresh, limited, opened } from '../../src/session.ts'
import { readPin } from '../../worker/pin.ts'
import { anOpening, holderOf } from './an-opening.ts'

const NOW = 1_790_000_000_000
const ANA = {
  id: 'usr_ana',
  role: 'operator',
  name: 'Ana',
  stores: ['sto_chiado'],
  partner: null,
  scopes: [],
  self: null,
} as const
const BY = { by: 'usr_ana', role: 'operator', device: 'dev_till', from: null } as const

/** What one command after the other makes of a record, and the last outcome. */
function upon(record: PrincipalRecord, ...commands: readonly PinCommand[]) {
  return commands.reduce<{ record: PrincipalRecord; outcome: unknown }>(
    (so, command) => {
      const { record: next, outcome } = decidePin(so.record, command, NOW)
      return { record: next ?? so.record, outcome }
    },
    { record, outcome: null },
  )
}

const set: PinCommand = { kind: 'set', proof: 'right', salt: 'salt', by: BY }
const tried = (proof: string): PinCommand => ({
  kind: 'try',
  proof,
  opening: anOpening('till', { proof: 'pin', on: 'dev_till' }),
  by: BY,
})
const misses = (count: number) => Array.from({ length: count }, () => tried('wrong'))
const withPin = upon(enrolled(ANA), set).record
const actsOf = ({ acts }: PrincipalRecord) => acts.map(({ action, device }) => `${action} ${device}`)

const vouch = (proof: string): PinCommand => ({ kind: 'vouch', proof, voucher: 'vch_1', by: BY })

describe('a PIN that decides about a voucher (R47, R18)', () => {
  it('says who decided, is on record with the voucher, forgets misses and opens no session', () => {
    const { record, outcome } = upon(withPin, ...misses(2), vouch('right'))
    expect(outcome).toEqual({ kind: 'vouched', principal: ANA })
    expect([record.sessions, record.pin?.misses]).toEqual([[], 0])
    expect(record.acts.at(-1)).toMatchObject({ action: 'override_vouched', after: { voucher: 'vch_1' } })
  })

  it('is missed and locked together with signing in', () => {
    expect(upon(withPin, ...misses(3), vouch('wrong')).outcome).toEqual({ kind: 'missed', left: 1 })
    const locked = upon(withPin, ...misses(3), vouch('wrong'), vouch('wrong'))
    expect(locked.outcome).toEqual({ kind: 'locked' })
    expect(upon(locked.record, vouch('right')).outcome).toEqual({ kind: 'locked' })
  })

  it('of somebody suspended, or of nobody, decides nothing', () => {
    expect(upon({ ...withPin, suspended: true }, vouch('right')).outcome).toEqual({ kind: 'none' })
    expect(upon(enrolled(ANA), vouch('right')).outcome).toEqual({ kind: 'none' })
  })
})

describe('a PIN (R47)', () => {
  it('lets its owner in, for half an hour without use', () => {
    const { record, outcome } = upon(withPin, tried('right'))
    expect(outcome).toEqual({ kind: 'signed_in', principal: ANA })
    expect(holderOf(record, 'till', NOW + 30 * 60_000)).toEqual(ANA)
    expect(holderOf(record, 'till', NOW + 36 * 60_000)).toBeNull()
    expect(actsOf(record)).toEqual(['pin_set dev_till', 'signed_in dev_till'])
  })

  it.each(['', 'righ', 'rights', 'wrong'])('is missed by %j, and says how many tries are left', (proof) => {
    const { record, outcome } = upon(withPin, tried(proof))
    expect(outcome).toEqual({ kind: 'missed', left: 4 })
    expect(holderOf(record, 'till', NOW)).toBeNull()
  })

  it('is locked by the fifth miss in a row, on record, and not compared any more', () => {
    const { record, outcome } = upon(withPin, ...misses(5))
    expect(outcome).toEqual({ kind: 'locked' })
    expect(record.pin && isLocked(record.pin)).toBe(true)
    expect(actsOf(record).slice(-2)).toEqual(['sign_in_refused dev_till', 'pin_locked dev_till'])
    const again = upon(record, ...misses(20), tried('right'))
    expect(again).toEqual({ record, outcome: { kind: 'locked' } })
    expect(upon(record, { kind: 'ask' }).outcome).toEqual({ kind: 'locked' })
  })

  it('counts misses anew once it was right', () => {
    const { outcome } = upon(withPin, ...misses(4), tried('right'), ...misses(4))
    expect(outcome).toEqual({ kind: 'missed', left: 1 })
  })

  it.each([
    [
      'unlocked by whoever looks after them',
      (locked: PrincipalRecord) => upon(locked, { kind: 'unlock', by: BY }).record,
    ],
    ['unlocked by its owner signing in otherwise', pinUnlocked],
    ['set anew', (locked: PrincipalRecord) => upon(locked, set).record],
  ])('opens again when it is %s', (_, unlock) => {
    const { record } = upon(withPin, ...misses(PIN_MISSES_MOST))
    expect(upon(unlock(record), tried('right')).outcome).toMatchObject({ kind: 'signed_in' })
  })

  it('set anew or removed ends the sessions that began by it, and no other', () => {
    const inside = signedIn(upon(withPin, tried('right')).record, anOpening('phone'), NOW)
    for (const command of [set, { kind: 'remove', by: BY }] as const) {
      const { record } = upon(inside, command)
      expect([holderOf(record, 'till', NOW), holderOf(record, 'phone', NOW)]).toEqual([null, ANA])
    }
    expect(upon(inside, { kind: 'remove', by: BY }, tried('right')).outcome).toEqual({ kind: 'none' })
  })

  it('of somebody who is kept out opens nothing', () => {
    for (const out of [{ suspended: true }, { archived: true }])
      expect(upon({ ...withPin, ...out }, tried('right')).outcome).toEqual({ kind: 'none' })
  })
})

describe('what a PIN is good for', () => {
  it('is redeeming and undo in the shop the tablet stands in', () => {
    expect(limited({ ...ANA, stores: ['sto_a', 'sto_b'] }, 'pin', ['sto_b'])).toMatchObject({
      stores: ['sto_b'],
      only: ['redemptions:create', 'redemptions:undo'],
    })
    expect(limited(ANA, 'pin', ['sto_b'])).toBeNull()
  })

  it('is never changing a PIN, which takes somebody who has just signed in', () => {
    const since = (proof: 'pin' | 'passkey', ago: number) =>
      isFresh(opened('operator', anOpening('a', { proof }), NOW - ago), NOW)
    expect([since('passkey', 0), since('passkey', FRESH_MS - 1), since('passkey', FRESH_MS)]).toEqual([
      true,
      true,
      false,
    ])
    expect(since('pin', 0)).toBe(false)
  })
})

describe('six digits', () => {
  it.each(['000000', '111111', '123456', '456789', '987654', '890123', '210987', '121212', '123123'])(
    '%s is too easy',
    (pin) => expect(isEasyPin(pin)).toBe(true),
  )
  it.each(['274918', '112233', '123457', '121213', '100000'])('%s is taken', (pin) =>
    expect(isEasyPin(pin)).toBe(false),
  )
  it.each([
    ['274918', '274918'],
    ['２７４９１８', '274918'],
    ['27491', null],
    ['2749188', null],
    ['27491a', null],
    ['٢٧٤٩١٨', null],
    ['274 18', null],
    ['', null],
  ])('%j is read as %j', (typed, read) => expect(readPin(typed)).toBe(read))
})
