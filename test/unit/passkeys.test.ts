import { describe, expect, it } from 'vitest'
import {
  decidePasskey,
  type NewPasskey,
  PASSKEYS_MOST,
  type PasskeyCommand,
  type PasskeyRefusal,
} from '../../src/access/passkeys.ts'
import type { Actor } from '../../src/audit.ts'
import { enrolled, invited, type Principal, type PrincipalRecord, signedIn } from '../../src/principal.ts'
import { isFresh } from '../../src/session.ts'
import { anOpening, holderOf } from './an-opening.ts'
import { MARKET, MINUTE, NOW } from './cast.ts'

const ana: Principal = {
  id: 'usr_ana',
  role: 'operator',
  name: 'Ana',
  stores: [MARKET],
  partner: null,
  scopes: [],
  self: null,
}
const ANA: Actor = { by: 'usr_ana', role: 'operator', device: 'ses_1', from: null }
const inside = signedIn(enrolled(ana), anOpening('desk'), NOW)

const aPasskey = (id: string, counter = 0): NewPasskey => {
  return { id, publicKey: 'key', counter, transports: [], synced: true, name: id }
}
const challenge = (hash: string, endsAt = NOW + 5 * MINUTE) => ({ hash, endsAt })
const add = (id: string, session = 'desk', counter = 0): PasskeyCommand => {
  return { kind: 'add', passkey: aPasskey(id, counter), challenge: challenge(`add ${id}`), session, by: ANA }
}
const signIn = (id: string, by: string, counter = 0): PasskeyCommand => {
  return {
    kind: 'sign_in',
    id,
    counter,
    synced: true,
    challenge: challenge(by),
    opening: anOpening(`by ${by}`),
  }
}

/** The record once the command was accepted. */
function accepted(record: PrincipalRecord, command: PasskeyCommand, now = NOW): PrincipalRecord {
  const decided = decidePasskey(record, command, now)
  expect(decided.outcome.kind, JSON.stringify(decided.outcome)).toBe('done')
  return decided.record ?? record
}

/** Why it was refused; nothing but the log may change by a refusal. */
function refusal(record: PrincipalRecord, command: PasskeyCommand, now = NOW): PasskeyRefusal | null {
  const { record: next, outcome } = decidePasskey(record, command, now)
  const { acts: _, actedAt: __, refusedAt: ___, ...rest } = next ?? record
  const { acts, actedAt, refusedAt, ...before } = record
  expect(rest).toEqual(before)
  return outcome.kind === 'refused' ? outcome.reason : null
}

const withKey = accepted(inside, add('phone', 'desk', 5))

describe('A passkey', () => {
  it('opens a session for its owner, and goes on counting (R60)', () => {
    const next = accepted(withKey, signIn('phone', 'one', 6))
    expect(holderOf(next, 'by one', NOW)).toEqual(ana)
    expect(next.passkeys[0]).toMatchObject({ counter: 6, usedAt: NOW })
    expect(next.acts.at(-1)).toMatchObject({ action: 'signed_in', by: 'usr_ana', device: expect.any(String) })
  })

  it('answers a challenge once, until the challenge would have ended (R60)', () => {
    const next = accepted(withKey, signIn('phone', 'one', 6))
    expect(refusal(next, signIn('phone', 'one', 7))).toBe('challenge_used')
    expect(next.answered).toHaveLength(2)
    const later = accepted(next, signIn('phone', 'two', 7), NOW + 5 * MINUTE)
    expect(later.answered.map(({ hash }) => hash)).toEqual(['two'])
  })

  it.each([5, 4, 0])('whose counter says %i after 5 is a copy (R60)', (counter) => {
    expect(refusal(withKey, signIn('phone', 'one', counter))).toBe('counter_went_back')
  })

  it('that keeps no counter always says 0 (R60)', () => {
    const next = accepted(inside, add('key'))
    expect(accepted(accepted(next, signIn('key', 'one')), signIn('key', 'two')).sessions).toHaveLength(3)
  })

  it('that is unknown, removed, or of somebody kept out, opens nothing (R60)', () => {
    expect(refusal(withKey, signIn('laptop', 'one'))).toBe('passkey_unknown')
    const removed = accepted(withKey, { kind: 'remove', id: 'phone', session: null, by: ANA })
    expect(refusal(removed, signIn('phone', 'one', 6))).toBe('passkey_unknown')
    for (const out of [{ suspended: true }, { archived: true }, { invitedAt: NOW, joinedAt: null }]) {
      expect(refusal({ ...withKey, ...out }, signIn('phone', 'one', 6))).toBe('kept_out')
    }
  })

  it('refused is put on record once a minute, however often', () => {
    const refuse = { kind: 'refuse', reason: 'not_verified', by: ANA } as const
    let record = withKey
    for (let second = 0; second < 120; second += 1) {
      record = decidePasskey(record, refuse, NOW + second * 1000).record ?? record
    }
    expect(record.acts.filter(({ action }) => action === 'sign_in_refused')).toHaveLength(2)
  })
})

describe('Changing passkeys', () => {
  it('takes a session that began within 15 minutes, once there is one (R61)', () => {
    const last = NOW + 15 * MINUTE - 1
    accepted(withKey, add('laptop'), last)
    expect(refusal(withKey, add('laptop'), last + 1)).toBe('proof_stale')
    const remove = { kind: 'remove', id: 'phone', session: 'desk', by: ANA } as const
    accepted(withKey, remove, last)
    expect(refusal(withKey, remove, last + 1)).toBe('proof_stale')
    accepted(inside, add('phone'), last + 1)
  })

  it('of the last one ends every other session: none of them may add a passkey of its own (R61)', () => {
    const both = signedIn(withKey, anOpening('stolen'), NOW)
    const own = accepted(both, { kind: 'remove', id: 'phone', session: 'desk', by: ANA })
    expect([holderOf(own, 'desk', NOW), holderOf(own, 'stolen', NOW)]).toEqual([ana, null])
    const byAdmin = accepted(both, { kind: 'remove', id: 'phone', session: null, by: ANA })
    expect([holderOf(byAdmin, 'desk', NOW), holderOf(byAdmin, 'stolen', NOW)]).toEqual([null, null])
    expect(refusal(byAdmin, add('thief', 'stolen'))).toBe('proof_stale')
    const two = accepted(both, add('laptop'))
    const one = accepted(two, { kind: 'remove', id: 'phone', session: 'desk', by: ANA })
    expect(holderOf(one, 'stolen', NOW)).toEqual(ana)
  })

  it('takes more than a PIN, and a session that is open (R61)', () => {
    const byPin = signedIn(withKey, anOpening('tablet', { proof: 'pin' }), NOW)
    expect(refusal(byPin, add('laptop', 'tablet'))).toBe('proof_stale')
    expect(refusal(inside, add('laptop', 'ended'))).toBe('proof_stale')
    expect(isFresh({ startedAt: NOW, proof: 'pin' }, NOW)).toBe(false)
  })

  it('ends at ten, and takes each passkey and each challenge once (R61)', () => {
    const ids = Array.from({ length: PASSKEYS_MOST }, (_, index) => `key ${index}`)
    const full = ids.reduce((record, id) => accepted(record, add(id)), inside)
    expect(refusal(full, add('one more'))).toBe('passkeys_full')
    expect(refusal(withKey, { ...add('phone'), challenge: challenge('fresh') } as PasskeyCommand)).toBe(
      'passkey_known',
    )
    const again = { ...add('laptop'), challenge: challenge('add phone') } as PasskeyCommand
    expect(refusal(withKey, again)).toBe('challenge_used')
  })

  it('renames by id, and what is unknown stays unknown', () => {
    const named = accepted(withKey, { kind: 'rename', id: 'phone', name: 'My phone', by: ANA })
    expect(named.passkeys.map(({ name }) => name)).toEqual(['My phone'])
    expect(refusal(withKey, { kind: 'rename', id: 'x', name: 'y', by: ANA })).toBe('passkey_unknown')
    expect(refusal(withKey, { kind: 'remove', id: 'x', session: null, by: ANA })).toBe('passkey_unknown')
  })
})

describe('Joining with a passkey', () => {
  const waiting = invited(enrolled(ana), 'link', NOW)
  const join = (link: string, id = 'phone'): PasskeyCommand => {
    return {
      kind: 'join',
      link,
      passkey: aPasskey(id),
      challenge: challenge('join'),
      opening: anOpening('phone'),
    }
  }

  it('uses the link up, keeps the passkey and opens a session, all at once (R36, R61)', () => {
    const next = accepted(waiting, join('link'))
    expect([next.invitation, next.passkeys.length, holderOf(next, 'phone', NOW)]).toEqual([null, 1, ana])
    expect(next.acts.map(({ action }) => action)).toEqual(['person_joined', 'passkey_added'])
    expect(refusal(next, join('link', 'other'))).toBe('link_ended')
    expect(refusal(waiting, join('guess'))).toBe('link_ended')
  })

  it('again says how many passkeys are there already (R61)', () => {
    const back = invited(withKey, 'newer', NOW)
    expect(decidePasskey(back, join('newer', 'new phone'), NOW).outcome).toMatchObject({
      kind: 'done',
      older: 1,
    })
    expect(refusal(back, join('newer'))).toBe('passkey_known')
  })
})
