import { fold } from '../search-terms.ts'
import type { ColumnField } from './columns.ts'

/** A row's cells by field, as they stood in the file. */
export type Cells = Readonly<Partial<Record<ColumnField, string>>>

/** A customer as a row tells it; what is empty is left out. Nothing is judged yet but what cannot be read at all. */
export interface RowFacts {
  readonly name?: string
  readonly email?: string
  readonly phone?: string
  readonly birthday?: string
  readonly locale?: string
  readonly zone?: string
  readonly tags?: readonly string[]
  readonly marketing?: boolean
  readonly notes?: string
}

/** The facts of a row, and the fields whose cells cannot be read. */
export interface RowReading {
  readonly facts: RowFacts
  readonly unreadable: readonly ColumnField[]
}

/**
 * Reads a row. `callingCode`: digits of the country for phone numbers written without one. A name may come in two
 * columns; a birthday in the ways people write dates in Europe; a consent as yes or no in four languages.
 */
export function readCells(cells: Cells, callingCode: string): RowReading {
  const text = (field: ColumnField) => cells[field]?.trim() ?? ''
  const name =
    text('name') || [text('given_name'), text('family_name')].filter((part) => part !== '').join(' ')
  const [birthday, marketing] = [dayIn(text('birthday')), answerIn(text('marketing'))]
  const tags = text('tags')
    .split(/[,;|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
  const texts = {
    name,
    email: text('email'),
    phone: withCountry(text('phone'), callingCode),
    birthday: birthday ?? '',
    locale: text('locale'),
    zone: text('zone'),
    notes: text('notes'),
  }
  const facts: RowFacts = {
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== '')),
    ...(tags.length > 0 && { tags: [...new Set(tags)] }),
    ...(marketing !== null && marketing !== undefined && { marketing }),
  }
  const unreadable: ColumnField[] = [
    ...(birthday === undefined ? ['birthday' as const] : []),
    ...(marketing === undefined ? ['marketing' as const] : []),
  ]
  return { facts, unreadable }
}

/** Null for an empty cell, undefined for one that is no day. */
function dayIn(text: string): string | null | undefined {
  if (text === '') return null
  if (/^(\d{4}|-)-\d{2}-\d{2}$/.test(text)) return text
  if (/^\d{4}-\d{2}-\d{2}[T ]/.test(text)) return text.slice(0, 10)
  const [, day, month, year] = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}))?\.?$/.exec(text) ?? []
  if (day === undefined || month === undefined) return undefined
  return `${year ?? '-'}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

const YES = [
  'yes',
  'y',
  'true',
  '1',
  'x',
  'sim',
  's',
  'si',
  'ja',
  'j',
  'wahr',
  'verdadeiro',
  'verdadero',
  'subscribed',
]
const NO = ['no', 'n', 'false', '0', 'nao', 'nein', 'falsch', 'falso', 'unsubscribed', 'never subscribed']

function answerIn(text: string): boolean | null | undefined {
  if (text === '') return null
  const said = fold(text)
  if (YES.includes(said)) return true
  return NO.includes(said) ? false : undefined
}

/** A national number, its trunk zero dropped, behind the country's code. */
function withCountry(phone: string, callingCode: string): string {
  if (callingCode === '' || phone === '' || /^\s*(?:\+|00)/.test(phone)) return phone
  return `+${callingCode}${phone.replace(/^[\s(]*0/, '')}`
}
