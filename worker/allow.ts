import type { Context, MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type Action, may } from '../src/permission.ts'
import type { Principal } from '../src/principal.ts'
import { walletPlace } from './customer/wallet-place.ts'
import type { AppEnv } from './env.ts'
import { issuesByBudget } from './goodwill-budget.ts'
import { enrolledDevice, identify } from './identity.ts'
import { notePermissionRefused } from './permission-refused.ts'
import { problem, requestProblem } from './problem.ts'
import { refusePage, wantsFragment } from './refuse.tsx'
import { wrongKey } from './wrong-key.ts'

/** Who a route is for: one action of the permission table, or openly everyone. */
export type Audience = Action | 'everyone'

const audiences = new WeakMap<object, Audience>()

/** Lets only those in who may do this. Every route has exactly one; a test fails for a route without. */
export function allow(audience: Audience): MiddlewareHandler<AppEnv> {
  const gate = createMiddleware<AppEnv>(async (c, next) => {
    if (audience === 'everyone') return next()
    // At a shared tablet people come and go: what counts is the tablet, whoever is signed in on it.
    const identity = audience === 'counter:open' ? await enrolledDevice(c) : await identify(c)
    if (typeof identity === 'string') return requestProblem(c, identity)
    if (identity === null) {
      if (isApi(c)) return wrongKey(c)
      const door = (await enrolledDevice(c)) === null ? doorTo(c.req.path) : '/counter'
      // A fragment cannot become a page: htmx is told to go there instead.
      if (wantsFragment(c)) return c.body(null, 401, { 'HX-Redirect': door })
      return c.redirect(door, 303)
    }
    c.set('principal', identity.principal)
    c.set('device', identity.device)
    c.set('session', identity.session)
    if (!may(identity.principal, audience) && !(await mayByBudget(c, identity.principal, audience))) {
      return refused(c, audience)
    }
    return next()
  })
  audiences.set(gate, audience)
  return gate
}

/** The sign-in page, which begins with what customers need for whoever wanted their wallet. */
function doorTo(path: string): string {
  if (path !== '/wallet' && !path.startsWith('/wallet/')) return '/signin'
  return `/signin?then=${walletPlace(path) ?? '/wallet'}`
}

/** Somebody we know asked for what they may not do. Every refusal of permission passes here. */
function refused(c: Context<AppEnv>, audience: Action): Response | Promise<Response> {
  notePermissionRefused(c)
  return isApi(c) ? problem(c, { reason: 'operator_not_permitted' }, { scope: audience }) : refusePage(c, 403)
}

function isApi(c: Context<AppEnv>): boolean {
  return c.req.path.startsWith('/api/')
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
