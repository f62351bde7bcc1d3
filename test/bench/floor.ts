import { DurableObject } from 'cloudflare:workers'
import { Hono } from 'hono'

/** What the floor stands on. */
export interface FloorEnv {
  readonly FLOOR: DurableObjectNamespace<FloorObject>
}

/** Why an object of the bench ends. */
export const LEAVING = 'the round is over'

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

  /** The same with an outbox: the row and an alarm at once, both or neither. */
  keepAndArm(text: string): number {
    return this.ctx.storage.transactionSync(() => {
      void this.ctx.storage.setAlarm(Date.now())
      return this.keep(text)
    })
  }

  override async alarm(): Promise<void> {}

  /** Leaves memory at once. */
  leave(): void {
    this.ctx.abort(LEAVING)
  }
}

/** The bare route over it: takes the same request as a redemption and keeps its body as it came. */
export const floor = new Hono<{ Bindings: FloorEnv }>()

floor.post('/floor/:name', async (c) => {
  const seq = await objectOf(c.env, c.req.param('name')).keep(await c.req.text())
  return c.json({ seq }, 201)
})

floor.post('/outbox/:name', async (c) => {
  const seq = await objectOf(c.env, c.req.param('name')).keepAndArm(await c.req.text())
  return c.json({ seq }, 201)
})

function objectOf({ FLOOR }: FloorEnv, name: string) {
  return FLOOR.get(FLOOR.idFromName(name))
}
