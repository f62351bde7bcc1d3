import * as z from 'zod/mini'
import { normalisePhone } from '../../src/customer.ts'
import { type Cells, readCells } from '../../src/customer-import/cells.ts'
import type { ColumnField } from '../../src/customer-import/columns.ts'
import { type CustomerRequest, customerRequest } from '../api/shapes.ts'
import { customerErrors } from '../customer-record.ts'
import type { FileLine, ImportFile } from './file.ts'

/** How a file is to be read, as somebody decided. */
export interface ImportReading {
  /** What each column is; '' is not brought in. */
  readonly columns: readonly (ColumnField | '')[]
  /** Customers who are there already: left alone, or filled in where something is missing. */
  readonly existing: 'skip' | 'fill'
  /** Digits of the country of phone numbers written without one; may be ''. */
  readonly callingCode: string
}

/** A field of a line that cannot be taken. `nothing`: there is nobody in it. */
export type RowProblem = ColumnField | 'nothing' | 'text'

/** A line as a customer to be, or what is wrong with it. `twin`: an earlier line about the same person. */
export type ReadLine = { readonly line: number; readonly cells: readonly string[] } & (
  | { readonly kind: 'row'; readonly request: CustomerRequest }
  | { readonly kind: 'wrong'; readonly problems: readonly RowProblem[] }
  | { readonly kind: 'twin'; readonly of: number; readonly request: CustomerRequest }
)

/** Every line read. Whoever occurs twice in the file counts the first time. */
export function readLines({ lines }: ImportFile, reading: ImportReading): readonly ReadLine[] {
  const seen = new Map<string, number>()
  return lines.map((line) => {
    const read = readLine(line, reading)
    if (read.kind !== 'row') return read
    const marks = [read.request.email, read.request.phone].flatMap((mark) => mark ?? [])
    const of = marks.flatMap((mark) => seen.get(mark) ?? []).at(0)
    for (const mark of marks) if (!seen.has(mark)) seen.set(mark, line.line)
    return of === undefined ? read : { ...read, kind: 'twin', of }
  })
}

/** Bidirectional overrides make a name read as another one. */
const MISLEADING = /[\u202a-\u202e\u2066-\u2069\u0080-\u009f]/

function readLine({ line, cells }: FileLine, { columns, callingCode }: ImportReading): ReadLine {
  const byField: Cells = Object.fromEntries(
    columns.flatMap((field, index) => (field === '' ? [] : [[field, cells[index] ?? '']])),
  )
  if (Object.values(byField).some((cell) => MISLEADING.test(cell)))
    return { kind: 'wrong', line, cells, problems: ['text'] }
  const { facts, unreadable } = readCells(byField, callingCode)
  const { marketing, tags, ...texts } = facts
  const read = z.safeParse(customerRequest, {
    ...texts,
    ...(tags !== undefined && { tags }),
    ...(marketing !== undefined && { consents: { marketing } }),
  })
  if (!read.success) {
    const fields = read.error.issues.map(({ path }) => problemIn(String(path[0] ?? '')))
    return { kind: 'wrong', line, cells, problems: [...new Set([...unreadable, ...fields])] }
  }
  const errors = customerErrors(read.data).map(({ pointer }) => problemIn(pointer.slice(1)))
  if (unreadable.length + errors.length > 0)
    return { kind: 'wrong', line, cells, problems: [...unreadable, ...errors] }
  const phone = read.data.phone == null ? read.data.phone : normalisePhone(read.data.phone)
  return { kind: 'row', line, cells, request: { ...read.data, phone } }
}

function problemIn(field: string): RowProblem {
  switch (field) {
    case 'name':
    case 'email':
    case 'phone':
    case 'birthday':
    case 'locale':
    case 'zone':
    case 'tags':
    case 'notes':
      return field
    default:
      return 'nothing'
  }
}
