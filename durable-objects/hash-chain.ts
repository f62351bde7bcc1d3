import { hash } from 'node:crypto'

/** Before the first entry there is nothing. */
export const CHAIN_START = ''

/** SHA-256(salt, text), hex: it stays when the words are erased, so that the chain stays whole without them. */
export function wordsHash(words: string, salt: string): string {
  return hash('sha256', `${salt}\0${words}`)
}

/** SHA-256(previous ‖ facts ‖ hash of the words), hex. Facts are hashed as the very text that is stored. */
export function chained(previous: string, facts: string, words: string | null): string {
  return hash('sha256', `${previous}\0${facts}\0${words ?? ''}`)
}

/** The command id of what one object asks another for by itself: the same for the same errand, and nobody else's. */
export function digestOfErrand(errand: string, about: string): string {
  return hash('sha256', `errand\0${errand}\0${about}`)
}
