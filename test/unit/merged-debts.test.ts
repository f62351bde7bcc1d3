import { expect, it } from 'vitest'
import { handingOver, refusing } from '../../src/account/saga.ts'
import { afterOwn, anAccount, claim, following, merge, receive } from './an-account.ts'
import { DAY, NOW } from './cast.ts'

it('what was repaid out of the lots one debt is asked for shortens no other on their way (R99)', () => {
  const [first, second] = ['cus_otto/1.0', 'cus_otto/2.0'] as const
  const gains = [
    { unit: 'points', amount: 100, endsAt: NOW + DAY, origin: first },
    { unit: 'points', amount: 100, endsAt: NOW + 2 * DAY, origin: second },
  ] as const
  // Fifty of the first are tied up while all else goes on to the record that stays.
  const between = following(anAccount(receive({ gains }), claim(50)), merge('cus_anna'))
  const empty = afterOwn(between, handingOver(between.account, NOW))
  const [open] = empty.account.claims
  const refused = refusing(empty.account, open?.seq ?? 0, { reason: 'out_of_stock' }, NOW)
  const freed = afterOwn(empty, refused)
  // Then both purchases are taken back.
  const debts = [first, second].map((origin) => ({ unit: 'points' as const, amount: 100, origins: [origin] }))
  const { account } = following(freed, receive({ debts, transfer: 2 }))
  expect(handingOver(account, NOW)?.moves).toEqual([
    { kind: 'debt_moved_out', unit: 'points', amount: 50, pieces: [], origins: [first] },
    { kind: 'debt_moved_out', unit: 'points', amount: 100, pieces: [], origins: [second] },
  ])
})
