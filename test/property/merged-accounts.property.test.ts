import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Ledgers, linesOf, livedMerged, mergedLives, RECORDS } from './a-merged-person.ts'
import { ACCOUNT_RUNS } from './an-account-life.ts'

/** What a purchase earned, and what of it ended unused in whatever record it lay by then. */
function purchasesOf(ledgers: Ledgers) {
  const ended = new Map<string, number>()
  for (const { customer, moves } of linesOf(ledgers))
    for (const { lot, amount, origin } of moves.flatMap(({ kind, pieces }) =>
      kind === 'expired' ? pieces : [],
    )) {
      const began = origin ?? `${customer}/${lot}`
      ended.set(began, (ended.get(began) ?? 0) + amount)
    }
  return RECORDS.flatMap((customer) =>
    ledgers[customer].account.purchases.map(({ gains, reversedAt }) => {
      const lots = gains.flatMap(({ pieces }) => pieces.map(({ lot }) => `${customer}/${lot}`))
      return {
        reversed: reversedAt !== null,
        earned: gains.reduce((sum, { amount }) => sum + amount, 0),
        unused: lots.reduce((sum, lot) => sum + (ended.get(lot) ?? 0), 0),
        lots,
      }
    }),
  )
}

describe('Whatever happens to the records of one person', () => {
  it('a purchase taken back costs what it earned, but for what of it ended unused, wherever (R93, R99)', () => {
    let spared = 0
    fc.assert(
      fc.property(mergedLives, (life) => {
        const ledgers = livedMerged(life)
        const purchases = purchasesOf(ledgers)
        const granted = RECORDS.reduce((sum, one) => sum - ledgers[one].account.sides.points.granted, 0)
        const kept = purchases.reduce(
          (sum, { reversed, earned, unused }) => sum + (reversed ? unused : earned),
          0,
        )
        expect(granted).toBe(kept)
        const moved = linesOf(ledgers).flatMap(({ kind, moves }) =>
          kind === 'expired'
            ? moves.flatMap(({ pieces }) => pieces.flatMap(({ origin }) => origin ?? []))
            : [],
        )
        spared += purchases.filter(
          ({ reversed, lots }) => reversed && lots.some((lot) => moved.some((origin) => origin === lot)),
        ).length
      }),
      ACCOUNT_RUNS,
    )
    // Lives in which nothing moved ends unused before its purchase is taken back would prove nothing.
    expect(spared).toBeGreaterThan(0)
  })
})
