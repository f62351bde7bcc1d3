/** A statement as it was sent to D1. */
export interface Sent {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** Every statement that `act` sends to the library. */
export async function recorded(db: D1Database, act: (db: D1Database) => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = []
  const prepare = (sql: string) => {
    const statement = db.prepare(sql)
    const bind = (...values: unknown[]) => {
      sent.push({ sql, values })
      return statement.bind(...values)
    }
    return new Proxy(statement, { get: (_, name) => (name === 'bind' ? bind : Reflect.get(statement, name)) })
  }
  await act(new Proxy(db, { get: (_, name) => (name === 'prepare' ? prepare : Reflect.get(db, name)) }))
  return sent
}

/** How D1 goes about a statement, a line for each table it touches. */
export async function planOf(db: D1Database, { sql, values }: Sent): Promise<string[]> {
  const plan = await db
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...values)
    .all<{ detail: string }>()
  return plan.results.map(({ detail }) => detail)
}

/** Rows it gives, and rows D1 reads, and bills, for them. */
export async function costOf(db: D1Database, { sql, values }: Sent): Promise<{ rows: number; read: number }> {
  const { results, meta } = await db
    .prepare(sql)
    .bind(...values)
    .all()
  return { rows: results.length, read: meta.rows_read }
}
