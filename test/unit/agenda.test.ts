import { describe, expect, it } from 'vitest'
import { nextAccountWake, nextWake } from '../../src/agenda.ts'
import { DAY, NOW, SECOND } from './cast.ts'

describe('What an object still has to do', () => {
  it('is nothing when every line is in the list (R41)', () => {
    expect(nextWake({ head: 7, projected: 7, failures: 0 }, NOW)).toBeNull()
    expect(nextWake({ head: 0, projected: 0, failures: 0 }, NOW)).toBeNull()
  })

  it('is nothing even after failures, once the list has caught up (R41)', () => {
    expect(nextWake({ head: 7, projected: 7, failures: 3 }, NOW)).toBeNull()
    expect(nextWake({ head: 7, projected: 8, failures: 3 }, NOW)).toBeNull()
  })

  it('is to tell the list when a hold ends by itself, after what it lacks (R75)', () => {
    const endsAt = NOW + SECOND
    expect(nextWake({ head: 7, projected: 7, failures: 0, endsAt }, NOW)).toBe(endsAt)
    expect(nextWake({ head: 8, projected: 7, failures: 0, endsAt }, NOW)).toBe(NOW)
    expect(nextWake({ head: 7, projected: 7, failures: 0, endsAt: null }, NOW)).toBeNull()
  })

  it('is never further ahead than a year, since no alarm can be set for the year 2999 (R41)', () => {
    const endsAt = Date.parse('2999-01-31T00:00:00Z')
    const year = NOW + 365 * DAY
    expect(nextWake({ head: 7, projected: 7, failures: 0, endsAt }, NOW)).toBe(year)
    const idle = { head: 7, projected: 7, failures: 0, errands: 0, errandFailures: 0, nextEnd: endsAt }
    expect(nextAccountWake(idle, NOW)).toBe(year)
  })

  it('is due at once when there is a new line (R41)', () => {
    expect(nextWake({ head: 8, projected: 7, failures: 0 }, NOW)).toBe(NOW)
  })

  it('is tried again after 1 s, 2 s, 4 s … and never slower than every 5 minutes, for ever (R41)', () => {
    const waits = [1, 2, 3, 4, 9, 10, 50, 100_000].map((failures) => {
      return ((nextWake({ head: 8, projected: 7, failures }, NOW) ?? 0) - NOW) / SECOND
    })
    expect(waits).toEqual([1, 2, 4, 8, 256, 300, 300, 300])
  })
})
