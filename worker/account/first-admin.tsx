import type { Context } from 'hono'
import type { Principal } from '../../src/principal.ts'
import type { JoinRefusal } from '../../views/customer/join.tsx'
import { JoinPage } from '../../views/customer/join.tsx'
import { NewAdminPage } from '../../views/customer/new-admin.tsx'
import { en } from '../../views/words/en.ts'
import type { Credential } from '../credential.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { isInvitedByDeployer, useInvitation } from '../library/invitations.ts'
import type { Purpose } from '../passkey/challenge.ts'
import { creationOptions } from '../passkey/options.ts'
import { readAttestation } from '../passkey/response.ts'
import { verifyAttestation } from '../passkey/verify.ts'
import { secretHash } from '../secrets.ts'
import { newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'
import { passkeyName } from './passkey-name.ts'

/** Whether the link was made by whoever deploys, and is still good: it names somebody who is nobody yet. */
export async function isDeployersLink(c: Context<AppEnv>, { id, secret }: Credential): Promise<boolean> {
  if (!id.startsWith('usr_') || (await principalStub(c.env, id).label()) !== null) return false
  return isInvitedByDeployer(c.env.DB, secretHash(secret), id, c.get('now'))
}

/** The page such a link opens; looking at it uses nothing up. */
export function newAdminPage(
  c: Context<AppEnv>,
  name = '',
  wrong: { readonly error?: string; readonly refused?: JoinRefusal } = {},
): Response | Promise<Response> {
  const status = wrong.error === undefined && wrong.refused === undefined ? 200 : 422
  const props = { name, error: wrong.error, refused: wrong.refused ?? null }
  return c.html(<NewAdminPage frame={frameFor(c, null)} {...props} />, status)
}

/** What a browser needs to make the admin's passkey under the name they typed; 422 where it is none. */
export async function firstAdminOptions(c: Context<AppEnv>, link: Credential): Promise<Response> {
  const name = (c.req.query('name') ?? '').trim().toWellFormed()
  const error = nameError(name)
  if (error !== null) return newAdminPage(c, name, { error })
  return c.json(await creationOptions(c, { id: link.id, name }, purposeOf(link), []))
}

/**
 * Makes the admin, with the passkey they made if they did, and signs them in. Using the link up is the commit point: of two
 * who press at once, one comes in. A crash after it leaves a spent link and nobody: whoever deploys makes another, and no
 * admin counts who cannot sign in.
 */
export async function joinAsAdmin(c: Context<AppEnv>, link: Credential): Promise<Response> {
  const form = await readForm(c)
  const name = (form?.text('name') ?? '').toWellFormed()
  const error = nameError(name)
  if (error !== null) return newAdminPage(c, name, { error })
  const byPasskey = form?.text('way') === 'passkey'
  const passkey = byPasskey ? await passkeyIn(c, link, form.text('response')) : null
  if (byPasskey && passkey === null) return newAdminPage(c, name, { refused: 'not_made' })
  const { id } = link
  const admin: Principal = { id, role: 'admin', name, stores: [], partner: null, scopes: [], self: null }
  const session = await newSession(c, id, byPasskey ? 'passkey' : 'invitation')
  const used = await useInvitation(c.env.DB, secretHash(link.secret), id, c.get('now'), session.opening.from)
  if (!used || !(await principalStub(c.env, id).begin(admin, session.opening, passkey))) {
    return c.html(<JoinPage frame={frameFor(c, null)} invitation={null} refused={null} />, 410)
  }
  await session.grant('admin')
  return c.redirect('/admin', 303)
}

async function passkeyIn(c: Context<AppEnv>, link: Credential, text: string) {
  const response = readAttestation(text)
  // The link is used up with it, so that its challenge is answered once as well.
  const made = response && (await verifyAttestation(c, response, purposeOf(link)))
  return made === null || typeof made === 'string' ? null : { ...made.passkey, name: passkeyName(c, '') }
}

function purposeOf({ id, secret }: Credential): Purpose {
  return { kind: 'join', link: `${id}.${secretHash(secret)}` }
}

function nameError(name: string): string | null {
  const said = en.doors.newAdmin
  if (name === '') return said.nameMissing
  return name.length > NAME_MOST ? said.nameLong(NAME_MOST) : null
}

const NAME_MOST = 120
