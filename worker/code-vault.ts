import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { codeFromBytes, normaliseCode, readCode } from '../src/code.ts'
import { type CommandId, isVoucherId, type VoucherId, voucherIdOf } from '../src/id.ts'
import type { Env } from './env.ts'

/** So many derivations are tried for one command before giving up: with 55 bits the first is free practically always. */
export const DERIVATIONS = 4

/** The voucher a code names: 128 bits of HMAC-SHA-256 under `CODE_KEY`. No lookup, and nobody enumerates codes. */
export function voucherIdForCode(env: Env, code: string): VoucherId {
  return voucherIdOf(hmac(env, `code:${normaliseCode(code)}`))
}

/** What a caller typed where a voucher is meant: its id, or a code in any spelling; null for what can be neither. */
export function readVoucher(env: Env, input: string): VoucherId | null {
  if (isVoucherId(input)) return input
  const reading = readCode(input)
  return reading.kind === 'malformed' ? null : voucherIdForCode(env, reading.code)
}

/** The n-th code a command would be given: derived, so that a repeat reaches the same voucher without a table. */
export function derivedCode(env: Env, command: CommandId, n: number): string {
  return codeFromBytes(hmac(env, `issue:${command}:${n}`))
}

/** Tells a text that led nowhere again without giving it away: 128 bits of HMAC-SHA-256 under `CODE_KEY`, base64url. */
export function guessHash(env: Env, text: string): string {
  return Buffer.from(hmac(env, `guess:${text}`).subarray(0, 16)).toString('base64url')
}

/** Seals a code with AES-256-GCM, the voucher's id as associated data: iv ‖ tag ‖ text, base64url. */
export function seal(env: Env, id: VoucherId, code: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(env.SEAL_KEY), iv).setAAD(Buffer.from(id))
  const sealed = Buffer.concat([cipher.update(code, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Opens a sealed code. Throws if it was sealed for another voucher or under another key: that is an outage, not a refusal. */
export function unseal(env: Env, id: VoucherId, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(env.SEAL_KEY), bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

function hmac(env: Env, text: string): Uint8Array {
  return createHmac('sha256', keyOf(env.CODE_KEY)).update(text).digest()
}

function keyOf(text: string): Buffer {
  const key = keys.get(text) ?? Buffer.from(text, 'base64url')
  keys.set(text, key)
  return key
}

/** The two keys of a world, read once. */
const keys = new Map<string, Buffer>()
