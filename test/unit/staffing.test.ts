import { describe, expect, it } from 'vitest'
import {
  enrolled,
  INVITATION_MS,
  invited,
  isInvited,
  joined,
  type PrincipalRecord,
  seen,
  signedIn,
} from '../../src/principal.ts'
import { entered, left, type Roster } from '../../src/roster.ts'
import { acted, type Change, changed, isActiveAdmin, kindOf, standingOf } from '../../src/staffing.ts'
import { upToDate } from '../../src/stored-record.ts'
import { actorNamed } from './an-actor.ts'
import { anOpening, holderOf } from './an-opening.ts'
import { HARBOUR, MARKET, NOW } from './cast.ts'

const HOUR = 3_600_000
const BOSS = 'usr_boss'
const ana = {
  id: 'usr_ana',
  role: 'operator',
  name: 'Ana',
  stores: [MARKET],
  partner: null,
  scopes: [],
  self: null,
} as const
const waiting = invited(enrolled(ana), 'link', NOW)
const atWork = signedIn(waiting, anOpening('phone'), NOW)

/** The record after a change that must be accepted. */
function accepted(
  record: PrincipalRecord,
  change: Change,
  by: 'usr_boss' | 'usr_ana' = BOSS,
): PrincipalRecord {
  const next = changed(record, change, record.version, actorNamed(by), NOW)
  if (typeof next === 'string') throw new Error(next)
  return next
}

describe('A key', () => {
  const key = { ...actorNamed('key_hr'), role: 'api_key' } as const
  const keyed = (record: PrincipalRecord, change: Change) => changed(record, change, null, key, NOW)
  const admin = accepted(atWork, { role: 'admin' })

  it('raises nobody to admin and lets none back', () => {
    expect(keyed(atWork, { role: 'admin' })).toBe('admin_by_people')
    const away = accepted(admin, { state: 'suspended' })
    expect(keyed(away, { state: 'active' })).toBe('admin_by_people')
    expect(keyed(accepted(atWork, { state: 'archived' }), { state: 'active', role: 'admin' })).toBe(
      'admin_by_people',
    )
  })

  it('changes the rest of an admin, and everybody else', () => {
    expect(keyed(admin, { name: 'Ana Luz', role: 'admin' })).toMatchObject({ principal: { name: 'Ana Luz' } })
    expect(keyed(admin, { role: 'manager' })).toMatchObject({ principal: { role: 'manager' } })
    expect(keyed(accepted(atWork, { state: 'suspended' }), { state: 'active' })).toMatchObject({
      suspended: false,
    })
  })
})

describe('Where somebody stands', () => {
  it('follows from the invitation, the first session, and what was done', () => {
    expect(standingOf(enrolled(ana))).toBe('active')
    expect(standingOf(waiting)).toBe('invited')
    expect(standingOf(atWork)).toBe('active')
    expect(standingOf(invited(atWork, 'newer', NOW + HOUR))).toBe('active')
    expect(standingOf(accepted(atWork, { state: 'suspended' }))).toBe('suspended')
    expect(standingOf(accepted(accepted(atWork, { state: 'suspended' }), { state: 'archived' }))).toBe(
      'archived',
    )
  })

  it('is archived for a key without a secret', () => {
    const key = enrolled({ ...ana, id: 'key_till', role: 'api_key' })
    expect([standingOf(key), standingOf({ ...key, key: { hash: 'secret', endsAt: null } })]).toEqual([
      'archived',
      'active',
    ])
  })

  it('is in the list of its kind; customers are in none', () => {
    expect(['usr_a', 'dev_a', 'key_a', 'cus_a'].map((id) => kindOf({ id: id as 'usr_a' }))).toEqual([
      'staff',
      'device',
      'key',
      null,
    ])
  })
})

describe('A change', () => {
  it('of facts counts once, says who did it, and leaves what is absent', () => {
    const next = accepted(atWork, { name: 'Ana Maria', stores: [HARBOUR] })
    expect(next.principal).toEqual({ ...ana, name: 'Ana Maria', stores: [HARBOUR] })
    expect(next.version).toBe(atWork.version + 1)
    expect(next.acts).toMatchObject([{ at: NOW, by: BOSS, action: 'person_changed' }])
    expect(holderOf(next, 'phone', NOW)).toEqual(next.principal)
  })

  it('of role, shops or partner ends the link that waits, which was made for the post as it was', () => {
    const posts = [
      { role: 'admin', stores: [] },
      { stores: [HARBOUR] },
      { role: 'partner', partner: 'ptn_mar' },
    ] as const
    for (const post of posts) expect(isInvited(accepted(waiting, post), 'link', NOW)).toBe(false)
    expect(isInvited(accepted(waiting, { name: 'Ana Maria' }), 'link', NOW)).toBe(true)
  })

  it('to what is there is none', () => {
    expect(accepted(atWork, { name: 'Ana', stores: [MARKET], state: 'active' })).toBe(atWork)
    const out = accepted(atWork, { state: 'suspended' })
    expect(accepted(out, { state: 'suspended' })).toBe(out)
  })

  it('of another version than was read is refused, whatever it asks', () => {
    expect(changed(atWork, { name: 'X' }, atWork.version + 1, actorNamed(BOSS), NOW)).toBe('version_conflict')
    expect(changed(atWork, { state: 'suspended' }, null, actorNamed(BOSS), NOW)).toMatchObject({
      suspended: true,
    })
  })

  it('that keeps somebody out takes every session and link (R44)', () => {
    for (const state of ['suspended', 'archived'] as const) {
      const out = accepted(invited(atWork, 'newer', NOW), { state })
      expect(holderOf(out, 'phone', NOW)).toBeNull()
      expect(isInvited(out, 'newer', NOW)).toBe(false)
      const back = accepted(out, { state: 'active' })
      expect(standingOf(back)).toBe('invited')
      expect(holderOf(back, 'phone', NOW)).toBeNull()
      expect(joined(invited(back, 'newest', NOW), 'newest', anOpening('tablet'), NOW)).not.toBeNull()
    }
  })

  it('of oneself may be of the name, never of role or standing (R44)', () => {
    for (const change of [{ state: 'suspended' }, { state: 'archived' }, { role: 'admin' }] as const) {
      expect(changed(atWork, change, null, actorNamed('usr_ana'), NOW)).toBe('not_yourself')
    }
    expect(accepted(atWork, { name: 'Ana Maria', role: 'operator' }, 'usr_ana').principal.name).toBe(
      'Ana Maria',
    )
  })

  it('of somebody archived is only their coming back', () => {
    const gone = accepted(atWork, { state: 'archived' })
    expect(changed(gone, { name: 'X' }, null, actorNamed(BOSS), NOW)).toBe('person_archived')
    expect(accepted(gone, { state: 'active', name: 'Ana Maria' }).principal.name).toBe('Ana Maria')
  })

  it('shares its instant with no other of the same person, also when the clock stands or goes back', () => {
    const acts = [NOW, NOW, NOW - 5000].reduce(
      (record, at) => acted(record, 'person_changed', actorNamed(BOSS), at),
      atWork,
    )
    expect(acts.acts.map(({ at }) => at)).toEqual([NOW, NOW + 1, NOW + 2])
  })
})

describe('Being seen', () => {
  it('is noted once an hour', () => {
    expect(seen(enrolled(ana), NOW)).toMatchObject({ lastSeenAt: NOW })
    expect(seen(atWork, NOW + HOUR - 1)).toBeNull()
    expect(seen(atWork, NOW + HOUR)).toMatchObject({ lastSeenAt: NOW + HOUR })
  })
})

describe('A record of before', () => {
  const old = { principal: ana, suspended: false, sessions: [], key: null }

  it('reads with everything it did not know', () => {
    expect(upToDate(old)).toEqual(enrolled(ana))
    expect(upToDate(atWork)).toEqual(atWork)
  })

  it('tells since when from its oldest session, and of its invitation when it was sent', () => {
    const sessions = atWork.sessions
    expect(upToDate({ ...old, sessions })).toMatchObject({ joinedAt: NOW, version: 0 })
    const invitation = { hash: 'link', endsAt: NOW + INVITATION_MS, command: null }
    expect(standingOf(upToDate({ ...old, invitation }))).toBe('invited')
    expect(upToDate({ ...old, invitation }).invitedAt).toBe(NOW)
  })
})

describe('The roster of admins (R45)', () => {
  const two = entered(entered({}, 'usr_a', 3), 'usr_b', 5)

  it('lets go of whoever is not the last', () => {
    const one = left(two, 'usr_a', 4)
    expect(one && left(one, 'usr_b', 6)).toBeNull()
    expect(left({}, 'usr_a', 1)).toBeNull()
  })

  it('does not hear what comes late, and hears again of whoever stayed', () => {
    const one = left(two, 'usr_a', 4) ?? {}
    expect(entered(one, 'usr_a', 4)).toBe(one)
    expect(left(entered(one, 'usr_a', 5), 'usr_b', 6)).not.toBeNull()
  })

  it('never names somebody who is no active admin, in whatever order messages come', () => {
    for (const order of orders(['a enters 1', 'b enters 1', 'a leaves 2', 'b leaves 2', 'a enters 1'])) {
      const gone = new Set<string>()
      let roster: Roster = {}
      for (const message of order) {
        const [who, does, seq] = message.split(' ')
        const id = who === 'a' ? 'usr_a' : 'usr_b'
        if (does === 'enters') roster = entered(roster, id, Number(seq))
        else {
          const rest = left(roster, id, Number(seq))
          if (rest !== null) gone.add(id)
          roster = rest ?? roster
        }
      }
      expect(gone.size, order.join(', ')).toBeLessThan(2)
      for (const id of gone) expect(roster[id as 'usr_a']?.present, order.join(', ')).toBe(false)
    }
  })

  it('counts an admin who is invited, or kept out, as nobody', () => {
    const boss = { ...ana, role: 'admin', stores: [] } as const
    const inside = signedIn(invited(enrolled(boss), 'link', NOW), anOpening('phone'), NOW)
    expect([isActiveAdmin(invited(enrolled(boss), 'link', NOW)), isActiveAdmin(inside)]).toEqual([
      false,
      true,
    ])
    expect(isActiveAdmin(accepted(inside, { state: 'suspended' }))).toBe(false)
  })
})

function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item, index) =>
    orders(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  )
}
