/** What a sum is typed in. */
export interface KeypadOf {
  /** Decimals of its currency. */
  readonly decimals: number
}

/** No sum is longer. */
const SIGNS_MOST = 12

/** What the field holds after a key; a key that would make it no sum does nothing. */
export function afterKey(text: string, key: string, { decimals }: KeypadOf): string {
  if (key === 'back') return text.slice(0, -1)
  if (text.length + key.length > SIGNS_MOST) return text
  const [, typed] = /[.,](\d*)$/.exec(text) ?? []
  if (key === '.' || key === ',') {
    if (decimals === 0 || typed !== undefined) return text
    return text === '' ? `0${key}` : text + key
  }
  if (typed !== undefined) return typed.length + key.length > decimals ? text : text + key
  // A sum does not begin with noughts.
  return text === '' || text === '0' ? String(Number(key)) : text + key
}
