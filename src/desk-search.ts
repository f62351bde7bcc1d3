import { readCode } from './code.ts'
import { isCustomerId, isVoucherId, readRedemptionId, type VoucherId } from './id.ts'
import { fold, searchTerms } from './search-terms.ts'

/** What somebody typed into the one search field can mean besides words. */
export type Sought =
  | { readonly kind: 'voucher'; readonly id: VoucherId }
  | { readonly kind: 'customer'; readonly id: string }
  /** A generated code with its right check symbol, or a link to one. */
  | { readonly kind: 'code'; readonly code: string }
  /** Looks like a code and is none; `group` of four to look at first, if one stands out. */
  | { readonly kind: 'mistyped'; readonly group: number | null }
  /** Words, of which the whole may also be a code somebody chose. */
  | { readonly kind: 'words'; readonly code: string | null }

/** Reads what was typed. A name of twelve letters is no mistyped code: ours practically always hold a digit. */
export function readSought(text: string): Sought {
  const typed = text.trim()
  if (isVoucherId(typed)) return { kind: 'voucher', id: typed }
  const redemption = readRedemptionId(typed)
  if (redemption !== null && isVoucherId(redemption.voucher))
    return { kind: 'voucher', id: redemption.voucher }
  if (isCustomerId(typed)) return { kind: 'customer', id: typed }
  const reading = readCode(typed)
  switch (reading.kind) {
    case 'generated':
      return { kind: 'code', code: reading.code }
    case 'chosen':
      return { kind: 'words', code: reading.code }
    case 'malformed':
      return looksLikeCode(typed) ? { kind: 'mistyped', group: reading.group } : { kind: 'words', code: null }
  }
}

/** Whether every word typed begins a word of the text: for short lists that are at hand. */
export function isAbout(text: string, typed: string): boolean {
  const words = fold(text).split(/[^\p{Letter}\p{Number}]+/u)
  const sought = searchTerms(typed)
  return sought.length > 0 && sought.every((one) => words.some((word) => word.startsWith(one)))
}

/** Three or four groups of four, or as many symbols in a row, with a digit among them. */
function looksLikeCode(typed: string): boolean {
  const symbols = typed.replace(/[\s-]/g, '')
  const grouped = /^\w{4}([\s-]\w{4}){2,3}$/.test(typed)
  return /\d/.test(symbols) && /^[0-9a-z]+$/i.test(symbols) && (grouped || [12, 16].includes(symbols.length))
}
