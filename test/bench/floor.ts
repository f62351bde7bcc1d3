import { DurableObject } from 'cloudflare:workers'
import { Hono } from 'hono'

/** What the floor stands on. */
export interface FloorEnv {
  readonly FLOOR: DurableObjectNamespace<FloorObject>
}

/** The least that keeps anything: one row for a request, durable before it is answered, and nothing decided. */
export class FloorObject extends DurableObject<FloorEnv> {
  constructor(ctx: DurableObjectState, env: FloorEnv) {
    super(ctx, env)
    ctx.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS kept (seq INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT',
    )
  }

  /** Writes one row and gives its number. */
  keep(text: string): number {
    return this.ctx.storage.sql
      .exec<{ seq: number }>('INSERT INTO kept (text) VALUES (?) RETURNING seq', text)
      .one().seq
  }
}

/** The bare route over it: takes the same request as a redemption and keeps its body as it came. */
export const floor = new Hono<{ Bindings: FloorEnv }>().post('/floor/:name', async (c) => {
  const object = c.env.FLOOR.get(c.env.FLOOR.idFromName(c.req.param('name')))
  return c.json({ seq: await object.keep(await c.req.text()) }, 201)
})
