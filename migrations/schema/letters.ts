import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Letters that brought a voucher to its customer: by the command that asked for one, so that a repeat sends none. No address. */
export const letters = sqliteTable(
  'letters',
  {
    command: text('command').primaryKey(),
    voucherId: text('voucher_id').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('letters_by_voucher').on(table.voucherId, table.at)],
)
