import { type Context, Hono } from 'hono'
import { isEasyPin } from '../../src/access/pins.ts'
import { isFresh } from '../../src/session.ts'
import { OwnPinPage } from '../../views/account/pin-page.tsx'
import type { PinSectionProps } from '../../views/account/pin-section.tsx'
import { en } from '../../views/words/en.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { isKey } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { type Form, readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { issuesByBudget } from '../goodwill-budget.ts'
import { newSalt, pinProof, readPin } from '../pin.ts'
import { refusePage } from '../refuse.tsx'
import { principalStub } from '../stubs.ts'

/** /account/pin: one's own PIN, which only somebody changes who has just signed in, and not by it. */
export const ownPin = new Hono<AppEnv>()

ownPin.get('/', allow('account:own'), (c) => {
  const done = (['set', 'removed'] as const).find((known) => known === c.req.query('done'))
  return page(c, { done: done ?? null })
})

ownPin.post('/', allow('account:own'), async (c) => {
  const form = await readForm(c)
  if (form === null) return refusePage(c, 400)
  if (!fresh(c)) return page(c, {}, 403)
  const typed = chosen(form)
  if (typed.kind === 'wrong') return page(c, { errors: typed.errors }, 422)
  const { id } = c.get('principal')
  const salt = newSalt()
  const proof = await pinProof(c.env, id, typed.pin, salt)
  await principalStub(c.env, id).pin({ kind: 'set', proof, salt, by: actorOf(c) })
  return c.redirect('/account/pin?done=set', 303)
})

ownPin.post('/removal', allow('account:own'), async (c) => {
  if (!isKey((await readForm(c))?.text('idempotency_key') ?? '')) return refusePage(c, 400)
  if (!fresh(c)) return page(c, {}, 403)
  await principalStub(c.env, c.get('principal').id).pin({ kind: 'remove', by: actorOf(c) })
  return c.redirect('/account/pin?done=removed', 303)
})

/** The PIN they chose twice, or what is wrong with it. */
function chosen(
  form: Form,
): { readonly kind: 'chosen'; readonly pin: string } | { readonly kind: 'wrong'; readonly errors: Errors } {
  const { problems } = en.pins
  const pin = readPin(form.text('pin'))
  if (pin === null) return { kind: 'wrong', errors: { pin: problems.malformed } }
  if (isEasyPin(pin)) return { kind: 'wrong', errors: { pin: problems.easy } }
  if (readPin(form.text('pin_again')) !== pin) {
    return { kind: 'wrong', errors: { pin_again: problems.different } }
  }
  return { kind: 'chosen', pin }
}

type Errors = PinSectionProps['errors']

function fresh(c: Context<AppEnv>): boolean {
  const session = c.get('session')
  return session !== null && isFresh(session, c.get('now'))
}

async function page(
  c: Context<AppEnv>,
  { done = null, errors = {} }: Partial<Pick<PinSectionProps, 'done' | 'errors'>>,
  status: 200 | 403 | 422 = 200,
): Promise<Response> {
  const principal = c.get('principal')
  c.set('issues', await issuesByBudget(c.env, principal, c.get('now')))
  const pin = (await principalStub(c.env, principal.id).read())?.pin ?? 'none'
  const props = { pin, fresh: fresh(c), done, errors, commandKey: crypto.randomUUID() }
  return c.html(<OwnPinPage frame={frameFor(c, principal)} {...props} />, status)
}
