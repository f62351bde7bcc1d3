/** How many are left, in words: none, a few, or enough not to speak of. */
export type StockLevel = 'none' | 'few' | 'some'

/** A tenth of a stock is few, but never more than these, and these few always are. */
const FEW_MOST = 20
const FEW_LEAST = 5

/** The level of a stock of which so many are given: for lists, which may lag a little behind what counts it exactly. */
export function stockLevel(of: number, given: number): StockLevel {
  const left = of - given
  if (left <= 0) return 'none'
  return left <= Math.min(FEW_MOST, Math.max(FEW_LEAST, Math.floor(of / 10))) ? 'few' : 'some'
}
