import type { Context } from 'hono'
import { signedUp } from '../../src/happening.ts'
import { customerPrincipal } from '../customer-principal.ts'
import { customerRow } from '../customer-record.ts'
import { addressName, isSignUpCode, shownEmailCode, signUpCode } from '../email-code.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { codeLetter } from '../letters/code-letter.tsx'
import { type CustomerRow, createCustomer, customerByEmail } from '../library/customers.ts'
import { spend } from '../limiter.ts'
import type { Mailer } from '../mail.ts'
import { whereFrom } from '../network.ts'
import { answerAtOnce } from '../rules/answering.ts'
import { digestOf } from '../secrets.ts'

/** Writes to an address of nobody known; it may be anybody's, so few letters go there, whoever asks for them. */
export async function sendSignUpCode(c: Context<AppEnv>, mailer: Mailer, email: string): Promise<void> {
  const verdict = await spend(c, { budget: 'sign_up_letter', who: addressName(c.env, email) })
  if (verdict.kind === 'refuse') return
  const { code, endsAt } = signUpCode(c.env, email, c.get('now'))
  await mailer.send(
    codeLetter(frameFor(c, null), { to: email, code: shownEmailCode(code), link: null, endsAt }),
  )
}

/**
 * The customer somebody becomes by the code of such a letter; null where it is wrong or was tried too often. Sent twice at
 * once it makes one customer.
 */
export async function signUp(c: Context<AppEnv>, email: string, code: string): Promise<CustomerRow | null> {
  const verdict = await spend(c, { budget: 'sign_up_code', who: addressName(c.env, email) })
  if (verdict.kind === 'refuse' || !isSignUpCode(c.env, email, code, c.get('now'))) return null
  const command = crypto.randomUUID()
  const row = customerRow({ email }, { id: digestOf('sign-up', command), digest: '' }, c.get('now'))
  const by = { by: customerPrincipal(row).id, role: 'customer', device: null, from: whereFrom(c) } as const
  const creation = await createCustomer(c.env.DB, row, by)
  if (creation.kind !== 'created') return customerByEmail(c.env.DB, email)
  await answerAtOnce(c.env, creation.customer, [signedUp(row.createdAt)], c.get('now'))
  return creation.customer
}
