import type { Context } from 'hono'
import type { CommandId } from '../src/id.ts'
import type { AppEnv } from './env.ts'
import { requestProblem } from './problem.ts'
import { digestOf } from './secrets.ts'

/** What makes a repeat recognisable: who sent which key, and what it asked for. */
export interface Sending {
  readonly id: CommandId
  readonly digest: string
}

/** The command id of a key: keys of different callers never meet. Rule R4. */
export function commandId(principal: string, key: string): CommandId {
  return digestOf(principal, key)
}

/** Id and digest of a form's command. `content` is everything it asks for, validated. */
export function sending(c: Context<AppEnv>, key: string, content: unknown): Sending {
  return { id: commandId(c.get('principal').id, key), digest: digestOf(JSON.stringify(content)).slice(0, 32) }
}

/** The caller's `Idempotency-Key`, or the answer to a request without a usable one: 1–255 printable ASCII characters. */
export function idempotencyKey(c: Context<AppEnv>): string | Response {
  const key = c.req.header('idempotency-key')
  if (key === undefined || key === '') return requestProblem(c, 'idempotency_key_required')
  return isKey(key) ? key : requestProblem(c, 'idempotency_key_invalid')
}

/** 1–255 printable ASCII characters. */
export function isKey(text: string): boolean {
  return /^[\x20-\x7e]{1,255}$/.test(text)
}
