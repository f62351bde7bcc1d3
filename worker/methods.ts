import type { Context, Hono } from 'hono'
import { audienceOf } from './allow.ts'
import type { AppEnv } from './env.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** The methods a path answers to, as `Allow` names them; empty for a path nobody serves, and for a method it does answer to. */
export function otherMethods(app: Hono<AppEnv>, c: Context<AppEnv>): readonly string[] {
  const served = METHODS.filter((method) => isServed(app, method, c.req.path))
  const asked = c.req.method === 'HEAD' ? 'GET' : c.req.method
  if (served.some((method) => method === asked)) return []
  return served.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
}

/** What only lets everything through serves nothing: a route is what says whom it is for. */
function isServed(app: Hono<AppEnv>, method: string, path: string): boolean {
  const [handlers] = app.router.match(method, path)
  return handlers.some(([[handler]]) => audienceOf(handler) !== undefined)
}
