import type { Context } from 'hono'
import type { PrincipalId } from '../../src/id.ts'
import type { Principal } from '../../src/principal.ts'
import { JoinPage } from '../../views/customer/join.tsx'
import { NewAdminPage } from '../../views/customer/new-admin.tsx'
import { en } from '../../views/words/en.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { isInvitedByDeployer, useInvitation } from '../library/invitations.ts'
import { whereFrom } from '../network.ts'
import { secretHash } from '../secrets.ts'
import { newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'

/** A link as it was presented: whom it names, and its secret. */
interface Link {
  readonly id: PrincipalId
  readonly secret: string
}

/** Whether the link was made by whoever deploys, and is still good: it names somebody who is nobody yet. */
export async function isDeployersLink(c: Context<AppEnv>, { id, secret }: Link): Promise<boolean> {
  if (!id.startsWith('usr_') || (await principalStub(c.env, id).label()) !== null) return false
  return isInvitedByDeployer(c.env.DB, secretHash(secret), id, c.get('now'))
}

/** The page such a link opens; looking at it uses nothing up. */
export function newAdminPage(c: Context<AppEnv>): Response | Promise<Response> {
  return c.html(<NewAdminPage frame={frameFor(c, null)} name="" error={undefined} />)
}

/**
 * Makes the admin and signs them in. Using the link up is the commit point: of two who press at once, one comes in. A crash
 * after it leaves a spent link and nobody: whoever deploys makes another, and no admin counts who cannot sign in.
 */
export async function joinAsAdmin(c: Context<AppEnv>, { id, secret }: Link): Promise<Response> {
  const name = ((await readForm(c))?.text('name') ?? '').toWellFormed()
  const said = en.doors.newAdmin
  const error = name === '' ? said.nameMissing : name.length > NAME_MOST ? said.nameLong(NAME_MOST) : null
  if (error !== null) return c.html(<NewAdminPage frame={frameFor(c, null)} name={name} error={error} />, 422)
  const admin: Principal = { id, role: 'admin', name, stores: [], partner: null, scopes: [], self: null }
  const session = await newSession(c, id, 'invitation')
  const used = await useInvitation(c.env.DB, secretHash(secret), id, c.get('now'), whereFrom(c))
  if (!used || !(await principalStub(c.env, id).begin(admin, session.opening))) {
    return c.html(<JoinPage frame={frameFor(c, null)} invitation={null} />, 410)
  }
  await session.grant('admin')
  return c.redirect('/admin', 303)
}

const NAME_MOST = 120
