import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MembershipId } from '../../src/membership.ts'
import type { Plan } from '../../src/plan.ts'
import type { Place } from '../../src/voucher.ts'

/** Authored: who bought which plan, and how far its vouchers are given out. Of one customer no two run at a time. */
export const memberships = sqliteTable(
  'memberships',
  {
    id: text('id').$type<MembershipId>().primaryKey(),
    customerId: text('customer_id').notNull(),
    planId: text('plan_id').notNull(),
    startsAt: integer('starts_at').notNull(),
    /** Exclusive; null lasts until somebody ends it. */
    endsAt: integer('ends_at'),
    /** As they were when it was sold, so that no period is ever counted twice. */
    zone: text('zone').notNull(),
    period: text('period').$type<Plan['period']>().notNull(),
    /** The period whose vouchers come next, from 0. */
    nextPeriod: integer('next_period').notNull(),
    /** When the clock has something to do with it; null: nothing any more. */
    dueAt: integer('due_at'),
    /** When it was ended, by somebody or by its time. */
    endedAt: integer('ended_at'),
    /** Who sold it and from where: its vouchers' ledgers say so too. */
    place: text('place', { mode: 'json' }).$type<Place>().notNull(),
    soldAt: integer('sold_at').notNull(),
    /** The command that sold it and its digest: a repeat answers as then, other content is refused. */
    command: text('command').notNull().unique(),
    digest: text('digest').notNull(),
  },
  (table) => [
    index('memberships_by_customer').on(table.customerId, table.startsAt),
    index('memberships_due').on(table.dueAt, table.startsAt).where(sql`${table.dueAt} is not null`),
  ],
)

/** Authored: every voucher a period of a membership owes, and what became of it. The row names the command that issues it. */
export const planVouchers = sqliteTable(
  'plan_vouchers',
  {
    membershipId: text('membership_id').$type<MembershipId>().notNull(),
    period: integer('period').notNull(),
    /** Counts a period's vouchers from 0. */
    n: integer('n').notNull(),
    /** Whose account gives it, whatever record that person has later: asked again it is the same claim. */
    customerId: text('customer_id').notNull(),
    offerId: text('offer_id').notNull(),
    state: text('state').$type<'waiting' | 'issued' | 'refused'>().notNull(),
    voucherId: text('voucher_id'),
    /** Why it was not issued. */
    reason: text('reason'),
    /** When it became due, and when it was last tried; one that fails lets the others go first. */
    at: integer('at').notNull(),
    triedAt: integer('tried_at'),
  },
  (table) => [
    primaryKey({ columns: [table.membershipId, table.period, table.n] }),
    index('plan_vouchers_waiting').on(table.triedAt, table.at).where(sql`${table.state} = 'waiting'`),
  ],
)

/** Authored: sales that were refused because another plan ran, so that sent again they are refused as then. */
export const refusedSales = sqliteTable(
  'refused_sales',
  {
    command: text('command').primaryKey(),
    digest: text('digest').notNull(),
    customerId: text('customer_id').notNull(),
    /** The membership that ran, and its end as it was said. */
    membershipId: text('membership_id').$type<MembershipId>().notNull(),
    endsAt: integer('ends_at'),
    at: integer('at').notNull(),
  },
  (table) => [index('refused_sales_by_customer').on(table.customerId, table.at)],
)
