import type { Hono } from 'hono'
import { VoucherObject as Deployed } from '../../durable-objects/voucher-object.ts'
import { buildApp } from '../../worker/app.ts'
import type { AppEnv, Env } from '../../worker/env.ts'
import { controls } from './controls.ts'
import { type FloorEnv, floor, LEAVING } from './floor.ts'
import type { Side } from './side.ts'
import { countAlarmRun, countedDatabase, countedNamespace, countStorage } from './tally.ts'

export { AccountObject } from '../../durable-objects/account-object.ts'
export { DirectoryObject } from '../../durable-objects/directory-object.ts'
export { LimiterObject } from '../../durable-objects/limiter-object.ts'
export { PrincipalObject } from '../../durable-objects/principal-object.ts'
export { StockObject } from '../../durable-objects/stock-object.ts'
export { SystemObject } from '../../durable-objects/system-object.ts'
export { FloorObject } from './floor.ts'

/** The product's bindings, the floor, and vouchers of the other kinds. */
export interface BenchEnv extends Env, FloorEnv {
  readonly VOUCHERS: DurableObjectNamespace<VoucherObject>
  readonly PAUSED: DurableObjectNamespace<PausedVoucher>
  readonly UNARMED: DurableObjectNamespace<UnarmedVoucher>
  readonly COUNTED: DurableObjectNamespace<CountedVoucher>
}

/** A voucher as deployed. */
export class VoucherObject extends Deployed {
  /** Leaves memory at once. */
  leave(): void {
    this.ctx.abort(LEAVING)
  }
}

/** A voucher whose alarm is set, stored and run as ever, and does nothing. */
export class PausedVoucher extends VoucherObject {
  override async alarm(): Promise<void> {}
}

/** A voucher that arms no alarm: the redemption alone. */
export class UnarmedVoucher extends VoucherObject {
  constructor(ctx: DurableObjectState, env: BenchEnv) {
    super(ctx, env)
    ctx.storage.setAlarm = async () => {}
  }
}

/** A voucher that counts what it asks of storage and D1, apart for commands and for its alarm. */
export class CountedVoucher extends VoucherObject {
  #projecting = false

  constructor(ctx: DurableObjectState, env: BenchEnv) {
    super(ctx, { STOCK: env.STOCK, DB: countedDatabase(env.DB, 'projection') })
    countStorage(ctx.storage, () => (this.#projecting ? 'projection' : 'path'))
  }

  override async alarm(): Promise<void> {
    this.#projecting = true
    countAlarmRun()
    await super.alarm()
    this.#projecting = false
  }

  /** Its size in bytes, and whether it still has something to do. */
  async atRest(): Promise<{ readonly bytes: number; readonly waiting: boolean }> {
    const { storage } = this.ctx
    return {
      bytes: storage.sql.databaseSize,
      waiting: this.#projecting || (await storage.getAlarm()) !== null,
    }
  }
}

type Route = { readonly app: Pick<Hono<AppEnv>, 'fetch'>; readonly world: (env: BenchEnv) => Env }

const product = buildApp()
const routes: Readonly<Record<Side, Route>> = {
  running: { app: product, world: (env) => env },
  paused: { app: product, world: (env) => ({ ...env, VOUCHERS: env.PAUSED }) },
  unarmed: { app: product, world: (env) => ({ ...env, VOUCHERS: env.UNARMED }) },
  counted: { app: product, world: countedWorld },
  floor: { app: floor, world: (env) => env },
  outbox: { app: floor, world: (env) => env },
  controls: { app: controls, world: (env) => env },
}
const worlds = new Map<Side, Env>()

/** The product and the floor in one Worker: a header says which is meant, at the same small cost for each. */
export default {
  fetch(request, env, ctx) {
    // A browser names none.
    const side = (request.headers.get('bench-side') ?? 'running') as Side
    const world = worlds.get(side) ?? routes[side].world(env)
    worlds.set(side, world)
    return routes[side].app.fetch(request, world, ctx)
  },
} satisfies ExportedHandler<BenchEnv>

function countedWorld(env: BenchEnv): Env {
  return {
    ...env,
    VOUCHERS: countedNamespace(env.COUNTED),
    PRINCIPALS: countedNamespace(env.PRINCIPALS),
    DIRECTORY: countedNamespace(env.DIRECTORY),
    LIMITER: countedNamespace(env.LIMITER),
    DB: countedDatabase(env.DB, 'path'),
  }
}
