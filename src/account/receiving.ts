import type { Instant } from '../local-time.ts'
import type { Account, Debt, Fact } from './account.ts'
import type { Receive } from './command.ts'
import { availableIn, endedIn, type Lot, lotsAfter, type Move } from './lot.ts'
import { coming, going, moving } from './moving.ts'
import type { Unit } from './unit.ts'

/**
 * What another record of theirs sent. A debt that comes is paid by what lies here already, then by what comes along: nobody
 * owes beside what they have. Of the lots it is asked for, what ended unused here is asked for no more. Rules R93 and R99.
 */
export function receiving(account: Account, command: Receive, now: Instant): Fact {
  const { from, transfer, gains, debts, standing } = command
  let owing = account
  const incurred = debts.flatMap((debt) => {
    const moves = incurring(owing, debt, now)
    owing = moves.reduce(owingAfter, owing)
    return moves
  })
  const came = coming(account, 'moved_in', gains, incurred.length)
  return { kind: 'merged_in', from, transfer, standing, moves: [...incurred, ...moving(owing, came)] }
}

/**
 * What can be taken for a debt that is asked for these lots first. Of a record that gave way, nothing but them: they may have
 * ended unused in the one that stays, and then what else is on its way there is not asked for.
 */
export function payable({ lots, merged }: Account, unit: Unit, own: readonly Lot[], now: Instant): number {
  return availableIn(merged === null ? lots : own, unit, now)
}

/** A debt as far as it is still asked for, and what of it is paid at once. */
function incurring(account: Account, { unit, amount, origins = [] }: Debt, now: Instant): readonly Move[] {
  const own = account.lots.filter((lot) => lot.unit === unit && lot.origin && origins.includes(lot.origin))
  const asked = amount - Math.min(amount, endedIn(own, now))
  if (asked === 0) return []
  const named = origins.length > 0 && { origins }
  const debt: Move = { kind: 'debt_moved_in', unit, amount: asked, pieces: [], ...named }
  const there = Math.min(asked, payable(account, unit, own, now))
  const first = own.map(({ id }) => id)
  return [debt, ...going(account, 'repaid', { unit, amount: there }, now, first)]
}

/** What is owed, and left to pay it, after a move that the same entry writes down before what pays the rest. */
function owingAfter(account: Account, move: Move): Account {
  const { kind, unit, amount } = move
  const before = account.sides[unit]
  const owed = kind === 'repaid' ? before.owed + amount : before.owed - amount
  return {
    ...account,
    sides: { ...account.sides, [unit]: { ...before, owed } },
    lots: lotsAfter(account.lots, move),
  }
}
