import type { Context } from 'hono'
import type { Surroundings } from './claiming.ts'
import type { AppEnv } from './env.ts'

/** What a request knows that acts for a customer. */
export function surroundingsOf(c: Context<AppEnv>): Surroundings {
  return { env: c.env, directory: c.get('directory'), now: c.get('now') }
}
