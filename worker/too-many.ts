import type { Context } from 'hono'
import type { AppEnv } from './env.ts'
import { frameFor } from './frame.ts'
import { problem } from './problem.ts'
import { refusePage } from './refuse.tsx'

/** 429 with how long to wait: a problem for programs, a page or a note for people. */
export function tooMany(c: Context<AppEnv>, seconds: number): Response | Promise<Response> {
  c.header('Retry-After', String(seconds))
  if (c.req.path.startsWith('/api/')) return problem(c, { reason: 'rate_limited' })
  return refusePage(c, 429, frameFor(c, null).words.errors.tooMany(waitOf(c, seconds)))
}

/** Why a till refuses to look at a code, and when it may try again, in words. */
export function tooManyCodes(c: Context<AppEnv>, seconds: number): string {
  return frameFor(c, null).words.errors.tooManyCodes(waitOf(c, seconds))
}

function waitOf(c: Context<AppEnv>, seconds: number): string {
  const now = c.get('now')
  return frameFor(c, null).display.relative(now + seconds * 1000, now)
}
