import type { Frame } from '../frame.ts'
import type { Amounts } from './purchase-view.ts'

/** '12 points, €0.25 of cashback', leaving out what is nothing; empty where all is. */
export function amountsLine(frame: Frame, { points, cashback, balance }: Amounts): string {
  const { words, display, brand } = frame
  const money = (amount: number) => display.money(amount, brand.currency)
  const parts = [
    ...(points === 0 ? [] : [words.statement.points(points)]),
    ...(cashback === 0 ? [] : [words.till.ofCashback(money(cashback))]),
    ...(balance === 0 ? [] : [words.till.ofBalance(money(balance))]),
  ]
  return display.list(parts)
}
