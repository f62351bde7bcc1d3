import { type Context, Hono } from 'hono'
import type { SessionCommand } from '../../src/access/sessions.ts'
import { DevicesPage } from '../../views/customer/devices.tsx'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { askAgain } from '../identity.ts'
import { audit } from '../library/audit.ts'
import { refusePage } from '../refuse.tsx'
import { endSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'

/** /wallet/devices: where a customer's wallet is open, and what ends it. They reach their own sessions and no others. */
export const walletDevices = new Hono<AppEnv>()

walletDevices.get('/', allow('wallet:read'), async (c) => {
  const { principal, device: own } = c.var
  const known = await principalStub(c.env, principal.id).read()
  const devices = (known?.sessions ?? [])
    .map(({ device, browser, startedAt, seenAt }) => {
      return { device, browser, startedAt, seenAt, here: device === own }
    })
    .toReversed()
    .toSorted((a, b) => Number(b.here) - Number(a.here))
  const ended = c.req.query('ended') !== undefined
  return c.html(<DevicesPage frame={frameFor(c, principal)} devices={devices} ended={ended} />)
})

walletDevices.post('/ended', allow('wallet:read'), async (c) => {
  const form = await readForm(c)
  if (form === null) return refusePage(c, 400)
  const device = form.text('device')
  await end(c, { kind: 'end_one', device, by: actorOf(c) })
  return device === c.get('device') ? leave(c) : c.redirect('/wallet/devices?ended', 303)
})

walletDevices.post('/others-ended', allow('wallet:read'), async (c) => {
  const hash = c.get('session')?.hash
  // Without a session of its own nothing says which one is not another.
  if (hash === undefined) return refusePage(c, 403)
  await end(c, { kind: 'end_all', except: hash, by: actorOf(c) })
  return c.redirect('/wallet/devices?ended', 303)
})

walletDevices.post('/link-ended', allow('wallet:read'), async (c) => {
  const { principal, session } = c.var
  await principalStub(c.env, principal.id).walletLink({ kind: 'revoke' })
  askAgain(principal.id)
  await note(c, 'wallet_link_revoked')
  return session?.proof === 'wallet_link' ? leave(c) : c.redirect('/wallet/devices?ended', 303)
})

async function end(c: Context<AppEnv>, command: SessionCommand): Promise<void> {
  const { id } = c.get('principal')
  if ((await principalStub(c.env, id).sessions(command)) === 'nothing') return
  askAgain(id)
  await note(c, 'session_ended')
}

async function note(c: Context<AppEnv>, action: 'session_ended' | 'wallet_link_revoked'): Promise<void> {
  const line = { ...actorOf(c), at: c.get('now'), action, subject: c.get('principal').id }
  await audit(c.env.DB, line)
}

/** This browser is signed out now: its cookie goes too. */
async function leave(c: Context<AppEnv>): Promise<Response> {
  await endSession(c)
  return c.redirect('/', 303)
}
