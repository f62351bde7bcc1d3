import { currencyDigits } from '../src/money.ts'

/**
 * Minor units of an amount as people type it: `5`, `5,50`, `1.234,50`, `€ 1,234.5`. The last dot or comma is the decimal
 * sign if no more digits follow than the currency has. Null for anything that is no such amount.
 */
export function readAmount(text: string, currency: string): number | null {
  const digits = currencyDigits(currency)
  const plain = text.replace(/[\s\u00a0\u202f'’]|\p{Sc}/gu, '')
  const found = /^([0-9][0-9.,]*?)(?:[.,]([0-9]+))?$/.exec(plain)
  if (found === null) return null
  const [, head = '', tail = ''] = found
  const isFraction = tail.length <= digits
  const whole = (isFraction ? head : head + tail).replace(/[.,]/g, '')
  const groups = isFraction ? head : `${head},${tail}`
  // Grouped digits stand in threes; anything else is a slip better asked about than guessed at.
  if (/[.,]/.test(groups) && !/^[0-9]{1,3}([.,][0-9]{3})+$/.test(groups)) return null
  const amount = Number(whole + (isFraction ? tail.padEnd(digits, '0') : '0'.repeat(digits)))
  return Number.isSafeInteger(amount) && amount <= 1_000_000_000 ? amount : null
}

/** Minor units as a form field holds them: `32.40`, without sign or grouping. */
export function amountText(amount: number, currency: string): string {
  const digits = currencyDigits(currency)
  const text = String(amount).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
