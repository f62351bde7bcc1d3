import type { Context } from 'hono'
import { normaliseCode } from '../src/code.ts'
import type { Refusal } from '../src/refusal.ts'
import type { AppEnv } from './env.ts'

/** Notes for the limiter that what was presented is no voucher's, if that is what the refusal says. */
export function noteMiss(c: Context<AppEnv>, { reason }: Pick<Refusal, 'reason'>, presented: string): void {
  if (reason === 'voucher_not_found')
    c.set('miss', { reason: 'unknown_code', text: normaliseCode(presented) })
}
