import { type Context, Hono } from 'hono'
import type { PasskeyRefusal } from '../../src/access/passkeys.ts'
import { isPrincipalId, type PrincipalId } from '../../src/id.ts'
import type { SigninRefusal } from '../../views/account/passkey-signin.tsx'
import { allow } from '../allow.ts'
import { homeOf } from '../customer/doors.tsx'
import { type Shortcuts, signinPage } from '../customer/signin-page.tsx'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { guardedEachTime } from '../guarded.ts'
import { whereFrom } from '../network.ts'
import { readChallenge } from '../passkey/challenge.ts'
import { signinOptions } from '../passkey/options.ts'
import { challengeIn, readAssertion } from '../passkey/response.ts'
import { verifyAssertion } from '../passkey/verify.ts'
import { sameSitePath } from '../same-site-path.ts'
import { newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'

/** Signing in with a passkey. */
export function passkeySignin(shortcuts: Shortcuts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/signin/passkey-options', allow('everyone'), async (c) => c.json(await signinOptions(c)))

  app.post('/signin/passkeys', allow('everyone'), guardedEachTime('passkey'), async (c) => {
    const form = await readForm(c)
    const then = sameSitePath(form?.text('then') ?? '')
    const refused = await signIn(c, form?.text('response') ?? '')
    if (typeof refused === 'string') c.set('miss', { reason: 'signin_refused', text: refused })
    if (typeof refused === 'string') return signinPage(c, shortcuts, then, refused)
    return c.redirect(then ?? refused.home, 303)
  })

  return app
}

/**
 * Opens a session for whoever the passkey belongs to. It names them itself (`userHandle`), so that nothing is looked up; what
 * proves it is the signature by a passkey of theirs, over a challenge made here minutes ago and never answered before.
 */
async function signIn(c: Context<AppEnv>, text: string): Promise<SigninRefusal | { readonly home: string }> {
  const response = readAssertion(text)
  if (response === null) return 'unreadable'
  const challenge = readChallenge(c.env, { kind: 'sign_in' }, challengeIn(response), c.get('now'))
  if (challenge === null) return 'challenge_ended'
  const id = staffNamed(response.response.userHandle ?? '')
  if (id === null) return 'not_accepted'
  const person = principalStub(c.env, id)
  const passkey = await person.passkey(response.id)
  const proved = passkey && (await verifyAssertion(c, response, passkey.publicKey))
  if (proved === null) {
    const reason = passkey === null ? 'passkey_unknown' : 'not_verified'
    // Whoever this was, they were nobody: on record is only where they said they were somebody.
    const by = { by: id, role: null, device: null, from: whereFrom(c) }
    await person.passkeys({ kind: 'refuse', reason, by })
    return 'not_accepted'
  }
  const session = await newSession(c, id, 'passkey')
  const outcome = await person.passkeys({
    kind: 'sign_in',
    id: response.id,
    ...proved,
    challenge,
    opening: session.opening,
  })
  if (outcome?.kind !== 'done') return spoken(outcome?.reason ?? 'passkey_unknown')
  await session.grant(outcome.principal.role)
  return { home: homeOf(outcome.principal) }
}

function staffNamed(handle: string): PrincipalId | null {
  const id = Buffer.from(handle, 'base64url').toString('utf8')
  return id.startsWith('usr_') && isPrincipalId(id) ? id : null
}

/** Nobody hears whether somebody exists or is kept out; whoever holds a good passkey hears that it was copied. */
function spoken(reason: PasskeyRefusal): SigninRefusal {
  if (reason === 'counter_went_back') return 'copied'
  return reason === 'challenge_used' ? 'challenge_ended' : 'not_accepted'
}
