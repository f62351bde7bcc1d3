import { type Context, Hono } from 'hono'
import type { PasskeyRefusal } from '../../src/access/passkeys.ts'
import type { SigninRefusal } from '../../views/account/passkey-signin.tsx'
import { allow } from '../allow.ts'
import { homeOf } from '../customer/doors.tsx'
import { type Shortcuts, signinPage } from '../customer/signin-page.tsx'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { guardedEachTime } from '../guarded.ts'
import { provingOptions } from '../passkey/options.ts'
import { signedBy } from '../passkey/proving.ts'
import { sameSitePath } from '../same-site-path.ts'
import { newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'

/** Signing in with a passkey. */
export function passkeySignin(shortcuts: Shortcuts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/signin/passkey-options', allow('everyone'), async (c) =>
    c.json(await provingOptions(c, { kind: 'sign_in' })),
  )

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

/** Opens a session for whoever the passkey proves. */
async function signIn(c: Context<AppEnv>, text: string): Promise<SigninRefusal | { readonly home: string }> {
  const signed = await signedBy(c, text, { kind: 'sign_in' })
  if (typeof signed === 'string') return signed
  const { person, ...proved } = signed
  const session = await newSession(c, person, 'passkey')
  const wish = { kind: 'sign_in', ...proved, opening: session.opening } as const
  const outcome = await principalStub(c.env, person).passkeys(wish)
  if (outcome?.kind !== 'done') return spoken(outcome?.reason ?? 'passkey_unknown')
  await session.grant(outcome.principal.role)
  return { home: homeOf(outcome.principal) }
}

/** Nobody hears whether somebody exists or is kept out; whoever holds a good passkey hears that it was copied. */
function spoken(reason: PasskeyRefusal): SigninRefusal {
  if (reason === 'counter_went_back') return 'copied'
  return reason === 'challenge_used' ? 'challenge_ended' : 'not_accepted'
}
