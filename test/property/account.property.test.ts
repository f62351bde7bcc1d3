import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Entry, fold } from '../../src/account/account.ts'
import { settleAccount } from '../../src/account/ledger.ts'
import { availableIn } from '../../src/account/lot.ts'
import { handingOver } from '../../src/account/saga.ts'
import { statementOf } from '../../src/account/statement.ts'
import { MOVES, SIDES, type Side, UNITS, type Unit } from '../../src/account/unit.ts'
import { addDays, localDateOf, startOfDay, WEEKDAYS, weekdayOf } from '../../src/local-time.ts'
import { adjust, afterOwn, EMPTY_ACCOUNT_LEDGER, following, merge } from '../unit/an-account.ts'
import { BERLIN, NOW } from '../unit/cast.ts'
import { ACCOUNT_RUNS, type AccountStep, accountLives, livedAccount } from './an-account-life.ts'

/** For anything that may happen in any order: lives an account's life and looks at every step of it. */
function inAnyLife(look: (steps: readonly AccountStep[]) => void): void {
  fc.assert(
    fc.property(accountLives, (life) => look(livedAccount(life))),
    ACCOUNT_RUNS,
  )
}

/** What every side holds, added up from the moves alone. */
function sidesOf(entries: readonly Entry[]) {
  const sides = new Map<string, number>()
  const add = (unit: Unit, side: Side, amount: number) =>
    sides.set(`${unit} ${side}`, (sides.get(`${unit} ${side}`) ?? 0) + amount)
  for (const { kind, unit, amount } of entries.flatMap(({ moves }) => moves)) {
    add(unit, MOVES[kind][0], -amount)
    add(unit, MOVES[kind][1], amount)
  }
  return (unit: Unit, side: Side) => sides.get(`${unit} ${side}`) ?? 0
}

/** Claims opened since Monday in Berlin and not come to nothing, counted from the lines alone. */
function standingThisWeek(entries: readonly Entry[], now: number): number {
  const today = localDateOf(now, BERLIN)
  const monday = startOfDay(addDays(today, -WEEKDAYS.indexOf(weekdayOf(today))), BERLIN)
  const gone = entries.flatMap((entry) =>
    entry.kind === 'claim_refused' || entry.kind === 'claim_cancelled' ? [entry.claim] : [],
  )
  return entries.filter(({ kind, at, seq }) => kind === 'claim_opened' && at >= monday && !gone.includes(seq))
    .length
}

describe('Whatever happens to an account', () => {
  it('every unit adds up to zero over all sides, and nothing anybody has is below nothing (R90)', () => {
    inAnyLife((steps) => {
      for (const { ledger } of steps) {
        const side = sidesOf(ledger.entries)
        for (const unit of UNITS) {
          expect(SIDES.reduce((sum, one) => sum + side(unit, one), 0)).toBe(0)
          expect(ledger.account.sides[unit].available).toBe(side(unit, 'available'))
          for (const one of ['available', 'reserved', 'spent', 'expired'] as const)
            expect(side(unit, one)).toBeGreaterThanOrEqual(0)
          expect(side(unit, 'owed')).toBeLessThanOrEqual(0)
        }
      }
    })
  })

  it('no lot holds less than nothing or more than came into it, and they hold what is available (R91)', () => {
    inAnyLife((steps) => {
      const { ledger, now } = steps.at(-1) ?? { ledger: EMPTY_ACCOUNT_LEDGER, now: NOW }
      const came = new Map<string, number>()
      for (const { kind, pieces } of ledger.entries.flatMap(({ moves }) => moves))
        for (const { lot, amount } of pieces) {
          const [, to] = MOVES[kind]
          came.set(lot, (came.get(lot) ?? 0) + (to === 'available' ? amount : -amount))
          expect(came.get(lot)).toBeGreaterThanOrEqual(0)
        }
      for (const { id, left } of ledger.account.lots) expect(left).toBe(came.get(id))
      for (const unit of UNITS)
        expect(availableIn(ledger.account.lots, unit, now)).toBeLessThanOrEqual(
          ledger.account.sides[unit].available,
        )
    })
  })

  it('what is taken is what ends first, and never something that has ended (R91)', () => {
    inAnyLife((steps) => {
      for (const [index, { ledger, now }] of steps.entries()) {
        const before = steps[index - 1]?.ledger
        if (before === undefined || ledger.entries.length === before.entries.length) continue
        for (const { kind, unit, pieces } of ledger.entries.at(-1)?.moves ?? []) {
          if (kind !== 'reserved' && kind !== 'debited') continue
          const taken = new Map(pieces.map(({ lot, amount }) => [lot, amount]))
          const usable = before.account.lots.filter(
            (lot) => lot.unit === unit && lot.left > 0 && (lot.endsAt === null || lot.endsAt > now),
          )
          for (const { lot } of pieces) expect(usable.map(({ id }) => id)).toContain(lot)
          const last = Math.max(...pieces.map(({ endsAt }) => endsAt ?? Number.POSITIVE_INFINITY))
          for (const { id, left, endsAt } of usable)
            if ((endsAt ?? Number.POSITIVE_INFINITY) < last) expect(taken.get(id)).toBe(left)
        }
      }
    })
  })

  it('every claim ends with its price spent or given back, exactly once (R94, R96)', () => {
    inAnyLife((steps) => {
      const { ledger } = steps.at(-1) ?? { ledger: EMPTY_ACCOUNT_LEDGER }
      for (const { seq, state, price } of ledger.account.claims) {
        const own = ledger.entries.filter((entry) => 'claim' in entry && entry.claim === seq)
        const sum = (kinds: readonly string[]) =>
          own
            .flatMap(({ moves }) => moves)
            .filter(({ kind }) => kinds.includes(kind))
            .reduce((all, { amount }) => all + amount, 0)
        const worth = price?.amount ?? 0
        expect(sum(['released'])).toBe(state === 'refused' ? worth : 0)
        expect(sum(['spent'])).toBe(['claimed', 'cancelling', 'cancelled'].includes(state) ? worth : 0)
        expect(sum(['refunded'])).toBe(state === 'cancelled' ? worth : 0)
      }
    })
  })

  it('no claim is let in beyond its limit of the week, and none is refused for it below (R95)', () => {
    let [opened, stopped] = [0, 0]
    inAnyLife((steps) => {
      for (const [index, { ledger, now, asked }] of steps.entries()) {
        const before = steps[index - 1]?.ledger
        if (before === undefined || asked?.kind !== 'claim' || asked.limits.perCustomer === null) continue
        const { most } = asked.limits.perCustomer
        const stood = standingThisWeek(before.entries, now)
        const { outcome } = settleAccount(before, { ...asked, id: 'under a new key' }, now)
        if (outcome.kind === 'accepted') {
          expect(stood).toBeLessThan(most)
          opened += 1
        } else if (outcome.refusals.some(({ reason }) => reason === 'claim_limit_reached')) {
          expect(stood).toBeGreaterThanOrEqual(most)
          stopped += 1
        }
        if (ledger.entries.length > before.entries.length)
          expect(standingThisWeek(ledger.entries, now)).toBeLessThanOrEqual(most)
      }
    })
    // Lives in which nothing of the kind happens would prove nothing.
    expect(Math.min(opened, stopped)).toBeGreaterThan(2)
  })

  it('its statement runs from line to line, and ends at what is there (R90)', () => {
    inAnyLife((steps) => {
      const { ledger } = steps.at(-1) ?? { ledger: EMPTY_ACCOUNT_LEDGER }
      const running = new Map<Unit, number>()
      for (const { unit, change, balance } of statementOf(ledger.entries)) {
        if (unit === null) continue
        expect(balance).toBe((running.get(unit) ?? 0) + change)
        running.set(unit, balance ?? 0)
      }
      for (const unit of UNITS) expect(running.get(unit) ?? 0).toBe(ledger.account.sides[unit].available)
    })
  })

  it('a command sent again is answered as then and writes nothing (R4)', () => {
    inAnyLife((steps) => {
      const { ledger } = steps.at(-1) ?? { ledger: EMPTY_ACCOUNT_LEDGER }
      for (const { command, seq } of ledger.entries) {
        if (command === null) continue
        const again = settleAccount(ledger, { ...adjust(1), id: command }, NOW)
        expect(again.write).toBeNull()
        expect(again.outcome).toMatchObject({ entry: { seq }, account: fold(ledger.entries.slice(0, seq)) })
      }
    })
  })

  it('merged away, it sends every amount it has exactly once (R99)', () => {
    inAnyLife((steps) => {
      const { ledger, now } = steps.at(-1) ?? { ledger: EMPTY_ACCOUNT_LEDGER, now: NOW }
      if (ledger.entries.length === 0) return
      const merged = following(ledger, merge('cus_otto'), now)
      const gone = afterOwn(merged, handingOver(merged.account, now), now)
      for (const unit of UNITS) {
        expect(availableIn(gone.account.lots, unit, now)).toBe(0)
        expect(gone.account.sides[unit].owed).toBe(0)
      }
      expect(handingOver(gone.account, now)).toBeNull()
    })
  })
})
