import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Authored: links that let somebody in whom nobody enrolled, made by whoever can deploy. Only the SHA-256 of the link's
 * secret is kept. The principal's object decides that it works once; `used_at` only tells.
 */
export const invitations = sqliteTable('invitations', {
  hash: text('hash').primaryKey(),
  /** Whom it makes; the link names them too, so that one secret makes one person. */
  principalId: text('principal_id').notNull(),
  role: text('role').notNull(),
  createdAt: integer('created_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  usedAt: integer('used_at'),
})
