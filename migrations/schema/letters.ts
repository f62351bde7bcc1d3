import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Letters that bring a voucher to its customer: by the command that asked for one, so that a repeat sends none. No address.
 * `at`: when it was begun; `sent_at`: when it was taken to be delivered, null for one that is on its way, or was lost.
 */
export const letters = sqliteTable(
  'letters',
  {
    command: text('command').primaryKey(),
    voucherId: text('voucher_id').notNull(),
    at: integer('at').notNull(),
    sentAt: integer('sent_at'),
  },
  (table) => [index('letters_by_voucher').on(table.voucherId, table.at)],
)
