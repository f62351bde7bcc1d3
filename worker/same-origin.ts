import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { audienceOf } from './allow.ts'
import type { AppEnv } from './env.ts'
import { refusePage } from './refuse.tsx'

/**
 * A state change must come from our own pages, whatever its content type: browsers say so in `Sec-Fetch-Site`, older ones
 * in `Origin`; a request that says neither is refused. The API takes no cookies, so nothing can be forged there.
 */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) || c.req.path.startsWith('/api/')) return next()
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const own = site === undefined ? origin === new URL(c.req.url).origin : site === 'same-origin'
  if (own) return next()
  // No browser, and nobody serves this method here: there is nothing to forge, and something better to say.
  const served = matchedRoutes(c).some(({ handler }) => audienceOf(handler) !== undefined)
  return site === undefined && origin === undefined && !served ? next() : refusePage(c, 403)
})
