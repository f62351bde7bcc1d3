import * as z from 'zod/mini'
import { COLUMN_FIELDS, type ColumnField, isColumnField } from '../../src/customer-import/columns.ts'
import type { ImportFile } from './file.ts'
import type { ImportReading } from './rows.ts'

/** Why a file cannot be read like this. */
export type ReadingProblem =
  | { readonly kind: 'twice'; readonly field: ColumnField }
  | { readonly kind: 'unmapped' }
  | { readonly kind: 'callingCode' }

/** How somebody wants a file read: one field for each column, `c0`, `c1` and so on. */
export function readingAsked(text: (name: string) => string, { headers }: ImportFile): ImportReading {
  return {
    columns: headers.map((_, index) => {
      const field = text(`c${index}`)
      return isColumnField(field) ? field : ''
    }),
    existing: text('existing') === 'fill' ? 'fill' : 'skip',
    callingCode: text('calling_code').replace(/^(?:\+|00)/, ''),
  }
}

/** What is wrong with a reading; null if a file can be read like this. */
export function readingProblem({ columns, callingCode }: ImportReading): ReadingProblem | null {
  const twice = columns.find((field, index) => field !== '' && columns.indexOf(field) < index)
  if (twice !== undefined && twice !== '') return { kind: 'twice', field: twice }
  const people: readonly string[] = ['name', 'given_name', 'family_name', 'email', 'phone']
  if (!columns.some((field) => people.includes(field))) return { kind: 'unmapped' }
  return /^\d{0,3}$/.test(callingCode) ? null : { kind: 'callingCode' }
}

const stored = z.object({
  columns: z.array(z.union([z.enum(COLUMN_FIELDS), z.literal('')])),
  existing: z.enum(['skip', 'fill']),
  callingCode: z.string(),
})

/** The reading an import was begun with. */
export function storedReading(text: string): ImportReading {
  return stored.parse(JSON.parse(text))
}
