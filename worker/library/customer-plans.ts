/** A plan that a customer may have. */
export interface Plan {
  readonly id: string
  readonly name: string
}

/** So many plans are offered in a form; a brand has a handful. */
const PLANS_MOST = 100

/** The brand's plans by name; none as long as it has set up none. */
export async function plansOffered(db: D1Database): Promise<readonly Plan[]> {
  if (!(await hasPlans(db))) return []
  const { results } = await db
    .prepare('SELECT id, name FROM plans ORDER BY id LIMIT ?')
    .bind(PLANS_MOST)
    .all<Plan>()
  return results.toSorted((a, b) => a.name.localeCompare(b.name))
}

/** Names by id; a plan nobody knows any more is absent. */
export async function planNames(
  db: D1Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0 || !(await hasPlans(db))) return new Map()
  const { results } = await db
    .prepare('SELECT id, name FROM plans WHERE id IN (SELECT value FROM json_each(?))')
    .bind(JSON.stringify([...new Set(ids)]))
    .all<Plan>()
  return new Map(results.map(({ id, name }) => [id, name]))
}

async function hasPlans(db: D1Database): Promise<boolean> {
  return (
    (await db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'plans'").first()) !== null
  )
}
