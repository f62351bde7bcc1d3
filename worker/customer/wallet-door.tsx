import { Hono } from 'hono'
import { WalletDoorPage } from '../../views/customer/email-signin.tsx'
import { allow } from '../allow.ts'
import { cookieCredential } from '../credential.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { guarded } from '../guarded.ts'
import { secretHash } from '../secrets.ts'
import { newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'
import { readWalletLink } from '../wallet-link.ts'
import { ended, noteSignin } from './email-signin.tsx'

/** A link as it was presented, by its hash; null for what is none. */
const byLink = guarded((c) => {
  const link = cookieCredential(c.req.param('token'))
  return link && secretHash(link.secret)
})

/** /w/{token}: a wallet by the link of its letters, on any device, until it is revoked. */
export const walletDoor = new Hono<AppEnv>()

walletDoor.get('/w/:token', allow('everyone'), byLink, async (c) => {
  if ((await readWalletLink(c.env, c.req.param('token'))) === null) return ended(c)
  return c.html(<WalletDoorPage frame={frameFor(c, null)} good />)
})

walletDoor.post('/w/:token', allow('everyone'), byLink, async (c) => {
  const link = await readWalletLink(c.env, c.req.param('token'))
  if (link === null) return ended(c)
  const { opening, grant } = await newSession(c, link.id, 'wallet_link')
  // Asked again with its generation: a link revoked meanwhile opens nothing.
  const opened = await principalStub(c.env, link.id).walletLink({
    kind: 'open',
    generation: link.generation,
    opening,
  })
  if (opened?.generation !== link.generation) return ended(c)
  await grant('customer')
  noteSignin(c, link.id, opening)
  return c.redirect('/wallet', 303)
})
