import { hash, randomBytes } from 'node:crypto'

/** SHA-256 of the parts, each preceded by its length so that no two lists of parts meet; hex. */
export function digestOf(...parts: readonly string[]): string {
  return hash('sha256', parts.map((part) => `${part.length}:${part}`).join(''))
}

/** SHA-256 of a secret: the only form in which one is kept. */
export function secretHash(secret: string): string {
  return digestOf('secret', secret)
}

/** 256 bits of chance, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** A name for something new: 26 symbols of 128 random bits. */
export function randomId(): Uint8Array {
  return randomBytes(16)
}
