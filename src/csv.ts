/** One field of a CSV file; null is empty. */
export type Cell = string | number | boolean | null

/** Before the first row: without it spreadsheets take UTF-8 for something else. */
export const CSV_BEGINNING = '\ufeff'

/**
 * What a spreadsheet would take for a formula when a text begins with it, also in the wide forms of East Asian keyboards,
 * however many apostrophes stand before.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/
/** Separators of any country's spreadsheets, quotes and line ends. */
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/

/** A text that no spreadsheet calculates with: an apostrophe stands before what looks like a formula. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The text as it was before it was guarded. */
export function unguarded(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}

/** One row as RFC 4180 writes it, every text guarded; numbers are numbers. */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(field).join(',')}\r\n`
}

function field(cell: Cell): string {
  if (cell === null) return ''
  const text = typeof cell === 'string' ? guarded(cell) : String(cell)
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
