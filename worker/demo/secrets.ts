import { createHmac } from 'node:crypto'
import type { Env } from '../env.ts'
import { newSecret } from '../secrets.ts'

/** A secret of the demo that stays the same in one state folder: HMAC-SHA-256 of its purpose under the folder's own key. */
export function lastingSecret(env: Env, purpose: string): string {
  const key = Buffer.from(env.CODE_KEY, 'base64url')
  return createHmac('sha256', key).update(`demo:${purpose}`).digest('base64url')
}

let key: string | null = null

/** What demo links carry: one isolate serves a local start, so they work any number of times until the next. */
export function linkKey(): string {
  key ??= newSecret()
  return key
}
