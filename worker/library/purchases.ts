import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { purchases } from '../../migrations/schema/accounts.ts'

/** An order, and whose it is said to be. */
type Binding = typeof purchases.$inferSelect

/**
 * Binds an order of a store to a customer, unless it is bound already: the first to send it decides. Gives whose it is, and
 * whether this call made it so.
 */
export async function bindOrder(
  db: D1Database,
  binding: Binding,
): Promise<{ readonly customer: string; readonly bound: boolean }> {
  const library = drizzle(db)
  const { storeId, orderId, customerId } = binding
  const [made, found] = await library.batch([
    library.insert(purchases).values(binding).onConflictDoNothing().returning(),
    library.select().from(purchases).where(isOrder(storeId, orderId)),
  ])
  return { customer: found[0]?.customerId ?? customerId, bound: made.length === 1 }
}

/** Binds many orders at once, those left alone that are bound already. */
export async function bindOrders(db: D1Database, bindings: readonly Binding[]): Promise<void> {
  await db
    .prepare(
      `INSERT INTO purchases (store_id, order_id, customer_id, at, by, total)
       SELECT value ->> 'storeId', value ->> 'orderId', value ->> 'customerId', value ->> 'at', value ->> 'by', value ->> 'total'
       FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(bindings))
    .run()
}

/** An order that is bound, to whom, and with which total; null where that is not known here. */
export interface BoundOrder {
  readonly storeId: string
  readonly orderId: string
  readonly customerId: string
  readonly total: number | null
}

/** Those of these orders that are bound. */
export async function ordersBound(
  db: D1Database,
  orders: readonly { readonly storeId: string; readonly orderId: string }[],
): Promise<readonly BoundOrder[]> {
  const asked = `SELECT p.store_id AS storeId, p.order_id AS orderId, p.customer_id AS customerId, p.total
     FROM json_each(?1) AS asked CROSS JOIN purchases AS p
     ON p.store_id = asked.value ->> 'storeId' AND p.order_id = asked.value ->> 'orderId'`
  const found = db.prepare(asked).bind(JSON.stringify(orders))
  return (await found.all<BoundOrder>()).results
}

/** Lets an order go again that was bound for a purchase which then was not recorded. */
export async function releaseOrder(
  db: D1Database,
  { storeId, orderId, customerId, at }: Binding,
): Promise<void> {
  const own = and(eq(purchases.customerId, customerId), eq(purchases.at, at))
  await drizzle(db)
    .delete(purchases)
    .where(and(isOrder(storeId, orderId), own))
}

function isOrder(storeId: string, orderId: string) {
  return and(eq(purchases.storeId, storeId), eq(purchases.orderId, orderId))
}
