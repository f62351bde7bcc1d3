import { createHmac, randomBytes } from 'node:crypto'
import { ALPHABET, normaliseCode } from '../src/code.ts'
import type { PrincipalId } from '../src/id.ts'
import type { Env } from './env.ts'

const SYMBOLS = 8

/** A code for a letter: 8 symbols, 40 bits of chance, each code equally likely. */
export function newEmailCode(): string {
  return Array.from(randomBytes(SYMBOLS), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
}

/** A code as the letter shows it, in two groups of four. */
export function shownEmailCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** What somebody typed as a code of a letter, with the look-alikes repaired; null for anything else. */
export function readEmailCode(typed: string): string | null {
  const code = normaliseCode(typed.slice(0, 64))
  return code.length === SYMBOLS && Array.from(code).every((symbol) => ALPHABET.includes(symbol))
    ? code
    : null
}

/** The only form in which the code or link of somebody's letter is kept: a stolen record cannot be searched for it. */
export function emailCodeHash(env: Env, kind: 'code' | 'link', id: PrincipalId, secret: string): string {
  return createHmac('sha256', Buffer.from(env.CODE_KEY, 'base64url'))
    .update(`email-${kind}:${id}:${secret}`)
    .digest('hex')
}
