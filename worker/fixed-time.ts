import type { Context } from 'hono'
import type { AppEnv } from './env.ts'

/** Answers so long after the request came, in ms, whatever the answer took: time says nothing about what was found. */
export async function answeredAt(
  c: Context<AppEnv>,
  afterMs: number,
  answer: () => Promise<Response>,
): Promise<Response> {
  const due = scheduler.wait(Math.max(0, c.get('now') + afterMs - Date.now()))
  const [settled] = await Promise.allSettled([answer(), due])
  if (settled.status === 'rejected') throw settled.reason
  return settled.value
}
