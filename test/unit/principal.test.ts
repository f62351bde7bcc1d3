import { describe, expect, it } from 'vitest'
import {
  enrolled,
  INVITATION_MS,
  invited,
  isInvited,
  joined,
  type Principal,
  SESSIONS_MOST,
  signedIn,
  signedOut,
  storeFor,
} from '../../src/principal.ts'
import { limitsOf } from '../../src/session.ts'
import { anOpening, holderOf } from './an-opening.ts'
import { DAY, HARBOUR, MARKET, NOW } from './cast.ts'

const ana: Principal = {
  id: 'usr_ana',
  role: 'operator',
  name: 'Ana',
  stores: [MARKET],
  partner: null,
  scopes: [],
  self: null,
}

describe('An invitation', () => {
  const waiting = invited(enrolled(ana), 'link', NOW)

  it('lets somebody in once (R36)', () => {
    const inside = joined(waiting, 'link', anOpening('session'), NOW)
    expect(inside && holderOf(inside, 'session', NOW)).toEqual(ana)
    expect(inside && joined(inside, 'link', anOpening('another'), NOW)).toBeNull()
  })

  it('lasts a week, to the moment (R36)', () => {
    expect(INVITATION_MS).toBe(7 * DAY)
    expect(isInvited(waiting, 'link', NOW + INVITATION_MS - 1)).toBe(true)
    expect(isInvited(waiting, 'link', NOW + INVITATION_MS)).toBe(false)
    expect(joined(waiting, 'link', anOpening('session'), NOW + INVITATION_MS)).toBeNull()
  })

  it('ends when a newer one is sent (R36)', () => {
    const again = invited(waiting, 'newer', NOW)
    expect(isInvited(again, 'link', NOW)).toBe(false)
    expect(isInvited(again, 'newer', NOW)).toBe(true)
  })

  it('is no use to someone suspended, nor where there is none (R37)', () => {
    expect(joined({ ...waiting, suspended: true }, 'link', anOpening('session'), NOW)).toBeNull()
    expect(joined(enrolled(ana), 'link', anOpening('session'), NOW)).toBeNull()
  })

  it('opens nothing by itself: the link is not a session (R36)', () => {
    expect(holderOf(waiting, 'link', NOW)).toBeNull()
  })
})

describe('A session', () => {
  const inside = signedIn(enrolled(ana), anOpening('phone'), NOW)

  it('speaks for its principal until it ends (R37)', () => {
    const { endsAt = 0 } = inside.sessions[0] ?? {}
    const used = { ...inside, sessions: inside.sessions.map((one) => ({ ...one, seenAt: endsAt - 1 })) }
    expect(endsAt).toBe(NOW + limitsOf('operator', anOpening('phone')).mostMs)
    expect(holderOf(used, 'phone', endsAt - 1)).toEqual(ana)
    expect(holderOf(used, 'phone', endsAt)).toBeNull()
    expect(holderOf(inside, 'guess', NOW)).toBeNull()
  })

  it('ends when it is signed out, and only that one (R37)', () => {
    const both = signedIn(inside, anOpening('till'), NOW)
    const left = signedOut(both, 'phone')
    expect(holderOf(left, 'phone', NOW)).toBeNull()
    expect(holderOf(left, 'till', NOW)).toEqual(ana)
  })

  it('means nothing while its principal is suspended (R37)', () => {
    expect(holderOf({ ...inside, suspended: true }, 'phone', NOW)).toBeNull()
  })

  it('beyond the twentieth ends the oldest (R37)', () => {
    const names = Array.from({ length: SESSIONS_MOST + 1 }, (_, index) => `browser ${index}`)
    const full = names.reduce(
      (record, name, index) => signedIn(record, anOpening(name), NOW + index),
      enrolled(ana),
    )
    expect(full.sessions).toHaveLength(20)
    expect(holderOf(full, 'browser 0', NOW + 100)).toBeNull()
    expect(holderOf(full, 'browser 1', NOW + 100)).toEqual(ana)
    expect(holderOf(full, 'browser 20', NOW + 100)).toEqual(ana)
  })

  it('that has ended makes room when the next one opens (R37)', () => {
    const later = signedIn(inside, anOpening('till'), NOW + 30 * DAY)
    expect(later.sessions.map(({ hash }) => hash)).toEqual(['till'])
  })
})

describe('An API key', () => {
  const key: Principal = { ...ana, id: 'key_till', role: 'api_key', scopes: ['redemptions:create'] }
  const record = { ...enrolled(key), key: { hash: 'secret', endsAt: null } }

  it('speaks for itself without a session and does not end (R37)', () => {
    expect(holderOf(record, 'secret', NOW + 3650 * DAY)).toEqual(key)
    expect(holderOf(record, 'guess', NOW)).toBeNull()
  })

  it('means nothing while it is suspended (R37)', () => {
    expect(holderOf({ ...record, suspended: true }, 'secret', NOW)).toBeNull()
  })
})

describe('The store someone acts in', () => {
  const everywhere = { ...ana, stores: [] }
  const both = { ...ana, stores: [MARKET, HARBOUR] }

  it('is their only one unless they say otherwise (R38)', () => {
    expect(storeFor(ana, null)).toBe(MARKET)
    expect(storeFor(both, null)).toBeNull()
    expect(storeFor(everywhere, null)).toBeNull()
  })

  it('is the one they ask for, if they may (R38)', () => {
    expect(storeFor(both, HARBOUR)).toBe(HARBOUR)
    expect(storeFor(everywhere, HARBOUR)).toBe(HARBOUR)
    expect(storeFor(ana, HARBOUR)).toBeUndefined()
  })
})
