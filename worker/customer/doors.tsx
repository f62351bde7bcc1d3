import { type Context, Hono } from 'hono'
import type { Principal } from '../../src/principal.ts'
import { OfflineCounter } from '../../views/counter/offline-counter.tsx'
import { NotSetUpPage } from '../../views/customer/not-set-up.tsx'
import { PortalPage } from '../../views/customer/portal.tsx'
import { OfflinePage } from '../../views/offline-page.tsx'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { enrolledDevice } from '../identity.ts'
import { offersShown } from '../portal/offers-shown.ts'
import { sameSitePath } from '../same-site-path.ts'
import { endSession } from '../session-cookie.ts'
import { type Shortcuts, signinPage } from './signin-page.tsx'

/** The front page and the ways in and out. `shortcuts`: whom a local demo lets one be. */
export function doors(shortcuts: Shortcuts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/', allow('everyone'), async (c) => {
    if (isUnnamed(c)) return c.html(<NotSetUpPage frame={frameFor(c, null)} />)
    c.header('Cache-Control', 'public, max-age=5')
    return c.html(<PortalPage frame={frameFor(c, null)} shown={await offersShown(c)} />)
  })

  app.get('/signin', allow('everyone'), async (c) => {
    if (isUnnamed(c)) return c.html(<NotSetUpPage frame={frameFor(c, null)} />)
    return signinPage(c, shortcuts, sameSitePath(c.req.query('then') ?? ''))
  })

  // Browsers keep it for when nothing can be reached (views/browser/offline.ts).
  app.get('/offline', allow('everyone'), (c) => c.html(<OfflinePage frame={frameFor(c, null)} />))

  app.get('/scan/offline', allow('everyone'), (c) => c.html(<OfflineCounter frame={frameFor(c, null)} />))

  app.post('/signout', allow('everyone'), async (c) => {
    await endSession(c)
    // At a shared tablet the next one is waiting.
    return c.redirect((await enrolledDevice(c)) === null ? '/' : '/counter', 303)
  })

  return app
}

/** Whether nobody has said yet whose this is. */
function isUnnamed(c: Context<AppEnv>): boolean {
  return c.get('directory').version === 0
}

/** Where somebody starts after signing in. */
export function homeOf({ role }: Principal): string {
  switch (role) {
    case 'admin':
    case 'manager':
      return '/admin'
    case 'operator':
    case 'partner':
    case 'kiosk':
      return '/scan'
    case 'counter':
      return '/counter'
    case 'customer':
      return '/wallet'
    case 'api_key':
      return '/'
  }
}
