import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { purchases } from '../../migrations/schema/accounts.ts'

/** Whether any purchase is known of that customer. */
export async function hasPurchased(db: D1Database, customer: string): Promise<boolean> {
  const known = eq(purchases.customerId, customer)
  return (await drizzle(db).select().from(purchases).where(known).limit(1)).length > 0
}
