import { Hono } from 'hono'
import { WalletDoorPage } from '../../views/customer/email-signin.tsx'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'
import { readWalletLink } from '../wallet-link.ts'
import { noteSignin } from './email-signin.tsx'

/** /w/{token}: a wallet by the link of its letters, on any device, until it is revoked. */
export const walletDoor = new Hono<AppEnv>()

walletDoor.get('/w/:token', allow('everyone'), async (c) => {
  const good = (await readWalletLink(c.env, c.req.param('token'))) !== null
  return c.html(<WalletDoorPage frame={frameFor(c, null)} good={good} />, good ? 200 : 410)
})

walletDoor.post('/w/:token', allow('everyone'), async (c) => {
  const ended = () => c.html(<WalletDoorPage frame={frameFor(c, null)} good={false} />, 410)
  const link = await readWalletLink(c.env, c.req.param('token'))
  if (link === null) return ended()
  const { opening, grant } = await newSession(c, link.id, 'wallet_link')
  // Asked again with its generation: a link revoked meanwhile opens nothing.
  const opened = await principalStub(c.env, link.id).walletLink({
    kind: 'open',
    generation: link.generation,
    opening,
  })
  if (opened?.generation !== link.generation) return ended()
  await grant('customer')
  await noteSignin(c, link.id, opening)
  return c.redirect('/wallet', 303)
})
