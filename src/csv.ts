/** One field of a CSV file; null is empty. */
export type Cell = string | number | boolean | null

/** Before the first row: without it spreadsheets take UTF-8 for something else. */
export const CSV_BEGINNING = '\ufeff'

/** A text that a spreadsheet would take for a formula, also in the wide forms of East Asian keyboards. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
/** Separators of any country's spreadsheets, quotes and line ends. */
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/

/**
 * One row as RFC 4180 writes it. A text that a spreadsheet would run as a formula is given an apostrophe in front, which
 * spreadsheets show as text; numbers are numbers.
 */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(field).join(',')}\r\n`
}

function field(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
