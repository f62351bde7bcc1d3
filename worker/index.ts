import { buildApp } from './app.ts'
import { everyMinute } from './cron.ts'
import type { Env } from './env.ts'

export { AccountObject } from '../durable-objects/account-object.ts'
export { DirectoryObject } from '../durable-objects/directory-object.ts'
export { LimiterObject } from '../durable-objects/limiter-object.ts'
export { PrincipalObject } from '../durable-objects/principal-object.ts'
export { StockObject } from '../durable-objects/stock-object.ts'
export { SystemObject } from '../durable-objects/system-object.ts'
export { VoucherObject } from '../durable-objects/voucher-object.ts'

export default {
  fetch: buildApp().fetch,
  scheduled: ({ scheduledTime }, env) => everyMinute(env, scheduledTime),
} satisfies ExportedHandler<Env>
