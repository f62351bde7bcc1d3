import { describe, expect, it } from 'vitest'
import { activeHolds, heldUntil, usesToHold } from '../../src/hold.ts'
import { localDateOf } from '../../src/local-time.ts'
import { apply, counted, type Entry, fold, isHolder, isReusable, standing } from '../../src/voucher.ts'
import { EMPTY_RECORD } from '../unit/a-record.ts'
import { inAnyLife, lineIn } from './a-life.ts'

describe('Whatever happens to a voucher', () => {
  it('its balance lies between nothing and its face value, and no money appears or is lost (R16, R20)', () => {
    inAnyLife((steps) => {
      for (const { after } of steps) {
        const voucher = fold(after.entries)
        if (voucher === null || voucher.terms.benefit.kind !== 'value') continue
        const face = voucher.terms.benefit.amount
        const { taken, returned } = moved(after.entries)
        expect(voucher.balance).toBeGreaterThanOrEqual(0)
        expect(voucher.balance).toBeLessThanOrEqual(face)
        const back = isReusable(voucher) ? returned : 0
        expect(taken - back + (voucher.balance ?? 0)).toBe(face)
      }
    })
  })

  it('every redemption takes something, and gives back at most that, in parts of at least one (R16, R20)', () => {
    inAnyLife((steps) => {
      for (const { settlement } of steps) {
        const { outcome } = settlement
        if (outcome.kind !== 'accepted' || outcome.voucher.balance === null) continue
        if ('amount' in outcome.entry) expect(outcome.entry.amount).toBeGreaterThanOrEqual(1)
        for (const { amount, returned, reversal } of outcome.voucher.redemptions) {
          expect(returned).toBeLessThanOrEqual(amount ?? 0)
          expect(reversal === null).toBe(returned < (amount ?? 0))
        }
      }
    })
  })

  it('no more uses stand than were promised, but for those a manager forced (R18, R26)', () => {
    inAnyLife((steps) => {
      for (const { after } of steps) {
        const voucher = fold(after.entries)
        if (voucher === null || voucher.terms.uses === null) continue
        const forced = forcedLines(after.entries)
        const uses = isReusable(voucher) ? standing(voucher) : voucher.redemptions
        const plain = uses.filter(({ seq }) => !forced.has(seq))
        expect(plain.length).toBeLessThanOrEqual(voucher.terms.uses)
        expect(voucher.usesLeft).toBe(Math.max(0, voucher.terms.uses - uses.length))
      }
    })
  })

  it('no more uses of one day count than it allows, but for those a manager forced (R72)', () => {
    inAnyLife((steps) => {
      for (const { settlement, before } of steps) {
        const { outcome } = settlement
        if (outcome.kind !== 'accepted' || outcome.replayed || outcome.entry.kind !== 'redeemed') continue
        const { uses_per_day: most } = outcome.voucher.terms
        const voucher = fold(before.entries)
        if (most === undefined || outcome.entry.forced || voucher === null) continue
        const { at, place } = outcome.entry
        const day = (moment: number) => localDateOf(moment, place.zone)
        expect(counted(voucher).filter((use) => day(use.at) === day(at)).length).toBeLessThan(most)
      }
    })
  })

  it('only what may be used there, then and by them is used, but for what a manager forced (R9, R71, R73, R74)', () => {
    inAnyLife((steps) => {
      for (const { settlement, command } of steps) {
        const { outcome } = settlement
        if (outcome.kind !== 'accepted' || outcome.replayed || command.kind !== 'redeem') continue
        const { terms } = outcome.voucher
        const { place, order } = command
        const { product_ids, category_ids } = terms
        expect(terms.blackout_dates ?? []).not.toContain(localDateOf(outcome.entry.at, place.zone))
        if (terms.channels !== undefined) expect(terms.channels).toContain(place.channel)
        if (terms.partner_ids !== undefined && place.partner !== null)
          expect(terms.partner_ids).toContain(place.partner)
        if (terms.holder_required === true)
          expect(command.holderSeen === true || isHolder(outcome.voucher, command.customer ?? 'cus_')).toBe(
            true,
          )
        if (product_ids === undefined && category_ids === undefined) continue
        const bought = order?.items?.flatMap(({ product_id, category_id = '' }) => [product_id, category_id])
        expect(
          [product_ids, category_ids].flatMap((ids) => ids ?? []).some((id) => bought?.includes(id)),
        ).toBe(true)
      }
    })
  })

  it('what is held stays there for whoever holds it, but for what a manager forced (R75, R76)', () => {
    inAnyLife((steps) => {
      for (const { settlement, before, after } of steps) {
        const { outcome } = settlement
        if (outcome.kind !== 'accepted' || outcome.replayed) continue
        const { entry, voucher } = outcome
        if (entry.kind !== 'redeemed' && entry.kind !== 'held') continue
        if (forcedLines(after.entries).size === 0)
          expect(activeHolds(voucher, entry.at).length).toBeLessThanOrEqual(usesToHold(voucher))
        const then = fold(before.entries)
        const ended = then?.holds.filter(
          ({ seq, end }) => end === null && voucher.holds.find((hold) => hold.seq === seq)?.end !== null,
        )
        // Nobody's redemption ends another's hold.
        for (const { place, until } of ended ?? []) {
          expect(place.by).toBe(entry.place.by)
          expect(entry.at).toBeLessThan(until)
        }
      }
    })
  })

  it('every hold begins before it ends, and after the last one nothing holds it (R75)', () => {
    inAnyLife((steps) => {
      const voucher = fold(steps.at(-1)?.after.entries ?? [])
      if (voucher === null) return
      const last = Math.max(...voucher.holds.map(({ until }) => until), 0)
      expect(heldUntil(voucher, last)).toBeNull()
      for (const { at, until } of voucher.holds) expect(until).toBeGreaterThan(at)
    })
  })

  it('an accepted command adds exactly its own fact, and a refused one leaves the state as it was (R2)', () => {
    inAnyLife((steps) => {
      for (const { before, after, settlement } of steps) {
        const { outcome, write } = settlement
        const [then, now] = [fold(before.entries), fold(after.entries)]
        if (outcome.kind === 'refused') expect(now).toEqual(then)
        if (write !== null && 'entry' in write) {
          expect(now).toEqual(apply(then, write.entry))
          expect(outcome).toMatchObject({ kind: 'accepted', voucher: now })
        }
      }
    })
  })

  it('lines are numbered without gaps, and entries stand in the order of their times (R10, R29)', () => {
    inAnyLife((steps) => {
      const lines = steps.flatMap(({ settlement: { write } }) => (write === null ? [] : [lineIn(write)]))
      expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1))
      const times = steps.at(-1)?.after.entries.map(({ at }) => at)
      expect(times).toEqual(times?.toSorted((a, b) => a - b))
    })
  })

  it('nothing but an issue begins its ledger, and until then nothing is kept (R24)', () => {
    inAnyLife((steps) => {
      for (const { after } of steps) {
        if (after.entries.length === 0) expect(after).toEqual(EMPTY_RECORD)
        else expect(after.entries.map(({ kind }) => kind).indexOf('issued')).toBe(0)
      }
    })
  })

  it('it belongs to one person from issue to end, under whichever record, and nothing else moves with it (R46)', () => {
    inAnyLife((steps) => {
      for (const { before, settlement } of steps) {
        const { outcome } = settlement
        if (outcome.kind !== 'accepted' || outcome.replayed || outcome.entry.kind !== 'reassigned') continue
        const then = fold(before.entries)
        const { customer, formerly, ...rest } = outcome.voucher
        expect(rest).toEqual({ ...then, customer: undefined, formerly: undefined })
        expect([...formerly, customer]).toContain(then?.customer)
        expect(new Set([...formerly, customer]).size).toBe(formerly.length + 1)
      }
    })
  })

  it('at most 40 refusals are kept whole, and none is lost from the numbers (R23)', () => {
    inAnyLife((steps) => {
      const refused = steps.filter(({ settlement: { write } }) => write !== null && 'attempt' in write).length
      const { attempts = [], counts = {} } = steps.at(-1)?.after ?? {}
      const counted = Object.values(counts).flatMap((reasons) => Object.values(reasons))
      expect(attempts.length).toBe(Math.min(40, refused))
      expect(attempts.length + counted.reduce((sum, times) => sum + times, 0)).toBe(refused)
    })
  })
})

/** What was taken and given back, read from the lines alone. */
function moved(entries: readonly Entry[]): { readonly taken: number; readonly returned: number } {
  let taken = 0
  let returned = 0
  for (const entry of entries) {
    if (entry.kind === 'redeemed') taken += entry.amount ?? 0
    if (entry.kind === 'rolled_back') returned += entry.amount ?? 0
  }
  return { taken, returned }
}

function forcedLines(entries: readonly Entry[]): ReadonlySet<number> {
  return new Set(entries.filter((entry) => entry.kind === 'redeemed' && entry.forced).map(({ seq }) => seq))
}
