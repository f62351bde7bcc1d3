import { CsvError, parse } from 'csv-parse/sync'
import { unguarded } from '../../src/csv.ts'

/** A file of customers, read: names of its columns and the cells of each line. */
export interface ImportFile {
  readonly headers: readonly string[]
  readonly lines: readonly FileLine[]
}

/** One line of data. `line`: where it stands in the file, as a text editor counts. */
export interface FileLine {
  readonly line: number
  readonly cells: readonly string[]
}

/** Why a file cannot be read, and near which line. */
export interface FileProblem {
  readonly problem:
    | 'large'
    | 'rows'
    | 'columns'
    | 'empty'
    | 'not_text'
    | 'spreadsheet'
    | 'quotes'
    | 'cell'
    | 'ragged'
  readonly line: number
}

/** A list of ten thousand people takes about one of these. */
export const FILE_BYTES_MOST = 5 * 1024 * 1024
const LINES_MOST = 10_000
const COLUMNS_MOST = 100
/** Nothing in a line about a person is longer than this. */
const LINE_LENGTH_MOST = 100_000

/** Reads a CSV file of any usual encoding and delimiter, or says what is wrong with it. Never throws. */
export function readImportFile(bytes: Uint8Array): ImportFile | FileProblem {
  if (bytes.byteLength > FILE_BYTES_MOST) return { problem: 'large', line: 0 }
  if (isArchive(bytes)) return { problem: 'spreadsheet', line: 0 }
  const text = decoded(bytes)
  if (text === null) return { problem: 'not_text', line: 0 }
  // The first line tells how many columns there are before anything is made of them.
  const delimiter = delimiterOf(text)
  if (firstLine(text).split(delimiter).length > COLUMNS_MOST) return { problem: 'columns', line: 1 }
  try {
    return shaped(records(text, delimiter))
  } catch (failure) {
    return problemOf(failure)
  }
}

/** Whether reading came to a problem. */
export function isFileProblem(file: object): file is FileProblem {
  return 'problem' in file
}

interface RawRecord {
  readonly info: { readonly lines: number }
  readonly record: readonly string[]
}

function records(text: string, delimiter: string): readonly RawRecord[] {
  return parse(text, {
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LINE_LENGTH_MOST,
    to: LINES_MOST + 2,
  }) as unknown as readonly RawRecord[]
}

function shaped([head, ...rest]: readonly RawRecord[]): ImportFile | FileProblem {
  if (head === undefined || rest.length === 0) return { problem: 'empty', line: 1 }
  if (rest.length > LINES_MOST) return { problem: 'rows', line: rest.at(-1)?.info.lines ?? 0 }
  const headers = head.record.map((name) => unguarded(name).trim())
  const lines = rest
    .map(({ info, record }) => ({ line: info.lines, cells: record.slice(0, headers.length).map(unguarded) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  return lines.length === 0 ? { problem: 'empty', line: 1 } : { headers, lines }
}

function problemOf(failure: unknown): FileProblem {
  if (!(failure instanceof CsvError)) throw failure
  const line = typeof failure.lines === 'number' ? failure.lines : 1
  if (failure.code === 'CSV_QUOTE_NOT_CLOSED') return { problem: 'quotes', line }
  return { problem: failure.code === 'CSV_MAX_RECORD_SIZE' ? 'cell' : 'ragged', line }
}

/** ZIP (which .xlsx is), gzip, and the old .xls. */
function isArchive([a, b, c, d]: Uint8Array): boolean {
  if (a === 0x50 && b === 0x4b) return true
  return (a === 0x1f && b === 0x8b) || (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0)
}

/** UTF-16 by its mark, UTF-8 if it is that, else what spreadsheets in Europe have always written. */
function decoded(bytes: Uint8Array): string | null {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return textual(new TextDecoder('utf-16le').decode(bytes))
  if (a === 0xfe && b === 0xff) return textual(new TextDecoder('utf-16be').decode(bytes))
  try {
    return textual(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
  } catch {
    // Bytes that are no UTF-8 are letters of Windows-1252, every one of them.
    return textual(new TextDecoder('windows-1252').decode(bytes))
  }
}

/** A file with control characters is something else than a table, whatever it calls itself. */
function textual(text: string): string | null {
  const found = text.matchAll(CONTROLS)
  return found.next().done === true ? text : null
}

const CONTROLS = /[^\P{Cc}\t\r\n\u0080-\u009f]/gu

function firstLine(text: string): string {
  return text.slice(0, LINE_LENGTH_MOST).split(/\r\n|\r|\n/, 1)[0] ?? ''
}

/** Whatever stands most often in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const plain = firstLine(text).replace(/"[^"]*"/g, '')
  const times = (mark: string) => plain.split(mark).length
  return [',', ';', '\t'].toSorted((x, y) => times(y) - times(x))[0] ?? ','
}
