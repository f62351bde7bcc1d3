import type { Context } from 'hono'
import { browserName } from '../../src/browser-name.ts'
import { en } from '../../views/words/en.ts'
import type { AppEnv } from '../env.ts'

/** As much as a row of a list holds. */
export const PASSKEY_NAME_MOST = 60

/** The name of a new passkey: as typed, else the browser it was made in. */
export function passkeyName(c: Context<AppEnv>, typed: string): string {
  const name = typed.slice(0, PASSKEY_NAME_MOST).toWellFormed().trim()
  if (name !== '') return name
  const browser = browserName(c.req.header('user-agent') ?? '')
  return browser === '' ? en.account.passkey : browser
}
