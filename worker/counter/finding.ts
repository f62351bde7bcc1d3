import { wordsOf } from '../../src/search-terms.ts'

/** What somebody at the counter looks for among today's lines. */
export interface Sought {
  readonly q: string
  /** The voucher it names, where it is a whole code. */
  readonly voucher: string | null
  /** Whether they may find people by name. */
  readonly names: boolean
}

/** What a line can be found by. */
interface Findable {
  readonly texts?: readonly string[]
  readonly names: readonly (string | null)[]
  readonly id?: string
}

/** Whether every word of it begins a word of the line, or it is the line's own code. */
export function isFound({ texts = [], names, id }: Findable, { q, voucher, names: byName }: Sought): boolean {
  if (voucher !== null && voucher === id) return true
  const known = wordsOf(...texts, ...(byName ? names : []))
  const words = wordsOf(q)
  return words.length > 0 && words.every((word) => known.some((one) => one.startsWith(word)))
}

/** How many letters and digits somebody wrote. */
export function lettersIn(q: string): number {
  return wordsOf(q).reduce((sum, word) => sum + [...word].length, 0)
}
