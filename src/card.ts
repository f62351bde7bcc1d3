import { type CodeReading, readCode } from './code.ts'

/**
 * The token of a customer's card in any spelling a scanner or hand gives it: letters of either case, spaces around; null for
 * anything else. It says who somebody is and opens nothing.
 */
export function readCardToken(text: string): string | null {
  const token = text.normalize('NFKC').trim().toLowerCase()
  return /^card_[0-9a-hjkmnp-tv-z]{26}$/.test(token) ? token : null
}

/**
 * What a counter is shown: a voucher's code, or a customer's card. A card has no check symbol, and so is read as a chosen code
 * is: two looks must agree.
 */
export function readShown(text: string): CodeReading {
  const card = readCardToken(text)
  return card === null ? readCode(text) : { kind: 'chosen', code: card }
}
