import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Place } from '../../src/voucher.ts'

/** Vouchers above somebody's budget: asked for, then approved and issued once, or declined. */
export const approvals = sqliteTable(
  'approvals',
  {
    id: text('id').primaryKey(),
    /** The request as the issue form read it. */
    request: text('request', { mode: 'json' }).$type<unknown>().notNull(),
    /** Who asked and from where, as the voucher's ledger will say. */
    place: text('place', { mode: 'json' }).$type<Place>().notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: integer('asked_at').notNull(),
    state: text('state').$type<'waiting' | 'approved' | 'declined'>().notNull(),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    /** Why it was declined, as the asker reads it. */
    reason: text('reason'),
    /** Set once the approved voucher exists; until then issuing it goes on when anybody asks. */
    voucherId: text('voucher_id'),
    command: text('command').notNull().unique(),
    digest: text('digest').notNull(),
  },
  (table) => [
    index('approvals_by_state').on(table.state, table.askedAt, table.id),
    index('approvals_by_asker').on(table.askedBy, table.askedAt, table.id),
  ],
)
