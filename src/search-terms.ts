/** So many distinct words of one text are searchable: a row each, so there is a limit. */
const TERMS_MOST = 12

/** Folds text for finding: lower case, without accents, split into words of letters and digits. */
export function searchTerms(...texts: readonly (string | null)[]): string[] {
  return wordsOf(...texts).slice(0, TERMS_MOST)
}

/** The same without a limit, for what is compared in memory. */
export function wordsOf(...texts: readonly (string | null)[]): string[] {
  const folded = texts.map((text) => fold(text ?? '')).join(' ')
  const words = folded.split(/[^\p{Letter}\p{Number}]+/u).filter((word) => word !== '')
  return [...new Set(words)]
}

/** Lower case, accents dropped: "João" and "joao" are the same word. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
}

/** The half-open range of terms that begin with `prefix`: compared, never matched with LIKE. */
export function prefixRange(prefix: string): { readonly from: string; readonly to: string } {
  return { from: prefix, to: `${prefix}\u{10ffff}` }
}
