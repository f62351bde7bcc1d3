import { readShown } from '../../../src/card.ts'
import { normaliseCode } from '../../../src/code.ts'

/** A field's text and where its caret stands. */
export interface Typed {
  readonly text: string
  readonly caret: number
}

/**
 * The text in groups of four as it is typed, the caret after the same symbol as before. A pasted link becomes its code;
 * anything that cannot be a code of at most 16 symbols stays as written.
 */
export function grouped({ text, caret }: Typed): Typed {
  if (/\/v\/./i.test(text)) {
    const code = grouped({ text: normaliseCode(text), caret: 0 }).text
    return { text: code, caret: code.length }
  }
  const symbols = symbolsIn(text)
  if (!/^[\p{L}\p{N}\s\p{Dash}]*$/u.test(text) || symbols.length > 16) return { text, caret }
  const before = symbolsIn(text.slice(0, caret)).length
  return { text: inFours(symbols), caret: before + Math.floor(Math.max(0, before - 1) / 4) }
}

/** Where to look in a code that cannot be right, before anybody is asked; null for one that may be. */
export function slipIn(text: string): { readonly group: number | null; readonly symbols: string } | null {
  const reading = readShown(text)
  if (reading.kind !== 'malformed') return null
  const code = normaliseCode(text)
  const { group } = reading
  return { group, symbols: group === null ? code : code.slice((group - 1) * 4, group * 4) }
}

function symbolsIn(text: string): string {
  return text.replace(/[\s\p{Dash}]/gu, '')
}

function inFours(symbols: string): string {
  return symbols.match(/.{1,4}/gsu)?.join('-') ?? ''
}
