import type { Context } from 'hono'
import type { AppEnv } from './env.ts'

/**
 * The answer, given so long after the request arrived, or was let in after a wait: whatever it took to find, it tells nothing apart; a failure too. One
 * that takes longer than that is given when it is there.
 */
export async function answeredAt(
  c: Context<AppEnv>,
  afterMs: number,
  answer: () => Promise<Response>,
): Promise<Response> {
  const due = scheduler.wait(Math.max(0, (c.get('answerFrom') ?? c.get('now')) + afterMs - Date.now()))
  const [settled] = await Promise.allSettled([answer(), due])
  if (settled.status === 'rejected') throw settled.reason
  return settled.value
}
