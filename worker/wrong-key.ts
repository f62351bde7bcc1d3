import { waitUntil } from 'cloudflare:workers'
import type { Context } from 'hono'
import { guessHash } from './code-vault.ts'
import { keyCredential } from './credential.ts'
import type { AppEnv } from './env.ts'
import { countMiss, standing } from './limiter.ts'
import { networkOf } from './network.ts'
import { problem } from './problem.ts'
import { tooMany } from './too-many.ts'

/**
 * 401 for a call without a key that is somebody's. What is no key at all, by its shape or its checksum, wakes nobody; a
 * key of nobody is counted against its network, whose good keys go on working.
 */
export async function wrongKey(c: Context<AppEnv>): Promise<Response> {
  const presented = c.req.header('authorization') ?? ''
  if (keyCredential(presented, c.env.WORLD) === null) return problem(c, { reason: 'unauthenticated' })
  const callers = [{ budget: 'wrong_key', who: networkOf(c) }] as const
  const verdict = await standing(c, callers)
  if (verdict.kind === 'refuse') return tooMany(c, verdict.seconds)
  if (verdict.kind === 'slow') await scheduler.wait(verdict.ms)
  const guess = { reason: 'wrong_key', hash: guessHash(c.env, presented) } as const
  waitUntil(countMiss(c, callers, guess))
  return problem(c, { reason: 'unauthenticated' })
}
