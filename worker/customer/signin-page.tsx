import type { Context } from 'hono'
import type { SigninRefusal } from '../../views/account/passkey-signin.tsx'
import { type DemoDoor, SigninPage } from '../../views/customer/signin.tsx'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { walletPlace } from './wallet-place.ts'

/** Whom a local demo lets one be; nobody in what is deployed. */
export type Shortcuts = (c: Context<AppEnv>) => readonly DemoDoor[] | Promise<readonly DemoDoor[]>

const STATUS: { readonly [R in SigninRefusal]: 401 | 422 } = {
  unreadable: 422,
  challenge_ended: 422,
  not_accepted: 401,
  copied: 401,
}

/** The ways in; `next` is where somebody wanted to go, `refused` why a passkey did not let them, `email` an address that is none. */
export async function signinPage(
  c: Context<AppEnv>,
  shortcuts: Shortcuts,
  next: string | null,
  refused: SigninRefusal | null = null,
  email?: string,
): Promise<Response> {
  const customer = walletPlace(next ?? '') !== null
  const props = {
    customer,
    doors: await shortcuts(c),
    next,
    refused,
    email,
    sendsMail: c.get('mailer') !== null,
  }
  const status = refused !== null ? STATUS[refused] : email === undefined ? 200 : 422
  return c.html(<SigninPage frame={frameFor(c, null)} {...props} />, status)
}
