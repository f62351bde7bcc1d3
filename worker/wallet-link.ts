import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { type CustomerId, isCustomerId } from '../src/id.ts'
import { cookieCredential } from './credential.ts'
import type { AppEnv, Env } from './env.ts'
import { principalStub } from './stubs.ts'

/** The absolute link that opens a customer's wallet until it is revoked. Derived, so that every letter carries the same. */
export function walletLinkUrl(c: Context<AppEnv>, id: CustomerId, generation: number): string {
  return `${new URL(c.req.url).origin}/w/${id}.${secretOf(c.env, id, generation)}`
}

/** Whose wallet a link opens, and of which generation it is; null for one that is revoked, superseded or none. */
export async function readWalletLink(
  env: Env,
  token: string,
): Promise<{ readonly id: CustomerId; readonly generation: number } | null> {
  const link = cookieCredential(token)
  if (link === null || !isCustomerId(link.id)) return null
  const found = await principalStub(env, link.id).walletLink({ kind: 'look' })
  const generation = found?.generation ?? null
  if (generation === null) return null
  const right = Buffer.from(secretOf(env, link.id, generation))
  return timingSafeEqual(right, Buffer.from(link.secret)) ? { id: link.id, generation } : null
}

function secretOf(env: Env, id: CustomerId, generation: number): string {
  return createHmac('sha256', Buffer.from(env.CODE_KEY, 'base64url'))
    .update(`wallet:${id}:${generation}`)
    .digest('base64url')
}
