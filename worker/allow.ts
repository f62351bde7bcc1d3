import type { Context, MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type Action, may } from '../src/permission.ts'
import type { Principal } from '../src/principal.ts'
import type { AppEnv } from './env.ts'
import { issuesByBudget } from './goodwill-budget.ts'
import { identify } from './identity.ts'
import { notePermissionRefused } from './permission-refused.ts'
import { problem, requestProblem } from './problem.ts'
import { refusePage, wantsFragment } from './refuse.tsx'

/** Who a route is for: one action of the permission table, or openly everyone. */
export type Audience = Action | 'everyone'

const audiences = new WeakMap<object, Audience>()

/** Lets only those in who may do this. Every route has exactly one; a test fails for a route without. */
export function allow(audience: Audience): MiddlewareHandler<AppEnv> {
  const gate = createMiddleware<AppEnv>(async (c, next) => {
    if (audience === 'everyone') return next()
    const api = c.req.path.startsWith('/api/')
    const identity = await identify(c)
    if (identity === 'test_mode_mismatch') return requestProblem(c, identity)
    if (identity === null) {
      if (api) return problem(c, { reason: 'unauthenticated' })
      // A fragment cannot become a page: htmx is told to go there instead.
      if (wantsFragment(c)) return c.body(null, 401, { 'HX-Redirect': '/signin' })
      return c.redirect('/signin', 303)
    }
    c.set('principal', identity.principal)
    c.set('device', identity.device)
    c.set('session', identity.session)
    if (!may(identity.principal, audience) && !(await mayByBudget(c, identity.principal, audience))) {
      notePermissionRefused(c)
      return api ? problem(c, { reason: 'operator_not_permitted' }, { scope: audience }) : refusePage(c, 403)
    }
    return next()
  })
  audiences.set(gate, audience)
  return gate
}

/** The one thing that settings grant: who has a budget for vouchers by hand may issue them. */
async function mayByBudget(c: Context<AppEnv>, principal: Principal, audience: Action): Promise<boolean> {
  if (audience !== 'vouchers:issue' || !(await issuesByBudget(c.env, principal, c.get('now')))) return false
  c.set('issues', true)
  return true
}

/** The audience a middleware declares, or undefined for any other handler. */
export function audienceOf(handler: object): Audience | undefined {
  return audiences.get(handler)
}
