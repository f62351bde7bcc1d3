/**
 * The page a customer wanted before they were signed in, if it is one of those: their wallet, what they can get, their
 * statement, or an offer. A closed list, so that no address leads anywhere else; null for every other text.
 */
export function walletPlace(text: string): string | null {
  return PLACE.test(text) ? text : null
}

const PLACE = /^\/(?:wallet(?:\/(?:offers|statement))?|offers\/[a-z0-9-]{1,120})$/
