import { createHmac, randomBytes } from 'node:crypto'
import { ALPHABET, normaliseCode } from '../src/code.ts'
import type { PrincipalId } from '../src/id.ts'
import type { Env } from './env.ts'

const SYMBOLS = 8

/** A code for a letter: 8 symbols, 40 bits of chance, each code equally likely. */
export function newEmailCode(): string {
  return inSymbols(randomBytes(SYMBOLS))
}

/** Codes for whoever is nobody yet change every so long; one is good in its own span and in the next. */
const SIGN_UP_SPAN_MS = 10 * 60_000

/**
 * The code by which an address of nobody known signs up now, and until when it is good. It follows from address and time
 * under the Worker's key: of whoever never uses it, nothing is kept. 40 bits of HMAC-SHA-256.
 */
export function signUpCode(
  env: Env,
  email: string,
  now: number,
): { readonly code: string; readonly endsAt: number } {
  const span = Math.floor(now / SIGN_UP_SPAN_MS)
  return { code: codeOfSpan(env, email, span), endsAt: (span + 2) * SIGN_UP_SPAN_MS }
}

/** Whether this is the code that address would have got in this span or the one before. */
export function isSignUpCode(env: Env, email: string, code: string, now: number): boolean {
  const span = Math.floor(now / SIGN_UP_SPAN_MS)
  return [span, span - 1].some((one) => codeOfSpan(env, email, one) === code)
}

/** An address as a name that says nothing: base64url of an HMAC. */
export function addressName(env: Env, email: string): string {
  return keyed(env, `address:${email}`).subarray(0, 16).toString('base64url')
}

function codeOfSpan(env: Env, email: string, span: number): string {
  return inSymbols(keyed(env, `sign-up:${span}:${email}`).subarray(0, SYMBOLS))
}

function inSymbols(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
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
  return keyed(env, `email-${kind}:${id}:${secret}`).toString('hex')
}

function keyed(env: Env, text: string): Buffer {
  return createHmac('sha256', Buffer.from(env.CODE_KEY, 'base64url')).update(text).digest()
}
