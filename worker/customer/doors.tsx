import { type Context, Hono } from 'hono'
import { storeOf } from '../../src/directory.ts'
import type { Principal } from '../../src/principal.ts'
import { JoinPage } from '../../views/customer/join.tsx'
import { NotSetUpPage } from '../../views/customer/not-set-up.tsx'
import { PortalPage } from '../../views/customer/portal.tsx'
import { type DemoDoor, SigninPage } from '../../views/customer/signin.tsx'
import { OfflinePage } from '../../views/offline-page.tsx'
import { allow } from '../allow.ts'
import { cookieCredential } from '../credential.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { secretHash } from '../secrets.ts'
import { endSession, newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'
import { isDeployersLink, joinAsAdmin, newAdminPage } from './first-admin.tsx'

/** The front page and the ways in and out. `shortcuts`: whom a local demo lets one be. */
export function doors(
  shortcuts: (c: Context<AppEnv>) => readonly DemoDoor[] | Promise<readonly DemoDoor[]>,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/', allow('everyone'), (c) => {
    if (isUnnamed(c)) return c.html(<NotSetUpPage frame={frameFor(c, null)} />)
    c.header('Cache-Control', 'public, max-age=5')
    return c.html(<PortalPage frame={frameFor(c, null)} />)
  })

  app.get('/signin', allow('everyone'), async (c) => {
    if (isUnnamed(c)) return c.html(<NotSetUpPage frame={frameFor(c, null)} />)
    return c.html(
      <SigninPage
        frame={frameFor(c, null)}
        doors={await shortcuts(c)}
        sendsMail={c.get('mailer') !== null}
      />,
    )
  })

  // Browsers keep it for when nothing can be reached (views/browser/offline.ts).
  app.get('/offline', allow('everyone'), (c) => c.html(<OfflinePage frame={frameFor(c, null)} />))

  app.post('/signout', allow('everyone'), async (c) => {
    await endSession(c)
    return c.redirect('/', 303)
  })

  // Looking at the link uses nothing up: mail programs and messengers look too.
  app.get('/join/:token', allow('everyone'), async (c) => {
    const link = cookieCredential(c.req.param('token'))
    if (link !== null && (await isDeployersLink(c, link))) return newAdminPage(c)
    const invitee = link && (await principalStub(c.env, link.id).invitee(secretHash(link.secret)))
    const invitation = invitee && {
      name: invitee.name,
      role: roleName(c, invitee),
      place: placeName(c, invitee),
    }
    return c.html(
      <JoinPage frame={frameFor(c, null)} invitation={invitation} />,
      invitation === null ? 410 : 200,
    )
  })

  app.post('/join/:token', allow('everyone'), async (c) => {
    const link = cookieCredential(c.req.param('token'))
    if (link === null) return c.html(<JoinPage frame={frameFor(c, null)} invitation={null} />, 410)
    if (await isDeployersLink(c, link)) return joinAsAdmin(c, link)
    const proof = link.id.startsWith('dev_') ? 'enrolment' : 'invitation'
    const session = await newSession(c, link.id, proof)
    const joined = await principalStub(c.env, link.id).join(secretHash(link.secret), session.opening)
    if (joined === null) return c.html(<JoinPage frame={frameFor(c, null)} invitation={null} />, 410)
    await session.grant(joined.role)
    return c.redirect(homeOf(joined), 303)
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

function roleName(c: Context<AppEnv>, { role }: Principal): string {
  const { words } = frameFor(c, null)
  return role === 'api_key' ? '' : words.common.role[role]
}

function placeName(c: Context<AppEnv>, { stores, role }: Principal): string {
  const { words, display } = frameFor(c, null)
  if (role === 'customer') return ''
  const names = stores.flatMap((id) => storeOf(c.get('directory'), id)?.name ?? [])
  return names.length === 0 ? words.common.allShops : display.list(names)
}
