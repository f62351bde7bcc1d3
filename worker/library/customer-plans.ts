import { eq, inArray } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { plans } from '../../migrations/schema/lists.ts'
import { listRows } from './lists.ts'

/** A plan that a customer may have. */
export interface Plan {
  readonly id: string
  readonly name: string
}

/** The brand's plans in their order, without archived ones. */
export async function plansOffered(db: D1Database): Promise<readonly Plan[]> {
  return (await listRows(db, 'plans')).filter(({ state }) => state === 'active')
}

/** Names by id, of archived plans too; a plan nobody knows is absent. */
export async function planNames(
  db: D1Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const known = await drizzle(db)
    .select({ id: plans.id, name: plans.name })
    .from(plans)
    .where(ids.length === 1 ? eq(plans.id, ids[0] ?? '') : inArray(plans.id, [...new Set(ids)].slice(0, 90)))
  return new Map(known.map(({ id, name }) => [id, name]))
}
