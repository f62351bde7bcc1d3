import { describe, expect, it } from 'vitest'
import { BUDGETS, type BudgetName, type Misses, missed, NO_MISSES, verdictOn } from '../../src/limiter.ts'

const DAY_MS = 86_400_000
const SECOND_MS = 1000
const BEGIN = Date.UTC(2027, 2, 1)

/** Vouchers a guess could find, and codes there are: 11 symbols of 32, for the twelfth follows from them. */
const LIVE = 10 ** 7
const CODES = 32 ** 11

/** When one caller tries again who never gives up: as soon as they are let, and not sooner than every `paceMs`. */
interface Guesser {
  readonly budget: BudgetName
  readonly paceMs: number
}

/** How many guesses of one caller are answered within so many days. All are misses: a hit is what the sum is for. */
function answered(
  { budget, paceMs }: Guesser,
  days: number,
): { readonly perDay: number[]; readonly total: number } {
  const rules = BUDGETS[budget]
  const perDay: number[] = Array(days).fill(0)
  let misses: Misses = NO_MISSES
  let now = BEGIN
  while (now < BEGIN + days * DAY_MS) {
    const verdict = verdictOn(misses, rules, now)
    if (verdict.kind === 'refuse') {
      now += verdict.seconds * SECOND_MS
      continue
    }
    // Slowed, the answer comes later; the guess is made all the same.
    now += verdict.kind === 'slow' ? verdict.ms : 0
    misses = missed(misses, rules, now)
    const day = Math.min(Math.floor((now - BEGIN) / DAY_MS), days - 1)
    perDay[day] = (perDay[day] ?? 0) + 1
    now += paceMs
  }
  return { perDay, total: perDay.reduce((sum, count) => sum + count, 0) }
}

/** What a guesser may hope for: expected guesses for one find, and years of guessing at that rate. */
function hope(guessesPerDay: number, live = LIVE, codes = CODES) {
  const guesses = codes / live
  return { guesses, years: guesses / guessesPerDay / 365 }
}

const GREEDY = [0, 1000, 30_000]

describe('guessing codes', () => {
  it.each(['stranger', 'person', 'key'] as const)(
    '%s: whatever the pace, no more get through than what is forgotten, and the first misses',
    (budget) => {
      const { most, forgetMs } = BUDGETS[budget]
      // A few get through before the doubling wait is longer than it takes to forget one.
      const overshoot = Math.max(0, Math.ceil(Math.log2(forgetMs / 60_000))) + 2
      for (const paceMs of [...GREEDY, forgetMs - 1, forgetMs]) {
        const days = 7
        const { total } = answered({ budget, paceMs }, days)
        expect(total).toBeLessThanOrEqual(most + (days * DAY_MS) / forgetMs + overshoot)
      }
    },
  )

  it('a million guesses from a thousand networks and twenty stolen sessions take days and find nothing', () => {
    const [networks, sessions] = [1000, 20]
    const days = 7
    const network = answered({ budget: 'stranger', paceMs: 0 }, days)
    const session = answered({ budget: 'person', paceMs: 0 }, days)
    // All callers are alike and know nothing of each other, so one of each kind stands for all.
    const total = networks * network.total + sessions * session.total
    expect(total).toBeGreaterThan(10 ** 6)
    const perDay = networks * (network.perDay.at(-1) ?? 0) + sessions * (session.perDay.at(-1) ?? 0)
    expect(perDay).toBeLessThan(160_000)
    const { guesses, years } = hope(perDay)
    expect(Math.round(guesses / 10 ** 9)).toBe(4)
    expect(years).toBeGreaterThan(60)
    // The chance that so many guesses found even one of ten million vouchers.
    expect((total * LIVE) / CODES).toBeLessThan(0.0005)
  })

  it.each([
    ['one network', 1, 0, 68_000],
    ['one stolen session of an operator', 0, 1, 13_600],
    ['100 networks and 10 sessions', 100, 10, 450],
    ['1,000 networks and 20 sessions', 1000, 20, 62],
    ['10,000 networks and 100 sessions', 10_000, 100, 6.5],
  ])('%s: years for one find of ten million, at least', (_, networks, sessions, atLeast) => {
    const days = 3
    const perDay =
      networks * (answered({ budget: 'stranger', paceMs: 0 }, days).perDay.at(-1) ?? 0) +
      sessions * (answered({ budget: 'person', paceMs: 0 }, days).perDay.at(-1) ?? 0)
    expect(hope(perDay).years).toBeGreaterThan(atLeast)
  })

  it('a chosen code shorter than eight is found, which is why it wants a holder, a minimum or more uses', () => {
    const perDay = answered({ budget: 'stranger', paceMs: 0 }, 3).perDay.at(-1) ?? 0
    // One word of four symbols of 36, and nobody even uses a dictionary: three networks of a thousand find it in days.
    expect(hope(1000 * perDay, 1, 36 ** 4).years * 365).toBeLessThan(15)
    expect(hope(1000 * perDay, 1, 36 ** 6).years).toBeLessThan(45)
    expect(hope(1000 * perDay, 1, 36 ** 8).years).toBeGreaterThan(50_000)
  })

  it('a burst pays for itself: whoever sends 250 at once waits until all but the last free ones are forgotten', () => {
    const rules = BUDGETS.stranger
    const misses = missed(NO_MISSES, rules, BEGIN, 250)
    expect(verdictOn(misses, rules, BEGIN + 3_599_000).kind).toBe('refuse')
    const trustedAgain = BEGIN + (250 - rules.free) * rules.forgetMs
    expect(verdictOn(misses, rules, trustedAgain - rules.forgetMs).kind).toBe('slow')
    expect(verdictOn(misses, rules, trustedAgain)).toEqual({ kind: 'pass' })
  })
})
