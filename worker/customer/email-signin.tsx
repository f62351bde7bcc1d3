import { type Context, Hono } from 'hono'
import { EMAIL_CODE_MS } from '../../src/access/email-codes.ts'
import { deviceName } from '../../src/access/sessions.ts'
import { type CustomerId, isCustomerId } from '../../src/id.ts'
import type { Opening } from '../../src/session.ts'
import { EmailCodePage, WalletDoorPage } from '../../views/customer/email-signin.tsx'
import { allow } from '../allow.ts'
import { cookieCredential } from '../credential.ts'
import { customerObject, customerPrincipal } from '../customer-principal.ts'
import { emailCodeHash, newEmailCode, readEmailCode, shownEmailCode } from '../email-code.ts'
import type { AppEnv } from '../env.ts'
import { plainFailure } from '../failure.ts'
import { answeredAt } from '../fixed-time.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { guarded, guardedEachTime, rationed } from '../guarded.ts'
import { codeLetter } from '../letters/code-letter.tsx'
import { audit } from '../library/audit.ts'
import { type CustomerRow, customerByEmail } from '../library/customers.ts'
import type { Mailer } from '../mail.ts'
import { whereFrom } from '../network.ts'
import { isInside, letInBefore, newPress, secretOfPress } from '../pressed-twice.ts'
import { refusePage } from '../refuse.tsx'
import { newSecret, secretHash } from '../secrets.ts'
import { newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'
import { type Shortcuts, signinPage } from './signin-page.tsx'
import { sendSignUpCode, signUp } from './signing-up.ts'
import { walletPlace } from './wallet-place.ts'

/** Long enough for every answer to a code, so that all take the same. */
const CODE_ANSWER_MS = 400
const EMAIL_MOST = 254

/** A link as it was presented, by its hash; null for what is none. */
const byLink = guarded((c) => {
  const link = cookieCredential(c.req.param('token'))
  return link && secretHash(link.secret)
})

/** /signin/…: a customer's wallet by a letter with a code and a link. */
export function emailSignin(shortcuts: Shortcuts): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/signin/email', allow('everyone'), rationed('email'), (c) => askForLetter(c, shortcuts))
    .post('/signin/code', allow('everyone'), guardedEachTime('code of a letter'), (c) =>
      answeredAt(c, CODE_ANSWER_MS, () => byCode(c)),
    )
    .get('/signin/link/:token', allow('everyone'), byLink, showLink)
    .post('/signin/link/:token', allow('everyone'), byLink, useLink)
}

/** Nothing that depends on the address happens before the answer: it neither says nor shows whether we know it. */
async function askForLetter(c: Context<AppEnv>, shortcuts: Shortcuts): Promise<Response> {
  const form = await readForm(c)
  if (form === null) return refusePage(c, 400)
  const mailer = c.get('mailer')
  const email = readEmail(form.text('email'))
  const wanted = walletPlace(form.text('then')) ?? '/wallet'
  if (email === null || mailer === null) {
    const typed = form.text('email').slice(0, EMAIL_MOST).toWellFormed()
    return signinPage(c, shortcuts, wanted, null, typed)
  }
  c.executionCtx.waitUntil(sendCode(c, mailer, email, wanted).catch(letterLost))
  return c.html(<EmailCodePage frame={frameFor(c, null)} email={email} wanted={wanted} refused={false} />)
}

async function byCode(c: Context<AppEnv>): Promise<Response> {
  const form = await readForm(c)
  if (form === null) {
    c.set('miss', { reason: 'signin_refused', text: '' })
    return refusePage(c, 400)
  }
  const email = readEmail(form.text('email'))
  const code = readEmailCode(form.text('code'))
  const wanted = walletPlace(form.text('then')) ?? '/wallet'
  const opened = email === null || code === null ? null : await openByCode(c, { email, code, wanted })
  if (opened !== null) return c.redirect(opened, 303)
  c.set('miss', { reason: 'signin_refused', text: form.text('email') })
  return c.html(<EmailCodePage frame={frameFor(c, null)} email={email ?? ''} wanted={wanted} refused />, 403)
}

/** Looking at the link uses nothing up: mail programs look too. */
async function showLink(c: Context<AppEnv>): Promise<Response> {
  const link = linkOf(c)
  const found =
    link &&
    (await principalStub(c.env, link.id).emailCode({
      kind: 'look',
      link: emailCodeHash(c.env, 'link', link.id, link.secret),
    }))
  if (found !== 'done') return ended(c)
  const wanted = walletPlace(c.req.query('then') ?? '') ?? '/wallet'
  return c.html(<WalletDoorPage frame={frameFor(c, null)} good press={newPress()} wanted={wanted} />)
}

async function useLink(c: Context<AppEnv>): Promise<Response> {
  const link = linkOf(c)
  if (link === null) return ended(c)
  const form = await readForm(c)
  const press = secretOfPress(c, link, form?.text('press') ?? '')
  const session = await newSession(c, link.id, 'email', press)
  const used = await principalStub(c.env, link.id).emailCode({
    kind: 'use_link',
    link: emailCodeHash(c.env, 'link', link.id, link.secret),
    opening: session.opening,
  })
  if (used !== 'done' && (await letInBefore(c, link.id, session.opening.hash)) === null) return ended(c)
  await session.grant('customer')
  if (used === 'done') noteSignin(c, link.id, session.opening)
  return c.redirect(walletPlace(form?.text('then') ?? '') ?? '/wallet', 303)
}

/** The link of a letter, or null for anything that is none. */
function linkOf(c: Context<AppEnv>): { readonly id: CustomerId; readonly secret: string } | null {
  const link = cookieCredential(c.req.param('token'))
  return link !== null && isCustomerId(link.id) ? { id: link.id, secret: link.secret } : null
}

/** One answer to every link that lets nobody in: late, used up, or never made. */
export async function ended(c: Context<AppEnv>): Promise<Response> {
  if (await isInside(c, cookieCredential(c.req.param('token')))) return c.redirect('/wallet', 303)
  c.set('miss', { reason: 'unknown_link', text: c.req.param('token') ?? '' })
  return c.html(<WalletDoorPage frame={frameFor(c, null)} good={false} />, 410)
}

/** An address as customers' records keep it, or null for anything that is no single address. */
function readEmail(typed: string): string | null {
  const email = typed.normalize('NFC').toLowerCase()
  return email.length <= EMAIL_MOST && /^[^\s@,;:<>"()[\]\\\p{C}]+@[^\s@,;:<>"()[\]\\\p{C}]+$/u.test(email)
    ? email
    : null
}

/** A failure is told without what it was about: queries and mailers name addresses in their messages. */
function letterLost(thrown: unknown): void {
  const error = thrown instanceof Error ? thrown.name : 'unknown'
  console.error(JSON.stringify({ level: 'error', event: 'sign_in_letter_lost', error }))
}

async function sendCode(c: Context<AppEnv>, mailer: Mailer, email: string, wanted: string): Promise<void> {
  const row = await customerByEmail(c.env.DB, email)
  if (row === null) return sendSignUpCode(c, mailer, email)
  const { id } = customerPrincipal(row)
  const code = newEmailCode()
  const secret = newSecret()
  const object = await customerObject(c.env, row)
  const sent = await object.emailCode({
    kind: 'send',
    code: emailCodeHash(c.env, 'code', id, code),
    link: emailCodeHash(c.env, 'link', id, secret),
    from: whereFrom(c),
  })
  if (sent !== 'done') return
  const now = c.get('now')
  const link = `${new URL(c.req.url).origin}/signin/link/${id}.${secret}${wanted === '/wallet' ? '' : `?then=${wanted}`}`
  const endsAt = now + EMAIL_CODE_MS
  await mailer.send(codeLetter(frameFor(c, null), { to: email, code: shownEmailCode(code), link, endsAt }))
  const actor = { by: id, role: 'customer', device: null, from: whereFrom(c) } as const
  await audit(c.env.DB, { ...actor, at: now, action: 'sign_in_code_sent', subject: id })
}

/** Opens the wallet of that address by a letter's code, or makes one; says where to go on, or null for a wrong code. */
async function openByCode(
  c: Context<AppEnv>,
  { email, code, wanted }: { readonly email: string; readonly code: string; readonly wanted: string },
): Promise<string | null> {
  const row = await customerByEmail(c.env.DB, email)
  if (row === null) {
    const joined = await signUp(c, email, code)
    return joined && openNew(c, joined, wanted)
  }
  const { id } = customerPrincipal(row)
  const session = await newSession(c, id, 'email')
  const used = await principalStub(c.env, id).emailCode({
    kind: 'use_code',
    code: emailCodeHash(c.env, 'code', id, code),
    opening: session.opening,
  })
  if (used !== 'done') return null
  await session.grant('customer')
  noteSignin(c, id, session.opening)
  return wanted
}

/** Lets in who has just joined, and asks them who they are. */
async function openNew(c: Context<AppEnv>, row: CustomerRow, wanted: string): Promise<string> {
  const { id } = customerPrincipal(row)
  const session = await newSession(c, id, 'email')
  await (await customerObject(c.env, row)).sessions({ kind: 'open', opening: session.opening })
  await session.grant('customer')
  noteSignin(c, id, session.opening)
  return `/wallet/details?joined=yes${wanted === '/wallet' ? '' : `&then=${wanted}`}`
}

/** Puts a customer's signing in on record; nobody is kept waiting for it, or kept out while the library is closed. */
export function noteSignin(
  c: Context<AppEnv>,
  id: ReturnType<typeof customerPrincipal>['id'],
  opening: Opening,
): void {
  const actor = { by: id, role: 'customer', device: deviceName(opening), from: whereFrom(c) } as const
  const line = { ...actor, at: c.get('now'), action: 'signed_in', subject: id } as const
  c.executionCtx.waitUntil(
    audit(c.env.DB, line).catch((failure: unknown) => {
      console.warn(
        JSON.stringify({ level: 'warn', event: 'sign_in_not_noted', failure: plainFailure(failure).message }),
      )
    }),
  )
}
