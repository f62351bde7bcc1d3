import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { type CommandId, idSymbols, type PrincipalId } from '../src/id.ts'
import type { AppEnv, Env } from './env.ts'

/**
 * The secret of the invitation a command sends somebody, under `CODE_KEY`: derived, so that a repeat answers with the same
 * link and an admin can show it again until it is used, while the object keeps only its hash. It is theirs alone, also
 * where a caller sends one key for several people.
 */
export function invitationSecret(env: Env, id: PrincipalId, command: CommandId): string {
  return hmac(env, `invitation:${id}:${command}`).toString('base64url')
}

/** Whom a command makes: the same somebody for every repeat, so that no table of keys is needed. */
export function principalIdFor(env: Env, kind: 'usr' | 'dev' | 'key', command: CommandId): PrincipalId {
  return `${kind}_${idSymbols(hmac(env, `principal:${command}`))}`
}

/** The secret a command gives an API key: derived, so that a repeat shows the same one and makes no second. */
export function keySecret(env: Env, id: PrincipalId, command: CommandId): string {
  return hmac(env, `key:${id}:${command}`).toString('base64url')
}

/** The absolute link that lets somebody in once. */
export function joinUrl(c: Context<AppEnv>, id: PrincipalId, command: CommandId): string {
  return `${new URL(c.req.url).origin}/join/${id}.${invitationSecret(c.env, id, command)}`
}

function hmac(env: Env, text: string): Buffer {
  return createHmac('sha256', Buffer.from(env.CODE_KEY, 'base64url')).update(text).digest()
}
