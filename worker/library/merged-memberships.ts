import { NEVER } from './memberships.ts'

/**
 * The memberships of a record that gives way follow to the one that stays, inside the merge's own batch. Where two would run
 * at a time, that of the record that stays goes on and the other one ends. Rule R117.
 */
export function plansMoved(
  db: D1Database,
  {
    id,
    survivorId,
    mergedId,
    at,
  }: {
    readonly id: string
    readonly survivorId: string
    readonly mergedId: string
    readonly at: number
  },
): D1PreparedStatement[] {
  const opened = 'EXISTS (SELECT 1 FROM customer_merges WHERE id = ?1)'
  return [
    db
      .prepare(
        `UPDATE memberships SET ended_at = min(coalesce(ends_at, ?4), ?4), due_at = NULL
         WHERE customer_id = ?3 AND ended_at IS NULL AND ${opened} AND EXISTS (SELECT 1 FROM memberships AS other
           WHERE other.customer_id = ?2 AND other.ended_at IS NULL AND other.starts_at < coalesce(memberships.ends_at, ${NEVER})
             AND memberships.starts_at < coalesce(other.ends_at, ${NEVER}))`,
      )
      .bind(id, survivorId, mergedId, at),
    db
      .prepare(`UPDATE memberships SET customer_id = ?2 WHERE customer_id = ?3 AND ${opened}`)
      .bind(id, survivorId, mergedId),
    // Behind the change of the record itself, which only knows what was written on either.
    db
      .prepare(
        `UPDATE customers SET plan_id = sold.plan_id FROM memberships AS sold
         WHERE customers.id = ?2 AND sold.customer_id = ?2 AND sold.ended_at IS NULL AND sold.starts_at <= ?3
           AND coalesce(sold.ends_at, ${NEVER}) > ?3 AND ${opened}`,
      )
      .bind(id, survivorId, at),
  ]
}
