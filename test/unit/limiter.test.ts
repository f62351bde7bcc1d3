import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterWriting, withGuess } from '../../src/guess.ts'
import {
  atOnce,
  BUDGETS,
  type BudgetName,
  callerName,
  forgottenAt,
  type Misses,
  missed,
  NO_MISSES,
  readCaller,
  stricter,
  type Verdict,
  verdictOn,
} from '../../src/limiter.ts'

const NOON = Date.UTC(2027, 2, 1, 12)
const MINUTE_MS = 60_000
const names = Object.keys(BUDGETS) as BudgetName[]
const anyName = fc.constantFrom(...names)
/** Pauses between misses, in ms: often none, sometimes hours. */
const pauses = (most: number) =>
  fc.array(fc.oneof(fc.constant(0), fc.nat(5000), fc.nat(8 * 3_600_000)), { maxLength: most })

function missesOf(name: BudgetName, gaps: readonly number[]): { misses: Misses; now: number } {
  return gaps.reduce(
    ({ misses, now }, gap) => ({ misses: missed(misses, BUDGETS[name], now + gap), now: now + gap }),
    { misses: NO_MISSES, now: NOON },
  )
}

const harder = (a: Verdict, b: Verdict) => expect(stricter(a, b)).toEqual(a)

describe('the limiter', () => {
  it('never keeps anybody waiting for slips, nor refuses before the number that its budget names (R66)', () => {
    fc.assert(
      fc.property(anyName, pauses(400), (name, gaps) => {
        const { free, most } = BUDGETS[name]
        const slips = missesOf(name, gaps.slice(0, free))
        expect(verdictOn(slips.misses, BUDGETS[name], slips.now)).toEqual({ kind: 'pass' })
        const more = missesOf(name, gaps.slice(0, most - 1))
        expect(verdictOn(more.misses, BUDGETS[name], more.now).kind).not.toBe('refuse')
      }),
    )
  })

  it.each(names)(
    '%s: refuses at that number, a minute, then twice as long each time, at most an hour (R66)',
    (name) => {
      const budget = BUDGETS[name]
      let { misses } = missesOf(name, Array(budget.most - 1).fill(0))
      const waits = [1, 2, 3, 4, 5, 6, 7, 8].map(() => {
        misses = missed(misses, budget, NOON)
        const verdict = verdictOn(misses, budget, NOON)
        return verdict.kind === 'refuse' ? verdict.seconds : verdict.kind
      })
      expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600])
    },
  )

  it('grows only stricter with a miss, and only milder with time', () => {
    fc.assert(
      fc.property(anyName, pauses(300), fc.nat(86_400_000), (name, gaps, wait) => {
        const budget = BUDGETS[name]
        const { misses, now } = missesOf(name, gaps)
        harder(verdictOn(missed(misses, budget, now), budget, now), verdictOn(misses, budget, now))
        harder(verdictOn(misses, budget, now), verdictOn(misses, budget, now + wait))
        expect(atOnce(misses, budget, now + wait)).toBeGreaterThanOrEqual(atOnce(misses, budget, now))
      }),
    )
  })

  it('forgets everything in the end (R66)', () => {
    fc.assert(
      fc.property(anyName, pauses(500), (name, gaps) => {
        const budget = BUDGETS[name]
        const { misses, now } = missesOf(name, gaps)
        const end = forgottenAt(misses, budget)
        expect(end - now).toBeLessThanOrEqual(2 * 24 * 60 * MINUTE_MS)
        expect(verdictOn(misses, budget, end)).toEqual({ kind: 'pass' })
        expect(verdictOn(missed(misses, budget, end), budget, end)).toEqual({ kind: 'pass' })
      }),
    )
  })

  it('keeps nobody out for longer, and forgets nothing sooner, when a clock is set back', () => {
    const budget = BUDGETS.person
    const { misses } = missesOf('person', Array(budget.most).fill(0))
    expect(verdictOn(misses, budget, NOON - 86_400_000)).toEqual({ kind: 'refuse', seconds: 3600 })
    const again = missed(misses, budget, NOON - 86_400_000)
    expect(verdictOn(again, budget, NOON).kind).toBe('refuse')
  })

  it('names a caller so that it can be read again, and reads nothing else', () => {
    for (const caller of [
      { budget: 'stranger', who: '2001:db8:7:8::/64' },
      { budget: 'person', who: 'usr_7' },
    ] as const)
      expect(readCaller(callerName(caller))).toEqual(caller)
    for (const name of ['', 'stranger', ':x', '__proto__:x', 'toString:x', 'person:', 'person:<b>'])
      expect(readCaller(name), name).toBeNull()
  })
})

describe('what was tried', () => {
  const guess = { reason: 'unknown_code', hash: 'x' } as const

  it('is counted by hour and reason, and kept one by one up to a bound (R67)', () => {
    let hours = withGuess([], { ...guess, reason: 'unknown_link' }, NOON - 1)
    for (let n = 0; n < 500; n += 1) hours = withGuess(hours, { ...guess, hash: `${n}` }, NOON + n)
    expect(hours.map(({ hour, counts }) => ({ hour, counts }))).toEqual([
      { hour: NOON - 60 * MINUTE_MS, counts: { unknown_link: 1 } },
      { hour: NOON, counts: { unknown_code: 500 } },
    ])
    expect(hours[1]?.tries).toHaveLength(60)
    expect(hours[1]?.tries.at(-1)?.hash).toBe('499')
  })

  it('goes on counting the hour that was written in the middle of it', () => {
    const written = afterWriting(withGuess(withGuess([], guess, NOON - 1), guess, NOON), NOON + 1)
    expect(written).toEqual([{ hour: NOON, counts: { unknown_code: 1 }, tries: [] }])
    expect(withGuess(written, guess, NOON + 2)[0]?.counts).toEqual({ unknown_code: 2 })
  })
})
