import type { Context } from 'hono'
import type { AppEnv } from './env.ts'

/**
 * The answer, given so long after the request arrived: whatever it took to find, it tells nothing apart. One that takes
 * longer than that is given when it is there.
 */
export async function answeredAt(
  c: Context<AppEnv>,
  afterMs: number,
  answer: () => Promise<Response>,
): Promise<Response> {
  const left = c.get('now') + afterMs - Date.now()
  const [response] = await Promise.all([answer(), scheduler.wait(Math.max(left, 0))])
  return response
}
