import { type Context, Hono } from 'hono'
import { brandRule } from '../views/brand.ts'
import type { DemoDoor } from '../views/customer/signin.tsx'
import { account } from './account/account.tsx'
import { join } from './account/join.tsx'
import { passkeySignin } from './account/passkey-signin.tsx'
import { ownPin } from './account/pin.tsx'
import { admin } from './admin/admin.tsx'
import { allow } from './allow.ts'
import { api } from './api/api.ts'
import { backup } from './backup/backup.ts'
import { counterClaims } from './counter/claims.tsx'
import { counterHistory } from './counter/history.tsx'
import { override } from './counter/override.tsx'
import { counterPurchases } from './counter/purchases.tsx'
import { scan } from './counter/scan.tsx'
import { scannerSetup } from './counter/scanner-setup.tsx'
import { counterShift } from './counter/shift.tsx'
import { tablet } from './counter/tablet.tsx'
import { details } from './customer/details.tsx'
import { doors } from './customer/doors.tsx'
import { emailSignin } from './customer/email-signin.tsx'
import { privacy } from './customer/privacy.tsx'
import { returning } from './customer/returning.tsx'
import { statement } from './customer/statement.tsx'
import { voucherPage } from './customer/voucher-page.tsx'
import { wallet } from './customer/wallet.tsx'
import { walletDevices } from './customer/wallet-devices.tsx'
import { walletDoor } from './customer/wallet-door.tsx'
import { directoryFor } from './directory-cache.ts'
import type { AppEnv, Env } from './env.ts'
import { plainFailure } from './failure.ts'
import { safeHeaders } from './headers.ts'
import { healthz } from './health.ts'
import { serveImage } from './images.ts'
import { cloudflareMailer, type Mailer } from './mail.ts'
import { otherMethods } from './methods.ts'
import { offerOfPortal } from './portal/offer.tsx'
import { ownOffers } from './portal/own-offers.tsx'
import { requestProblem } from './problem.ts'
import { refusePage } from './refuse.tsx'
import { requestLog } from './request-log.ts'
import { sameOrigin } from './same-origin.ts'

/** What an entry adds to the deployed product: routes of its own, and people one may sign in as. */
export interface Extras {
  readonly routes: Hono<AppEnv>
  readonly signinDoors: (c: Context<AppEnv>) => readonly DemoDoor[] | Promise<readonly DemoDoor[]>
  /** What sends letters, in the brand's name; null where nothing does. */
  readonly mailer: (env: Env, brandName: string) => Mailer | null
}

/** The deployed product: nothing is added, nobody is let in without a link. */
const NOTHING: Extras = {
  routes: new Hono<AppEnv>(),
  signinDoors: async () => [],
  mailer: cloudflareMailer,
}

/** The whole Worker as one Hono app. */
export function buildApp({ routes, signinDoors, mailer }: Extras = NOTHING): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.onError(failed)
  app.notFound((c) => notServed(app, c))
  app.use((c, next) => {
    c.set('now', Date.now())
    c.set('requestId', crypto.randomUUID())
    return next()
  })
  app.use(requestLog)
  app.use(safeHeaders)
  // Before everything that an outage could stop.
  app.get('/healthz', allow('everyone'), healthz)
  app.use(async (c, next) => {
    const directory = await directoryFor(c.env, c.get('now'))
    c.set('directory', directory)
    c.set('mailer', mailer(c.env, directory.brand.name))
    await next()
  })
  app.use(sameOrigin)
  app.route('/', routes)
  app.route('/api/v1', api)
  app.route('/api/backup', backup)
  app.route('/', doors(signinDoors))
  app.route('/', passkeySignin(signinDoors))
  app.route('/', join)
  app.route('/account', account)
  app.route('/', emailSignin(signinDoors))
  app.route('/', walletDoor)
  app.route('/', voucherPage)
  app.route('/', wallet)
  app.route('/', statement)
  app.route('/', returning)
  app.route('/', offerOfPortal)
  app.route('/', ownOffers)
  app.route('/', details)
  app.route('/', privacy)
  app.route('/wallet/devices', walletDevices)
  app.route('/scan/overrides', override)
  app.route('/scan', scan)
  app.route('/scan/purchases', counterPurchases)
  app.route('/scan/claims', counterClaims)
  app.route('/scan/history', counterHistory)
  app.route('/scan/shift', counterShift)
  app.route('/scan/scanner', scannerSetup)
  app.route('/counter', tablet)
  app.route('/account/pin', ownPin)
  app.route('/admin', admin)
  app.get('/images/:name', allow('everyone'), serveImage)
  app.get('/brand.css', allow('everyone'), (c) => {
    const headers = {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }
    return c.body(brandRule(c.get('directory').brand), 200, headers)
  })
  return app
}

/** Nothing is here, or it is asked for in a way it does not answer to. */
function notServed(app: Hono<AppEnv>, c: Context<AppEnv>): Response | Promise<Response> {
  const methods = otherMethods(app, c)
  if (methods.length === 0) return isApi(c) ? requestProblem(c, 'not_found') : refusePage(c, 404)
  c.header('Allow', methods.join(', '))
  return isApi(c) ? requestProblem(c, 'method_not_allowed') : refusePage(c, 405)
}

/** An outage or a bug: logged without codes, names or addresses, and answered with the request's number. */
function failed(thrown: Error, c: Context<AppEnv>): Response | Promise<Response> {
  const failure = plainFailure(thrown)
  const log = {
    level: 'error',
    request: c.get('requestId'),
    route: c.req.routePath,
    error: failure.name,
    message: failure.message,
  }
  console.error(JSON.stringify(log))
  const outage = 'remote' in failure || 'retryable' in failure || failure.message.startsWith('D1_ERROR')
  if (isApi(c)) return requestProblem(c, outage ? 'unavailable' : 'internal_error')
  return refusePage(c, outage ? 503 : 500)
}

function isApi(c: Context<AppEnv>): boolean {
  return c.req.path.startsWith('/api/')
}
