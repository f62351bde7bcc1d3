import { createHash } from 'node:crypto'

/** Before the first entry there is nothing. */
export const CHAIN_START = ''

/** Hash of one salted text: the chain covers this, so that erasing the words leaves the chain whole. Hex, or '' for no words. */
export function wordsHash(words: string | null, salt: string | null): string {
  return words === null || salt === null ? '' : createHash('sha256').update(salt).update('\0').update(words).digest('hex')
}

/** SHA-256(previous ‖ facts ‖ hash of the words), hex. Facts are hashed as the very text that is stored. */
export function chained(previous: string, facts: string, words: string): string {
  return createHash('sha256').update(previous).update('\0').update(facts).update('\0').update(words).digest('hex')
}
