import type { Context } from 'hono'
import type { AppEnv } from './env.ts'
import { frameFor } from './frame.ts'
import { problem } from './problem.ts'
import { refusePage } from './refuse.tsx'

/** 429 with how long to wait: a problem for programs, a page or a note for people. */
export function tooMany(c: Context<AppEnv>, seconds: number): Response | Promise<Response> {
  c.header('Retry-After', String(seconds))
  if (c.req.path.startsWith('/api/')) return problem(c, { reason: 'rate_limited' })
  return refusePage(c, 429, waitSentence(c, seconds))
}

/** When somebody may try again, in words. */
export function waitSentence(c: Context<AppEnv>, seconds: number): string {
  const { words, display } = frameFor(c, null)
  const now = c.get('now')
  return words.errors.tooMany(display.relative(now + seconds * 1000, now))
}
