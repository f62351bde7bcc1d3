import { Hono } from 'hono'
import { WalletLinkPage } from '../../../views/admin/customers/link-pages.tsx'
import { actorOf } from '../../actor.ts'
import { allow } from '../../allow.ts'
import { isKey } from '../../command-id.ts'
import { customerPrincipal } from '../../customer-principal.ts'
import type { AppEnv } from '../../env.ts'
import { readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { askAgain } from '../../identity.ts'
import { audit } from '../../library/audit.ts'
import { nameOf, survivorById } from '../../library/customers.ts'
import { refusePage } from '../../refuse.tsx'
import { newSecret, secretHash } from '../../secrets.ts'
import { principalStub } from '../../stubs.ts'

/** POST /admin/customers/{id}/wallet-links: a link that signs them in once, on their own phone; …/ended ends that of letters. */
export const walletLinks = new Hono<AppEnv>()

walletLinks.post('/:customer/wallet-links', allow('customers:write'), async (c) => {
  const form = await readForm(c)
  if (form === null || !isKey(form.text('idempotency_key'))) return refusePage(c, 400)
  const row = await survivorById(c.env.DB, c.req.param('customer'))
  if (row === null) return refusePage(c, 404)
  const principal = customerPrincipal(row)
  const secret = newSecret()
  const object = principalStub(c.env, principal.id)
  await object.enrol(principal, null)
  await object.invite(secretHash(secret))
  await audit(c.env.DB, {
    at: c.get('now'),
    ...actorOf(c),
    action: 'wallet_link_made',
    subject: row.id,
  })
  return c.html(
    <WalletLinkPage
      frame={frameFor(c, c.get('principal'))}
      id={row.id}
      name={nameOf(row)}
      link={new URL(`/join/${principal.id}.${secret}`, c.req.url).href}
    />,
  )
})

walletLinks.post('/:customer/wallet-links/ended', allow('customers:write'), async (c) => {
  const row = await survivorById(c.env.DB, c.req.param('customer'))
  if (row === null) return refusePage(c, 404)
  const { id } = customerPrincipal(row)
  await principalStub(c.env, id).walletLink({ kind: 'revoke' })
  askAgain(id)
  await audit(c.env.DB, { ...actorOf(c), at: c.get('now'), action: 'wallet_link_revoked', subject: id })
  return c.redirect(`/admin/customers/${id}?link_ended`, 303)
})
