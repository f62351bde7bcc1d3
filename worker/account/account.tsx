import { type Context, Hono } from 'hono'
import type { PersonReading } from '../../durable-objects/person-reading.ts'
import type { PasskeyOutcome } from '../../src/access/passkeys.ts'
import { deviceName } from '../../src/access/sessions.ts'
import { assert } from '../../src/assert.ts'
import { isFresh, type Session } from '../../src/session.ts'
import { AccountPage, type AccountPageProps } from '../../views/account/account-page.tsx'
import { actorOf } from '../actor.ts'
import { placeOf } from '../admin/person-view.ts'
import { allow } from '../allow.ts'
import { isKey } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { type Form, readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { issuesByBudget } from '../goodwill-budget.ts'
import { askAgain } from '../identity.ts'
import { creationOptions } from '../passkey/options.ts'
import { readAttestation } from '../passkey/response.ts'
import { verifyAttestation } from '../passkey/verify.ts'
import { refusePage } from '../refuse.tsx'
import { principalStub } from '../stubs.ts'
import { PASSKEY_NAME_MOST, passkeyName } from './passkey-name.ts'

/** /account: what lets one in oneself. Everything about other people lies under /admin. */
export const account = new Hono<AppEnv>()

account.get('/', allow('account:own'), (c) => accountPage(c, null))

account.get('/passkey-options', allow('account:own'), async (c) => {
  const { passkeys, principal } = await own(c)
  if (!mayChange(c, passkeys.length)) return refusePage(c, 403)
  const known = passkeys.map(({ id }) => id)
  return c.json(await creationOptions(c, principal, { kind: 'add', to: principal.id }, known))
})

account.post('/passkeys', allow('account:own'), async (c) => {
  const form = await readForm(c)
  const { id } = c.get('principal')
  if (!mayChange(c, (await own(c)).passkeys.length)) return accountPage(c, 'proof_stale')
  const response = readAttestation(form?.text('response') ?? '')
  const made = response && (await verifyAttestation(c, response, { kind: 'add', to: id }))
  if (made === null || typeof made === 'string') return accountPage(c, 'not_made')
  const outcome = await principalStub(c.env, id).passkeys({
    kind: 'add',
    passkey: { ...made.passkey, name: passkeyName(c, form?.text('passkey_name') ?? '') },
    challenge: made.challenge,
    session: ownSession(c).hash,
    by: actorOf(c),
  })
  return answered(c, outcome, 'added')
})

account.post('/passkeys/names', allow('account:own'), (c) =>
  commanded(c, async (form) => {
    const name = form.text('name').toWellFormed()
    if (name === '' || name.length > PASSKEY_NAME_MOST) return accountPage(c, 'name')
    const { id } = c.get('principal')
    const command = { kind: 'rename', id: form.text('passkey'), name, by: actorOf(c) } as const
    return answered(c, await principalStub(c.env, id).passkeys(command), 'renamed')
  }),
)

account.post('/passkeys/removals', allow('account:own'), (c) =>
  commanded(c, async (form) => {
    const { id } = c.get('principal')
    const session = ownSession(c).hash
    const command = { kind: 'remove', id: form.text('passkey'), session, by: actorOf(c) } as const
    const outcome = await principalStub(c.env, id).passkeys(command)
    askAgain(id)
    return answered(c, outcome, 'removed')
  }),
)

account.post('/sessions/ends', allow('account:own'), (c) =>
  commanded(c, async (form) => {
    const { id } = c.get('principal')
    const by = actorOf(c)
    const device = form.text('session')
    const outcome = await principalStub(c.env, id).sessions(
      device === 'others'
        ? { kind: 'end_all', except: ownSession(c).hash, by }
        : { kind: 'end_one', device, by },
    )
    // Here at once; elsewhere nobody trusts what they know of a session for longer than a minute.
    askAgain(id)
    if (outcome === 'nothing' && device !== 'others') return refusePage(c, 404)
    return c.redirect('/account?done=ended', 303)
  }),
)

const DONE = ['added', 'renamed', 'removed', 'ended', 'recovered'] as const

/** The answer of the object as a page: what was done, or why it was not. */
function answered(
  c: Context<AppEnv>,
  outcome: PasskeyOutcome | null,
  done: (typeof DONE)[number],
): Response | Promise<Response> {
  if (outcome === null) return refusePage(c, 404)
  if (outcome.kind === 'done') return c.redirect(`/account?done=${done}`, 303)
  switch (outcome.reason) {
    case 'proof_stale':
    case 'passkeys_full':
    case 'passkey_known':
      return accountPage(c, outcome.reason)
    case 'passkey_unknown':
      return refusePage(c, 404)
    case 'link_ended':
    case 'kept_out':
    case 'challenge_used':
    case 'counter_went_back':
    case 'not_verified':
      return accountPage(c, 'not_made')
  }
}

async function accountPage(c: Context<AppEnv>, refused: AccountPageProps['refused']): Promise<Response> {
  const { principal, passkeys, pin, sessions } = await own(c)
  c.set('issues', await issuesByBudget(c.env, c.get('principal'), c.get('now')))
  const frame = frameFor(c, c.get('principal'))
  const { words } = frame
  const place = placeOf(c, principal.stores)
  return c.html(
    <AccountPage
      frame={frame}
      person={{
        name: principal.name,
        role: principal.role === 'api_key' ? '' : words.common.role[principal.role],
        place: place === '' ? words.common.everyShop : place,
      }}
      passkeys={passkeys}
      mayChange={mayChange(c, passkeys.length)}
      pin={pin}
      sessions={sessions}
      current={deviceName(ownSession(c))}
      done={refused === null ? (DONE.find((known) => known === c.req.query('done')) ?? null) : null}
      refused={refused}
      commandKey={crypto.randomUUID()}
    />,
    refused === null ? 200 : refused === 'not_made' || refused === 'name' ? 422 : 409,
  )
}

/** Runs what a form of the page asks for; anything that is no such form changes nothing. */
async function commanded(c: Context<AppEnv>, run: (form: Form) => Promise<Response>): Promise<Response> {
  const form = await readForm(c)
  return form === null || !isKey(form.text('idempotency_key')) ? refusePage(c, 400) : run(form)
}

async function own(c: Context<AppEnv>): Promise<PersonReading> {
  const person = await principalStub(c.env, c.get('principal').id).read()
  assert(person !== null, 'whoever is signed in is somebody')
  return person
}

function ownSession(c: Context<AppEnv>): Session {
  const session = c.get('session')
  assert(session !== null, 'no key has an account')
  return session
}

/** As the object will decide: whoever has a passkey proves anew who they are before they change any. */
function mayChange(c: Context<AppEnv>, passkeys: number): boolean {
  return passkeys === 0 || isFresh(ownSession(c), c.get('now'))
}
