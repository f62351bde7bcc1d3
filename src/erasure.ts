import { fold, searchTerms } from './search-terms.ts'

/** What is still to be done once the customer's own row is erased, in this order. Each may be done again without harm. */
export const ERASURE_STEPS = [
  'principals',
  'vouchers',
  'accounts',
  'lines',
  'files',
  'letters',
  'library',
] as const
export type ErasureStep = (typeof ERASURE_STEPS)[number]

/** The step after this one, or null after the last. */
export function stepAfter(step: ErasureStep): ErasureStep | null {
  return ERASURE_STEPS[ERASURE_STEPS.indexOf(step) + 1] ?? null
}

/** By what somebody is recognised where no id names them: lines of a file that were not taken, letters. */
export interface Clues {
  readonly names: readonly string[]
  readonly emails: readonly string[]
  /** E.164. */
  readonly phones: readonly string[]
  readonly cards: readonly string[]
}

/** What these records of one person are recognised by. */
export function cluesOf(
  records: readonly {
    readonly name: string | null
    readonly email: string | null
    readonly phone: string | null
    readonly cardToken: string
  }[],
): Clues {
  return {
    names: records.flatMap(({ name }) => name ?? []),
    emails: records.flatMap(({ email }) => email ?? []),
    phones: records.flatMap(({ phone }) => phone ?? []),
    cards: records.map(({ cardToken }) => cardToken),
  }
}

/** Numbers are written with and without their country: so many of the last digits are one line's. */
const DIGITS_ALIKE = 9

/**
 * Whether a line of cells speaks of them: their email or card in any cell, the end of their phone number, or all words of
 * their name. Rather one line too many than one too few: what it guards is only why a line was not taken.
 */
export function speaksOf(cells: readonly string[], clues: Clues): boolean {
  const folded = cells.map(fold)
  const words = new Set(searchTermsOf(cells))
  const named = clues.names.some((name) => {
    const parts = searchTerms(name)
    return parts.length > 0 && parts.every((part) => words.has(part))
  })
  if (named) return true
  const texts = [...clues.emails, ...clues.cards].map(fold)
  if (texts.some((text) => folded.some((cell) => cell.includes(text)))) return true
  const ends = clues.phones.map((phone) => digitsIn(phone).slice(-DIGITS_ALIKE))
  return ends.some((end) => cells.some((cell) => digitsIn(cell).endsWith(end)))
}

/** Each cell on its own: the words of one are searchable up to a limit, those of a line have none. */
function searchTermsOf(cells: readonly string[]): readonly string[] {
  return cells.flatMap((cell) => searchTerms(cell))
}

function digitsIn(text: string): string {
  return text.replace(/\D/g, '')
}
