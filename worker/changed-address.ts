import type { Context } from 'hono'
import { actorOf } from './actor.ts'
import { customerPrincipal } from './customer-principal.ts'
import type { AppEnv } from './env.ts'
import { askAgain } from './identity.ts'
import { audit } from './library/audit.ts'
import { type CustomerChange, changeCustomer } from './library/customer-changes.ts'
import { type CustomerRow, takenFrom } from './library/customers.ts'
import { principalStub } from './stubs.ts'

/**
 * Changes a customer, and ends what letters to an address opened, or could open, that is theirs no more. Before the change,
 * so that no crash leaves anybody in who reads the old mailbox; and after it, for what was opened in between.
 */
export async function changeAndEnd(
  c: Context<AppEnv>,
  before: CustomerRow,
  after: CustomerRow,
): Promise<CustomerChange> {
  const act = { ...actorOf(c), at: c.get('now') }
  const leaves = before.email !== null && before.email !== after.email
  // Nobody is signed out for an address that somebody else has.
  const ends = leaves && (await takenFrom(c.env.DB, after)) === null
  if (ends) await endLetters(c, before)
  const change = await changeCustomer(c.env.DB, before, after, act)
  if (ends && change.kind === 'changed') await endLetters(c, before)
  return change
}

async function endLetters(c: Context<AppEnv>, row: CustomerRow): Promise<void> {
  const { id } = customerPrincipal(row)
  const object = principalStub(c.env, id)
  const link = await object.walletLink({ kind: 'look' })
  await object.emailCode({ kind: 'end' })
  askAgain(id)
  if (link === null || link.generation === null) return
  await audit(c.env.DB, { ...actorOf(c), at: c.get('now'), action: 'wallet_link_revoked', subject: id })
}
