import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statementOf } from '../../src/account/statement.ts'
import { UNITS } from '../../src/account/unit.ts'
import { type Told, toldOfAccount, toldOfVoucher } from '../../src/told.ts'
import { fold, statusOf } from '../../src/voucher.ts'
import { EMPTY_ACCOUNT_LEDGER } from '../unit/an-account.ts'
import { inAnyLife } from './a-life.ts'
import { ACCOUNT_RUNS, accountLives, livedAccount } from './an-account-life.ts'

/** As a statement has them. */
const inOrder = (told: readonly Told[]) => told.toSorted((a, b) => a.at - b.at || (a.line < b.line ? -1 : 1))

describe('What is told, whatever happens', () => {
  it('of an account: each line once, each running on from the one before, the last ending at what is there', () => {
    fc.assert(
      fc.property(accountLives, (life) => {
        const { entries, account } = livedAccount(life).at(-1)?.ledger ?? EMPTY_ACCOUNT_LEDGER
        const told = toldOfAccount(entries)
        expect(inOrder(told)).toEqual(told)
        expect(new Set(told.map(({ line }) => line)).size).toBe(told.length)
        const changes = statementOf(entries).filter(({ change }) => change !== 0)
        expect(told.filter(({ change }) => change !== null && change !== 0).length).toBe(changes.length)
        for (const unit of UNITS) {
          let there = 0
          for (const { about, change, balance } of told) {
            if (about !== unit) continue
            there += change ?? 0
            expect(balance).toBe(there)
          }
          expect(there).toBe(account.sides[unit].available)
        }
      }),
      ACCOUNT_RUNS,
    )
  })

  it('of a voucher: each line that changed it once and in order, and its end exactly where it will have ended', () => {
    inAnyLife((steps) => {
      const entries = steps.at(-1)?.after.entries ?? []
      const voucher = fold(entries)
      const told = toldOfVoucher(entries)
      const written = told.filter(({ event }) => event !== 'expired')
      const untold = ['held', 'released', 'reassigned']
      expect(written.map(({ at }) => at)).toEqual(
        entries.filter(({ kind }) => !untold.includes(kind)).map(({ at }) => at),
      )
      expect(inOrder(written)).toEqual(written)
      const ends = told.filter(({ event }) => event === 'expired')
      const closesAt = voucher?.closesAt ?? null
      const willEnd = voucher !== null && closesAt !== null && statusOf(voucher, closesAt) === 'expired'
      expect(ends.map(({ at }) => at)).toEqual(willEnd ? [closesAt] : [])
      if (voucher?.balance != null)
        expect(written.findLast(({ balance }) => balance !== null)?.balance).toBe(voucher.balance)
    })
  })
})
