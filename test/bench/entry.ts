import type { Hono } from 'hono'
import { VoucherObject } from '../../durable-objects/voucher-object.ts'
import { buildApp } from '../../worker/app.ts'
import type { AppEnv, Env } from '../../worker/env.ts'
import { controls } from './controls.ts'
import { type FloorEnv, floor } from './floor.ts'
import type { Side } from './side.ts'
import { countAlarmRun, countedDatabase, countedNamespace, countStorage } from './tally.ts'

export { DirectoryObject } from '../../durable-objects/directory-object.ts'
export { PrincipalObject } from '../../durable-objects/principal-object.ts'
export { FloorObject } from './floor.ts'
export { VoucherObject }

/** The product's bindings, the floor, and vouchers of the two other kinds. */
export interface BenchEnv extends Env, FloorEnv {
  readonly PAUSED: DurableObjectNamespace<PausedVoucher>
  readonly COUNTED: DurableObjectNamespace<CountedVoucher>
}

/** A voucher whose projection is paused: its alarm is set, stored and run as ever, and does nothing. */
export class PausedVoucher extends VoucherObject {
  override async alarm(): Promise<void> {}
}

/** A voucher that counts what it asks of storage and D1. */
export class CountedVoucher extends VoucherObject {
  constructor(ctx: DurableObjectState, env: BenchEnv) {
    super(ctx, { DB: countedDatabase(env.DB) })
    countStorage(ctx.storage)
  }

  override async alarm(): Promise<void> {
    countAlarmRun()
    await super.alarm()
  }

  /** Its size in bytes, and whether it still has something to do. */
  async atRest(): Promise<{ readonly bytes: number; readonly waiting: boolean }> {
    const { storage } = this.ctx
    return { bytes: storage.sql.databaseSize, waiting: (await storage.getAlarm()) !== null }
  }
}

type Route = { readonly app: Pick<Hono<AppEnv>, 'fetch'>; readonly env: (env: BenchEnv) => object }

const product = buildApp()
const routes: Readonly<Record<Side, Route>> = {
  running: { app: product, env: (env) => env },
  paused: { app: product, env: (env) => ({ ...env, VOUCHERS: env.PAUSED }) },
  counted: {
    app: product,
    env: (env) => ({
      ...env,
      VOUCHERS: countedNamespace(env.COUNTED),
      PRINCIPALS: countedNamespace(env.PRINCIPALS),
      DIRECTORY: countedNamespace(env.DIRECTORY),
      DB: countedDatabase(env.DB),
    }),
  },
  floor: { app: floor, env: (env) => env },
  controls: { app: controls, env: (env) => env },
}
const worlds = new Map<Side, object>()

/** The product and the floor in one Worker: a header says which is meant, at the same small cost for each. */
export default {
  fetch(request, env, ctx) {
    const side = (request.headers.get('bench-side') ?? 'running') as Side
    const { app, env: make } = routes[side]
    const world = worlds.get(side) ?? make(env)
    worlds.set(side, world)
    return app.fetch(request, world as Env, ctx)
  },
} satisfies ExportedHandler<BenchEnv>
