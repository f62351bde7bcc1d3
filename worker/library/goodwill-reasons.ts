import { FIRST_REASONS } from '../../src/goodwill.ts'
import { type ListRow, listRows } from './lists.ts'

/** A reason as the issue form offers it: the word a voucher keeps, and the name people read. */
export interface Reason {
  readonly word: string
  readonly name: string
}

/** The reasons one may choose, in the brand's order; while the library is closed, those every brand begins with. */
export async function reasonsOffered(db: D1Database): Promise<readonly Reason[]> {
  try {
    const rows = await listRows(db, 'goodwill')
    return rows
      .filter(({ state }) => state === 'active')
      .map((row) => ({ word: wordOf(row), name: row.name }))
  } catch {
    return FIRST_REASONS.map(([word, name]) => ({ word, name }))
  }
}

/** A reason nobody renamed keeps the word the API always had for it; any other is kept as it is called. */
function wordOf({ id, name }: ListRow): string {
  return FIRST_REASONS.some(([word, first]) => word === id && first === name) ? id : name
}
