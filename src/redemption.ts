import { assert } from './assert.ts'
import { ended } from './hold.ts'
import type { Entry, Redemption, Voucher } from './voucher.ts'

/** The state after a redemption. */
export function redeemed(voucher: Voucher, entry: Extract<Entry, { kind: 'redeemed' }>): Voucher {
  const { seq, at, place, amount, balance, usesLeft } = entry
  assertSound(voucher, entry)
  if (voucher.balance !== null)
    assert(balance === voucher.balance - (amount ?? 0), 'the balance falls by what was taken')
  return {
    ...voucher,
    balance,
    usesLeft,
    holds: entry.hold === undefined ? voucher.holds : ended(voucher.holds, entry.hold, entry),
    redemptions: [...voucher.redemptions, { seq, at, place, amount, returned: 0, reversal: null }],
  }
}

/** The state after one was rolled back, whole or in part. */
export function rolledBack(voucher: Voucher, entry: Extract<Entry, { kind: 'rolled_back' }>): Voucher {
  const { balance, usesLeft } = entry
  assertSound(voucher, entry)
  const reversed = voucher.redemptions.find((redemption) => redemption.seq === entry.redemption)
  assert(reversed !== undefined && reversed.reversal === null, 'only a standing redemption is rolled back')
  const returned = reversed.returned + (voucher.balance === null ? 0 : (entry.amount ?? 0))
  const whole = voucher.balance === null || returned === reversed.amount
  const after: Redemption = {
    ...reversed,
    returned,
    reversal: whole ? { at: entry.at, by: entry.place.by } : null,
  }
  return {
    ...voucher,
    balance,
    usesLeft,
    redemptions: voucher.redemptions.map((redemption) => (redemption === reversed ? after : redemption)),
  }
}

function assertSound(
  voucher: Voucher,
  entry: { readonly balance: number | null; readonly usesLeft: number | null },
): void {
  const { benefit, uses } = voucher.terms
  if (benefit.kind === 'value') {
    assert(
      entry.usesLeft === null && entry.balance !== null && Number.isSafeInteger(entry.balance),
      'value has a balance',
    )
    assert(
      entry.balance >= 0 && entry.balance <= benefit.amount,
      'the balance stays between nothing and the face value',
    )
  } else {
    assert(entry.balance === null && entry.usesLeft !== null && uses !== null, 'uses are counted')
    assert(entry.usesLeft >= 0 && entry.usesLeft <= uses, 'uses stay between none and the limit')
  }
}
