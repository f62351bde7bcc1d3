import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { audienceOf } from './allow.ts'
import type { AppEnv } from './env.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * One line for each request, after it was answered: which route, how it ended and how long it took (between two looks at
 * the clock, which Workers stop while they compute). The route is its pattern, never the address: addresses carry codes,
 * names and links that sign in.
 */
export const requestLog: MiddlewareHandler<AppEnv> = createMiddleware<AppEnv>(async (c, next) => {
  if (c.env.LOG_LEVEL !== 'info') return next()
  await next()
  const line = {
    level: 'info',
    world: c.env.WORLD,
    request: c.get('requestId'),
    method: METHODS.find((method) => method === c.req.method) ?? 'other',
    route: matchedRoutes(c).findLast(({ handler }) => audienceOf(handler) !== undefined)?.path ?? null,
    status: c.res.status,
    ms: Date.now() - c.get('now'),
  }
  console.info(JSON.stringify(line))
})
