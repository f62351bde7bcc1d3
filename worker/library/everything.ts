import { asc, gt, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { audits } from '../../migrations/schema/audits.ts'
import { customers } from '../../migrations/schema/customers.ts'
import { people } from '../../migrations/schema/people.ts'
import { entries, vouchers } from '../../migrations/schema/vouchers.ts'
import { cursorOf, readCursor } from './cursor.ts'
import type { CustomerRow } from './customers.ts'
import type { PersonRow } from './people.ts'
import type { VoucherRow } from './voucher-list.ts'

type EntryRow = typeof entries.$inferSelect
type AuditRow = typeof audits.$inferSelect

/** Some rows of a table, oldest first, in the order of an index; `next` is where the following ones begin. */
export interface Stretch<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

/** Reads a stretch of at most `most` rows after the place `after`. */
export type Stretches<Row> = (db: D1Database, after: string | null, most: number) => Promise<Stretch<Row>>

/** All customers by their ids, merged ones too. */
export const allCustomers: Stretches<CustomerRow> = async (db, after, most) => {
  const { id } = customers
  const place = after === null ? null : readCursor(after)
  const query = drizzle(db)
    .select()
    .from(customers)
    .where(place === null ? undefined : gt(id, place.id))
  return stretch(await query.orderBy(asc(id)).limit(most), most, (row) => [row.createdAt, row.id])
}

/** All vouchers by when they were issued. */
export const allVouchers: Stretches<VoucherRow> = async (db, after, most) => {
  const { issuedAt, id } = vouchers
  const query = drizzle(db)
    .select()
    .from(vouchers)
    .where(past(after, issuedAt, id))
  return stretch(await query.orderBy(asc(issuedAt), asc(id)).limit(most), most, (row) => [
    row.issuedAt,
    row.id,
  ])
}

/** All lines of all ledgers, in the order of their time. */
export const allEntries: Stretches<EntryRow> = async (db, after, most) => {
  const { at, voucherId, seq } = entries
  const place = after === null ? null : readCursor(after)
  // The cursor names a line as `<voucher>_<seq>`.
  const [, voucher = '', line = '0'] = /^(.*)_(\d+)$/.exec(place?.id ?? '') ?? []
  const where =
    place === null
      ? undefined
      : sql`(${at}, ${voucherId}, ${seq}) > (${place.at}, ${voucher}, ${Number(line)})`
  const query = drizzle(db).select().from(entries).where(where)
  return stretch(await query.orderBy(asc(at), asc(voucherId), asc(seq)).limit(most), most, (row) => [
    row.at,
    `${row.voucherId}_${row.seq}`,
  ])
}

/** Everybody at work, devices and keys, by their ids, archived ones too. */
export const allPeople: Stretches<PersonRow> = async (db, after, most) => {
  const { id } = people
  const place = after === null ? null : readCursor(after)
  const query = drizzle(db)
    .select()
    .from(people)
    .where(place === null ? undefined : gt(id, place.id))
  return stretch(await query.orderBy(asc(id)).limit(most), most, (row) => [row.seq, row.id])
}

/** Everything that was changed outside ledgers, in the order it was. */
export const allAudits: Stretches<AuditRow> = async (db, after, most) => {
  const at = after === null ? null : readCursor(after)
  const query = drizzle(db)
    .select()
    .from(audits)
    .where(at === null ? undefined : gt(audits.id, at.at))
  return stretch(await query.orderBy(asc(audits.id)).limit(most), most, (row) => [row.id, 'audit'])
}

function past(after: string | null, at: SQLiteColumn, id: SQLiteColumn): SQL | undefined {
  const place = after === null ? null : readCursor(after)
  return place === null ? undefined : sql`(${at}, ${id}) > (${place.at}, ${place.id})`
}

function stretch<Row>(
  rows: readonly Row[],
  most: number,
  place: (row: Row) => [number, string],
): Stretch<Row> {
  const last = rows.at(-1)
  return { rows, next: last === undefined || rows.length < most ? null : cursorOf(...place(last)) }
}
