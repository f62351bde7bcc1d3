import { fold, searchTerms } from './search-terms.ts'

/** E.164: a plus and up to 15 digits. Spaces, dashes, dots and brackets are how people write it. Null if it is not one. */
export function normalisePhone(text: string): string | null {
  const plain = text.replace(/[\s().\-/]/g, '').replace(/^00/, '+')
  return /^\+[1-9]\d{6,14}$/.test(plain) ? plain : null
}

/** An address told to somebody who may not be its owner: `j…@example.com`. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const [first = '', ...others] = email.slice(0, Math.max(at, 0))
  return at < 0 ? '…' : `${others.length === 0 ? '' : first}…${email.slice(at)}`
}

/** A name told to somebody who serves its owner without knowing them: `Ana S…`. */
export function maskedName(name: string): string {
  const [first = '', ...others] = name.trim().split(/\s+/)
  const last = [...(others.at(-1) ?? '')][0]
  return last === undefined ? first : `${first} ${last}…`
}

/** A customer's searchable facts. */
export interface Findable {
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly cardToken: string
}

/** Terms by which a customer is found: words of the name, email, card token, and the phone from its end (last digits). */
export function customerTerms({ name, email, phone, cardToken }: Findable): string[] {
  const digits = phone?.slice(1) ?? ''
  const ends = digits === '' ? [] : [`${LAST_DIGITS}${reversed(digits)}`, digits]
  return [
    ...new Set([...searchTerms(name), ...(email === null ? [] : [fold(email)]), ...ends, fold(cardToken)]),
  ]
}

/** What to look for: every prefix must be found on the customer. Digits are the end of a phone number. */
export function customerPrefixes(text: string): string[] {
  const digits = text.replace(/[\s().\-/+]/g, '')
  if (/^\d{3,15}$/.test(digits)) return [`${LAST_DIGITS}${reversed(digits)}`]
  if (/[@_]/.test(text)) return [fold(text.trim())]
  return searchTerms(text)
}

/** Never the beginning of a word people type. */
const LAST_DIGITS = '#'

function reversed(digits: string): string {
  return [...digits].reverse().join('')
}
