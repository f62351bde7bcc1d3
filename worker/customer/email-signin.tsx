import { type Context, Hono } from 'hono'
import { EMAIL_CODE_MS } from '../../src/access/email-codes.ts'
import { deviceName } from '../../src/access/sessions.ts'
import { isCustomerId } from '../../src/id.ts'
import type { Opening } from '../../src/session.ts'
import { EmailCodePage, WalletDoorPage } from '../../views/customer/email-signin.tsx'
import { type DemoDoor, SigninPage } from '../../views/customer/signin.tsx'
import { allow } from '../allow.ts'
import { cookieCredential } from '../credential.ts'
import { customerObject, customerPrincipal } from '../customer-principal.ts'
import { emailCodeHash, newEmailCode, readEmailCode, shownEmailCode } from '../email-code.ts'
import type { AppEnv } from '../env.ts'
import { answeredAt } from '../fixed-time.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { codeLetter } from '../letters/code-letter.tsx'
import { audit } from '../library/audit.ts'
import { customerByEmail } from '../library/customers.ts'
import type { Mailer } from '../mail.ts'
import { whereFrom } from '../network.ts'
import { refusePage } from '../refuse.tsx'
import { newSecret } from '../secrets.ts'
import { newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'

/** What a letter carries: the code and the link. */
const byLetter = new Hono<AppEnv>()

/** Long enough for every answer to a code, so that all take the same. */
const CODE_ANSWER_MS = 400
const EMAIL_MOST = 254

byLetter.post('/signin/code', allow('everyone'), (c) =>
  answeredAt(c, CODE_ANSWER_MS, async () => {
    const form = await readForm(c)
    if (form === null) return refusePage(c, 400)
    const email = readEmail(form.text('email'))
    const code = readEmailCode(form.text('code'))
    if (email !== null && code !== null && (await openByCode(c, email, code))) {
      return c.redirect('/wallet', 303)
    }
    return c.html(<EmailCodePage frame={frameFor(c, null)} email={email ?? ''} refused />, 403)
  }),
)

// Looking at the link uses nothing up: mail programs look too.
byLetter.get('/signin/link/:token', allow('everyone'), async (c) => {
  const link = cookieCredential(c.req.param('token'))
  const found =
    link !== null && isCustomerId(link.id)
      ? await principalStub(c.env, link.id).emailCode({
          kind: 'look',
          link: emailCodeHash(c.env, 'link', link.id, link.secret),
        })
      : null
  const good = found === 'done'
  return c.html(<WalletDoorPage frame={frameFor(c, null)} good={good} />, good ? 200 : 410)
})

byLetter.post('/signin/link/:token', allow('everyone'), async (c) => {
  const ended = () => c.html(<WalletDoorPage frame={frameFor(c, null)} good={false} />, 410)
  const link = cookieCredential(c.req.param('token'))
  if (link === null || !isCustomerId(link.id)) return ended()
  const session = await newSession(c, link.id, 'email')
  const hash = emailCodeHash(c.env, 'link', link.id, link.secret)
  const used = await principalStub(c.env, link.id).emailCode({
    kind: 'use_link',
    link: hash,
    opening: session.opening,
  })
  if (used !== 'done') return ended()
  await session.grant('customer')
  await noteSignin(c, link.id, session.opening)
  return c.redirect('/wallet', 303)
})

/** /signin/…: a customer's wallet by a letter. `shortcuts`: whom a local demo lets one be, shown where the form comes back. */
export function emailSignin(
  shortcuts: (c: Context<AppEnv>) => readonly DemoDoor[] | Promise<readonly DemoDoor[]>,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>().route('/', byLetter)
  // Nothing that depends on the address happens before the answer: it neither says nor shows whether we know it.
  app.post('/signin/email', allow('everyone'), async (c) => {
    const form = await readForm(c)
    if (form === null) return refusePage(c, 400)
    const mailer = c.get('mailer')
    const email = readEmail(form.text('email'))
    if (email === null || mailer === null) {
      const typed = form.text('email').slice(0, EMAIL_MOST).toWellFormed()
      const doors = await shortcuts(c)
      const page = (
        <SigninPage frame={frameFor(c, null)} doors={doors} sendsMail={mailer !== null} email={typed} />
      )
      return c.html(page, 422)
    }
    c.executionCtx.waitUntil(sendCode(c, mailer, email))
    return c.html(<EmailCodePage frame={frameFor(c, null)} email={email} refused={false} />)
  })
  return app
}

/** An address as customers' records keep it, or null for anything that is no single address. */
function readEmail(typed: string): string | null {
  const email = typed.normalize('NFC').toLowerCase()
  return email.length <= EMAIL_MOST && /^[^\s@,;:<>"()[\]\\\p{C}]+@[^\s@,;:<>"()[\]\\\p{C}]+$/u.test(email)
    ? email
    : null
}

async function sendCode(c: Context<AppEnv>, mailer: Mailer, email: string): Promise<void> {
  const row = await customerByEmail(c.env.DB, email)
  if (row === null) return
  const { id } = customerPrincipal(row)
  const code = newEmailCode()
  const secret = newSecret()
  const object = await customerObject(c.env, row)
  const sent = await object.emailCode({
    kind: 'send',
    code: emailCodeHash(c.env, 'code', id, code),
    link: emailCodeHash(c.env, 'link', id, secret),
  })
  if (sent !== 'done') return
  const now = c.get('now')
  const link = `${new URL(c.req.url).origin}/signin/link/${id}.${secret}`
  const endsAt = now + EMAIL_CODE_MS
  await mailer.send(codeLetter(frameFor(c, null), { to: email, code: shownEmailCode(code), link, endsAt }))
  await audit(c.env.DB, { at: now, by: id, action: 'sign_in_code_sent', subject: id })
}

async function openByCode(c: Context<AppEnv>, email: string, code: string): Promise<boolean> {
  const row = await customerByEmail(c.env.DB, email)
  if (row === null) return false
  const { id } = customerPrincipal(row)
  const session = await newSession(c, id, 'email')
  const used = await principalStub(c.env, id).emailCode({
    kind: 'use_code',
    code: emailCodeHash(c.env, 'code', id, code),
    opening: session.opening,
  })
  if (used !== 'done') return false
  await session.grant('customer')
  await noteSignin(c, id, session.opening)
  return true
}

/** Puts a customer's signing in on record. They are inside already: a library that cannot be reached keeps nobody out. */
export async function noteSignin(
  c: Context<AppEnv>,
  id: ReturnType<typeof customerPrincipal>['id'],
  opening: Opening,
): Promise<void> {
  const actor = { by: id, role: 'customer', device: deviceName(opening), from: whereFrom(c) } as const
  try {
    await audit(c.env.DB, { ...actor, at: c.get('now'), action: 'signed_in', subject: id })
  } catch {
    console.error(JSON.stringify({ level: 'error', request: c.get('requestId'), error: 'sign_in_unwritten' }))
  }
}
