import { type Context, Hono } from 'hono'
import type { PasskeyRefusal } from '../../src/access/passkeys.ts'
import { storeOf } from '../../src/directory.ts'
import type { Principal } from '../../src/principal.ts'
import { JoinPage, type JoinRefusal } from '../../views/customer/join.tsx'
import { allow } from '../allow.ts'
import { type Credential, cookieCredential } from '../credential.ts'
import { homeOf } from '../customer/doors.tsx'
import type { AppEnv } from '../env.ts'
import { type Form, readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { guarded } from '../guarded.ts'
import type { Purpose } from '../passkey/challenge.ts'
import { creationOptions } from '../passkey/options.ts'
import { readAttestation } from '../passkey/response.ts'
import { verifyAttestation } from '../passkey/verify.ts'
import { isInside, letInBefore, newPress, secretOfPress } from '../pressed-twice.ts'
import { refusePage } from '../refuse.tsx'
import { secretHash } from '../secrets.ts'
import { endSession, newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'
import { firstAdminOptions, isDeployersLink, joinAsAdmin, newAdminPage } from './first-admin.tsx'
import { passkeyName } from './passkey-name.ts'

/** A link as it was presented, by its hash; null for what is none. */
const byLink = guarded((c) => {
  const link = cookieCredential(c.req.param('token'))
  return link && secretHash(link.secret)
})

/** /join/{token}: the link that lets somebody in once. */
export const join = new Hono<AppEnv>()

// Looking at the link uses nothing up: mail programs and messengers look too.
join.get('/join/:token', allow('everyone'), byLink, async (c) => {
  const link = cookieCredential(c.req.param('token'))
  if (link !== null && (await isDeployersLink(c, link))) return newAdminPage(c)
  return joinPage(c, link && (await inviteeOf(c, link)))
})

// What a browser needs to make the passkey somebody joins with; a challenge of this link serves no other.
join.get('/join/:token/passkey-options', allow('everyone'), byLink, async (c) => {
  const link = cookieCredential(c.req.param('token'))
  if (link !== null && (await isDeployersLink(c, link))) return firstAdminOptions(c, link)
  const invitee = link && (await inviteeOf(c, link))
  if (link === null || invitee === null || !takesPasskey(invitee)) {
    c.set('miss', { reason: 'unknown_link', text: c.req.param('token') })
    return refusePage(c, 404)
  }
  return c.json(await creationOptions(c, invitee, purposeOf(link), []))
})

join.post('/join/:token', allow('everyone'), byLink, async (c) => {
  const link = cookieCredential(c.req.param('token'))
  if (link === null) return joinPage(c, null)
  if (await isDeployersLink(c, link)) return joinAsAdmin(c, link)
  const form = await readForm(c)
  return form?.text('way') === 'passkey' ? joinByPasskey(c, link, form) : joinPlainly(c, link, form)
})

/** On this browser only, and not for long if it is somebody at work: whoever has a passkey comes back by it. */
async function joinPlainly(c: Context<AppEnv>, link: Credential, form: Form | null): Promise<Response> {
  const proof = link.id.startsWith('dev_') ? 'enrolment' : 'invitation'
  const session = await newSession(c, link.id, proof, secretOfPress(c, link, form?.text('press') ?? ''))
  const person = principalStub(c.env, link.id)
  const joined =
    (await person.join(secretHash(link.secret), session.opening)) ??
    (await letInBefore(c, link.id, session.opening.hash))
  if (joined === null) return joinPage(c, null)
  // A tablet for everybody is nobody's own: whoever enrolled it does not stay signed in on it.
  if (joined.role === 'counter') await endSession(c)
  await session.grant(joined.role)
  const older = takesPasskey(joined) ? ((await person.read())?.passkeys.length ?? 0) : 0
  return c.redirect(older > 0 ? WELCOME_BACK : homeOf(joined), 303)
}

/** With a passkey from the first moment: the object uses the link up, keeps the passkey and opens the session at once. */
async function joinByPasskey(c: Context<AppEnv>, link: Credential, form: Form): Promise<Response> {
  const invitee = await inviteeOf(c, link)
  if (invitee === null || !takesPasskey(invitee)) return joinPage(c, null)
  const response = readAttestation(form.text('response'))
  if (response === null) return joinPage(c, invitee, 'not_made')
  const made = await verifyAttestation(c, response, purposeOf(link))
  if (typeof made === 'string') return joinPage(c, invitee, 'not_made')
  const session = await newSession(c, link.id, 'passkey')
  const outcome = await principalStub(c.env, link.id).passkeys({
    kind: 'join',
    link: secretHash(link.secret),
    passkey: { ...made.passkey, name: passkeyName(c, form.text('passkey_name')) },
    challenge: made.challenge,
    opening: session.opening,
  })
  if (outcome?.kind !== 'done') return joinRefused(c, invitee, outcome?.reason ?? 'link_ended')
  await session.grant(outcome.principal.role)
  return c.redirect(outcome.older > 0 ? WELCOME_BACK : homeOf(outcome.principal), 303)
}

/** Whoever has lost a device and came back by a link looks through what still opens their account. */
const WELCOME_BACK = '/account?done=recovered'

function joinRefused(c: Context<AppEnv>, invitee: Principal, reason: PasskeyRefusal): Promise<Response> {
  if (reason === 'passkeys_full') return joinPage(c, invitee, 'full')
  return reason === 'passkey_known' ? joinPage(c, invitee, 'not_made') : joinPage(c, null)
}

function inviteeOf(c: Context<AppEnv>, { id, secret }: Credential): Promise<Principal | null> {
  return principalStub(c.env, id).invitee(secretHash(secret))
}

function purposeOf({ id, secret }: Credential): Purpose {
  return { kind: 'join', link: `${id}.${secretHash(secret)}` }
}

/** Customers and devices come in by their link alone. */
function takesPasskey({ id }: Principal): boolean {
  return id.startsWith('usr_')
}

async function joinPage(
  c: Context<AppEnv>,
  invitee: Principal | null,
  refused: JoinRefusal | null = null,
): Promise<Response> {
  if (invitee === null && (await isInside(c, cookieCredential(c.req.param('token')))))
    return c.redirect('/wallet', 303)
  // One answer to every link that lets nobody in: late, used up, or never made.
  if (invitee === null) c.set('miss', { reason: 'unknown_link', text: c.req.param('token') ?? '' })
  const { words } = frameFor(c, null)
  const invitation = invitee && {
    name: invitee.name,
    role: invitee.role === 'api_key' ? '' : words.common.role[invitee.role],
    place: placeName(c, invitee),
    joins: takesPasskey(invitee)
      ? ('with a passkey' as const)
      : invitee.role === 'counter'
        ? ('as a tablet' as const)
        : ('by a press' as const),
    press: newPress(),
  }
  const status = invitee === null ? 410 : refused === null ? 200 : 422
  return c.html(<JoinPage frame={frameFor(c, null)} invitation={invitation} refused={refused} />, status)
}

function placeName(c: Context<AppEnv>, { stores, role }: Principal): string {
  const { words, display } = frameFor(c, null)
  if (role === 'customer') return ''
  const names = stores.flatMap((id) => storeOf(c.get('directory'), id)?.name ?? [])
  return names.length === 0 ? words.common.allShops : display.list(names)
}
